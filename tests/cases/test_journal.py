"""The journal: every row tells who did what, and a changed row shows."""

import asyncio
from datetime import timedelta

import pytest

from cases import journal
from cases.actor import IMPORTER, OFFICE
from cases.clock import now
from cases.database import write_tx
from cases.tables import JournalEntry
from cases.vocabulary import Verb

pytestmark = pytest.mark.anyio


async def record(number: int = 1) -> None:
    async with write_tx():
        await journal.record(OFFICE, Verb.SETTLE, "case", number, case=number, old="旧", new="新", reason="因")


async def test_a_row_says_who_what_and_when(database):
    before = now()
    await record(7)
    row = await JournalEntry.select().first()
    told = {name: row[name] for name in ("seq", "actor", "role", "verb", "thing", "thing_id", "case", "old", "new")}
    assert told == {
        "seq": 1, "actor": OFFICE.name, "role": "office", "verb": "settle", "thing": "case", "thing_id": 7,
        "case": 7, "old": "旧", "new": "新",
    }  # fmt: skip
    assert before <= row["at"] <= now()
    assert row["prev_hash"] == journal.GENESIS


async def test_rows_written_at_once_form_one_chain(database):
    await asyncio.gather(*(record(number) for number in range(20)))
    rows = await JournalEntry.select().order_by(JournalEntry.seq)
    assert [row["seq"] for row in rows] == list(range(1, 21))
    assert [row["prev_hash"] for row in rows[1:]] == [row["hash"] for row in rows[:-1]]
    assert await journal.first_break() is None


async def test_acts_written_together_stand_in_one_chain_with_those_around_them(database):
    await record()
    async with write_tx():
        acts = [journal.Act(Verb.IMPORT, "document", number, case=number, new=str(number)) for number in range(3)]
        assert await journal.record_all(IMPORTER, acts) == 2
    await record()
    rows = await JournalEntry.select().order_by(JournalEntry.seq)
    assert [(row["seq"], row["thing_id"], row["new"]) for row in rows[1:4]] == [(2, 0, "0"), (3, 1, "1"), (4, 2, "2")]
    assert len(rows) == 5
    assert await journal.first_break() is None


async def test_a_row_of_a_failed_transaction_never_was(database):
    await record()
    with pytest.raises(ZeroDivisionError):
        async with write_tx():
            await journal.record(IMPORTER, Verb.IMPORT, "document", 1)
            raise ZeroDivisionError
    await record()
    assert await JournalEntry.select(JournalEntry.seq).order_by(JournalEntry.seq).output(as_list=True) == [1, 2]


CHANGES = {
    "seq": 9, "at": now() + timedelta(microseconds=1), "actor": "别人", "person": 3, "role": "public", "unit": 3,
    "on_behalf_of": "某人", "verb": "see", "thing": "reply", "thing_id": 8, "case": 8, "old": "x", "new": "x",
    "reason": "x", "prev_hash": "x",
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
async def test_every_column_is_under_the_hash(sqlite_url, name):
    from cases import database as door

    await door.open_database(sqlite_url, migrated=False)
    await record()
    row = await JournalEntry.select().first()
    await door.close()
    assert journal.hash_of(row) == row["hash"]
    assert journal.hash_of({**row, name: CHANGES[name]}) != row["hash"]


async def test_a_row_changed_behind_the_back_is_found(database):
    for number in range(5):
        await record(number)
    if database.engine_type == "sqlite":
        await database.run_ddl("DROP TRIGGER journal_no_update")
    else:
        await database.run_ddl("DROP TRIGGER journal_no_change ON journal")
    await JournalEntry.update({JournalEntry.actor: "别人"}).where(JournalEntry.seq == 3)
    assert await journal.first_break() == 3
