"""The journal: every row tells who did what, and a changed row shows."""

import asyncio
from datetime import timedelta

import pytest

from cases import database as door
from cases import journal
from cases.actor import IMPORTER, OFFICE
from cases.clock import now
from cases.database import savepoint, write_tx
from cases.tables import Counter, JournalEntry
from cases.vocabulary import ChainFault, Verb

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
        "seq": 1, "actor": OFFICE.name, "role": "operator", "verb": "settle", "thing": "case", "thing_id": 7,
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
    await door.open_database(sqlite_url, migrated=False)
    await record()
    row = await JournalEntry.select().first()
    await door.close()
    assert journal.hash_of(row) == row["hash"]
    assert journal.hash_of({**row, name: CHANGES[name]}) != row["hash"]


TRIGGERS = {
    "sqlite": [f"DROP TRIGGER journal_no_{act}" for act in ("update", "delete", "replace")],
    "postgres": [f"DROP TRIGGER journal_no_{act} ON journal" for act in ("change", "truncate")],
}


def _swapped(one: int, other: int) -> list[str]:
    """What two rows say changes places; each keeps its number."""
    columns = ("at", "actor", "thing_id", "case", "prev_hash", "hash")
    put = ", ".join(f'"{c}" = (SELECT "{c}" FROM kept WHERE kept.seq = {one + other} - journal.seq)' for c in columns)
    free = "UPDATE journal SET prev_hash = 'p' || seq, hash = 'h' || seq"
    both = f"WHERE seq IN ({one}, {other})"
    return ["CREATE TABLE kept AS SELECT * FROM journal", f"{free} {both}", f"UPDATE journal SET {put} {both}"]


def _shifted(seq: int) -> list[str]:
    """Room for a row that never was: those from ``seq`` on get the next number."""
    return [f"UPDATE journal SET seq = -seq WHERE seq >= {seq}", "UPDATE journal SET seq = 1 - seq WHERE seq < 0"]


FORGED = (
    "INSERT INTO journal (seq, at, actor, role, verb, thing, prev_hash, hash) SELECT {}, at, '某', role, verb, thing,"
)
FORGED += " {}, 'x' FROM journal WHERE seq = 1"
TAMPERED = {
    "the first changed": (["UPDATE journal SET actor = '别人' WHERE seq = 1"], 1, ChainFault.CHANGED),
    "one changed": (["UPDATE journal SET reason = NULL WHERE seq = 1003"], 1003, ChainFault.CHANGED),
    "its instant changed": (["UPDATE journal SET at = '2020-01-01 00:00:00Z' WHERE seq = 7"], 7, ChainFault.CHANGED),
    "the last changed": (["UPDATE journal SET old = 'x' WHERE seq = 1010"], 1010, ChainFault.CHANGED),
    "the first removed": (["DELETE FROM journal WHERE seq = 1"], 1, ChainFault.MISSING),
    "one removed": (["DELETE FROM journal WHERE seq = 1000"], 1000, ChainFault.MISSING),
    "the last removed": (["DELETE FROM journal WHERE seq > 1008"], 1009, ChainFault.MISSING),
    "all removed": (["DELETE FROM journal"], 1, ChainFault.MISSING),
    "one removed and the others moved up": (
        ["DELETE FROM journal WHERE seq = 1008", "UPDATE journal SET seq = 1008 WHERE seq = 1009",
         "UPDATE journal SET seq = 1009 WHERE seq = 1010"], 1008, ChainFault.CHANGED,
    ),
    "one inserted": ([*_shifted(5), FORGED.format(5, "'y'")], 5, ChainFault.CHANGED),
    "one put at the end": ([FORGED.format(1011, "'y'")], 1011, ChainFault.CHANGED),
    "one put before the first": ([FORGED.format(0, "'y'")], 0, ChainFault.SURPLUS),
    "two neighbours swapped": (_swapped(1000, 1001), 1000, ChainFault.CHANGED),
    "two far ones swapped": (_swapped(3, 1005), 3, ChainFault.CHANGED),
}  # fmt: skip


