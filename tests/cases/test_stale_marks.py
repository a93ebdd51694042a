"""Stale marks: one for each thing, and a mark set anew is another mark."""

import pytest

from cases.database import write_tx
from cases.stale_marks import mark_stale
from cases.tables import StaleMark

pytestmark = pytest.mark.anyio


async def mark(thing: str, thing_id: int) -> None:
    async with write_tx():
        await mark_stale((thing, thing_id))


async def test_a_thing_has_one_mark_and_every_setting_a_new_stamp(database):
    await mark("case", 1)
    first = await StaleMark.select().first()
    await mark("case", 1)
    await mark("document", 1)
    rows = await StaleMark.select().order_by(StaleMark.thing)
    assert [(row["thing"], row["thing_id"]) for row in rows] == [("case", 1), ("document", 1)]
    assert rows[0]["stamp"] != first["stamp"]
    assert rows[0]["marked_at"] >= first["marked_at"]


async def test_a_mark_of_a_failed_change_never_was(database):
    with pytest.raises(ZeroDivisionError):
        async with write_tx():
            await mark_stale(("case", 1))
            raise ZeroDivisionError
    assert await StaleMark.count() == 0


async def test_several_things_are_marked_at_once(database):
    async with write_tx():
        await mark_stale(("case", 1), ("document", 2), ("case", 1))
        await mark_stale()
    assert await StaleMark.count() == 2
