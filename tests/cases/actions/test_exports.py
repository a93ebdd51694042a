"""A long table is begun, finished with a notice, and forgotten after its time."""

from datetime import timedelta

import pytest

from cases.actions.exports import begin_export, fail_export, finish_export, forget_exports, tell_progress
from cases.actor import PUBLIC
from cases.clock import now
from cases.errors import Forbidden
from cases.tables import ExportJob, Notice
from cases.vocabulary import Role
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio


async def test_a_table_has_a_beginning_an_end_and_is_forgotten(database):
    actor = await actor_as(Role.ASSIGNER)
    done, broken = [await begin_export("cases", "year=2024", "提案建议", 9, actor=actor) for _ in range(2)]
    await tell_progress(done, 4)
    await finish_export(done, 1_000, 9)
    await fail_export(broken)
    states = {row["id"]: (row["state"], row["done"]) for row in await ExportJob.select()}
    assert states == {done: ("ready", 9), broken: ("failed", 0)}
    assert [row["link"] for row in await Notice.select()] == [f"/exports/{done}"]
    assert await forget_exports() == []
    await ExportJob.update({ExportJob.expires_at: now() - timedelta(seconds=1)}).where(ExportJob.id == done)
    assert await forget_exports() == [done]


async def test_the_public_has_nothing_written(database):
    with pytest.raises(Forbidden):
        await begin_export("cases", "", "提案建议", 9, actor=PUBLIC)