@pytest.fixture
async def long_journal(database):
    """More rows than are read at once, and no trigger guards them."""
    async with write_tx():
        acts = [journal.Act(Verb.SETTLE, "case", number, number, "旧", "新", "因") for number in range(1010)]
        await journal.record_all(OFFICE, acts)
    for statement in TRIGGERS[database.engine_type]:
        await database.run_ddl(statement)
    return database


async def test_what_was_done_behind_the_back_is_found_at_its_row(long_journal):
    """One database for all: each attack happens in a transaction that is rolled back."""
    assert (await journal.examined()).count == 1010
    for name, (statements, seq, fault) in TAMPERED.items():
        async with write_tx() as transaction:
            with pytest.raises(ZeroDivisionError):
                async with savepoint(transaction):
                    for statement in statements:
                        await long_journal.run_ddl(statement)
                    assert (await journal.examined()).broken == journal.Break(seq, fault), name
                    raise ZeroDivisionError
    assert (await journal.examined()).broken is None


async def test_what_no_column_can_hold_is_found_and_not_an_error(sqlite_url):
    """SQLite keeps whatever it is given; a reader that trusts the types of columns would fall over it."""
    await door.open_database(sqlite_url, migrated=False)
    for number in range(3):
        await record(number)
    await door.engine().run_ddl("DROP TRIGGER journal_no_update")
    for column, put in (
        ("at", "'gestern'"),
        ("at", "x'00ff'"),
        ("person", "'x'"),
        ("reason", "x'00ff'"),
        ("case", 1.5),
    ):
        (before,) = await JournalEntry.raw(f'SELECT +"{column}" AS kept FROM journal WHERE seq = 2')
        await door.engine().run_ddl(f'UPDATE journal SET "{column}" = {put} WHERE seq = 2')
        assert await journal.first_break() == 2, (column, put)
        await JournalEntry.raw(f'UPDATE journal SET "{column}" = {{}} WHERE seq = 2', before["kept"])
        assert await journal.first_break() is None
    await door.close()


async def test_a_row_written_with_a_fitting_hash_but_past_the_counter_is_found(long_journal):
    last = (await JournalEntry.select().where(JournalEntry.seq == 1010))[0]
    row = {**last, "seq": 1011, "prev_hash": last["hash"]}
    row["hash"] = journal.hash_of(row)
    await JournalEntry.insert(JournalEntry(**row))
    assert (await journal.examined()).broken == journal.Break(1011, ChainFault.SURPLUS)


async def test_a_chain_written_anew_is_told_by_an_earlier_copy(long_journal):
    """Whoever may write everything can forge a whole chain; only what was kept elsewhere gives him away."""
    kept = [row["hash"] async for row in journal.every_row()]
    assert (await journal.examined(kept)).broken is None
    assert (await journal.examined(kept[:700])).broken is None
    rows = await JournalEntry.select().where(JournalEntry.seq >= 900).order_by(JournalEntry.seq)
    await JournalEntry.delete().where(JournalEntry.seq >= 900)
    before = kept[898]
    for row in rows:
        row["reason"], row["prev_hash"] = "改过", before
        before = row["hash"] = journal.hash_of(row)
    await JournalEntry.insert(*(JournalEntry(**row) for row in rows[:-1]))
    await Counter.update({Counter.value: 1009}).where(Counter.name == "journal")
    assert (await journal.examined()).broken is None
    assert (await journal.examined(kept)).broken == journal.Break(900, ChainFault.REWRITTEN)
    await JournalEntry.delete().where(JournalEntry.seq >= 900)
    await Counter.update({Counter.value: 899}).where(Counter.name == "journal")
    assert (await journal.examined(kept)).broken == journal.Break(900, ChainFault.MISSING)


async def test_fifty_writers_at_once_leave_an_unbroken_chain(database):
    async def write(number: int) -> None:
        for part in range(4):
            async with write_tx():
                acts = [journal.Act(Verb.SETTLE, "case", number)] * (1 + part % 2)
                await journal.record_all(OFFICE, acts)

    await asyncio.gather(*(write(number) for number in range(50)))
    chain = await journal.examined()
    assert chain.broken is None
    assert chain.count == 50 * 6


async def test_it_is_examined_while_others_write(database):
    async def examine() -> None:
        for _ in range(10):
            assert (await journal.examined()).broken is None

    await asyncio.gather(examine(), *(record(number) for number in range(60)))
