"""Rules of the journal's table: rows are only ever added, whatever statement is tried."""

import pytest

from cases.database import Refusal, Refused, engine, write_tx
from cases.tables import JournalEntry

pytestmark = pytest.mark.anyio


async def entry(seq: int) -> None:
    row = JournalEntry(seq=seq, actor="a", verb="see", hash=f"h{seq}", prev_hash=f"h{seq - 1}")
    await JournalEntry.insert(row)


ATTACKS = (
    "UPDATE journal SET actor = 'b' WHERE seq = 1",
    "UPDATE journal SET seq = 9 WHERE seq = 1",
    "DELETE FROM journal WHERE seq = 1",
    "DELETE FROM journal",
)
SQLITE_ATTACKS = (
    "INSERT OR REPLACE INTO journal (seq, hash, prev_hash, actor) VALUES (1, 'x', 'y', 'b')",
    "INSERT OR REPLACE INTO journal (seq, hash, prev_hash, actor) VALUES (9, 'h1', 'y', 'b')",
    "INSERT OR REPLACE INTO journal (seq, hash, prev_hash, actor) VALUES (9, 'x', 'h0', 'b')",
    "REPLACE INTO journal (seq, hash, prev_hash, actor) VALUES (1, 'x', 'y', 'b')",
    "INSERT INTO journal (seq, hash, prev_hash, actor) VALUES (1, 'x', 'y', 'b')"
    " ON CONFLICT (seq) DO UPDATE SET actor = 'b'",
)
POSTGRES_ATTACKS = (
    "TRUNCATE journal",
    "INSERT INTO journal (seq, hash, prev_hash, actor) VALUES (1, 'x', 'y', 'b')"
    " ON CONFLICT (seq) DO UPDATE SET actor = 'b'",
)


async def test_no_statement_changes_a_row(database):
    async with write_tx():
        await entry(1)
        await entry(2)
    before = await JournalEntry.select().order_by(JournalEntry.seq)
    others = SQLITE_ATTACKS if database.engine_type == "sqlite" else POSTGRES_ATTACKS
    for attack in ATTACKS + others:
        with pytest.raises(Refused) as caught:
            async with write_tx():
                await engine().run_ddl(attack)
        assert caught.value.why in (Refusal.APPEND_ONLY, Refusal.UNIQUE), attack
        assert await JournalEntry.select().order_by(JournalEntry.seq) == before, attack


@pytest.mark.parametrize(("seq", "own", "before"), [(1, "x", "y"), (9, "h1", "y"), (9, "x", "h0")])
async def test_no_two_rows_share_a_place_in_the_chain(database, seq, own, before):
    async with write_tx():
        await entry(1)
    with pytest.raises(Refused):
        async with write_tx():
            await JournalEntry.insert(JournalEntry(seq=seq, hash=own, prev_hash=before))
