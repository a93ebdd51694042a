"""One SQLite in a process, whichever it is; a file goes from one to the other and back.

All tests with Python's own library, where a newer one is installed:
``python -c "import sys, pytest; sys.modules['pysqlite3'] = None; pytest.main(sys.argv[1:])" tests/cases/engines``
"""

import asyncio
import json
import re
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest

from cases import database as door
from cases.engines import sqlite
from cases.engines.library import VERSION, chosen, durability_for, sqlite3, standard
from cases.tables import Place
from tests.processes import exit_codes

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).resolve().parents[3]

OLD, SOUND, OTHER_OLD = (SimpleNamespace(sqlite_version_info=found) for found in ((3, 40, 1), (3, 53, 4), (3, 50, 4)))


@pytest.mark.parametrize(
    ("own", "other", "taken"),
    [(OLD, None, OLD), (OLD, SOUND, SOUND), (OLD, OTHER_OLD, OLD), (SOUND, OTHER_OLD, SOUND), (SOUND, SOUND, SOUND)],
)
def test_another_library_is_taken_only_where_it_brings_something(own, other, taken):
    assert chosen(own, other) is taken


def test_nobody_imports_a_library_but_the_module_that_chooses():
    """``tests/bench/engines.py`` measures SQLite as a peer, on files of its own."""
    lone = {"cases/engines/library.py", "tests/bench/engines.py"}
    importing = re.compile(r"^\s*(?:import|from)\s+(?:_?sqlite3|pysqlite3|aiosqlite)\b", re.MULTILINE)
    files = [path for top in ("cases", "search", "server", "tests") for path in (ROOT / top).rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in files if importing.search(path.read_text(encoding="utf-8"))}
    assert found == lone


def test_the_types_of_piccolo_go_in_and_come_out(tmp_path):
    engine = sqlite.PooledSQLiteEngine(str(tmp_path / "x.sqlite"))
    raw = engine.take()
    assert isinstance(raw, sqlite3.Connection)
    given = {"NUMERIC": Decimal("1.5"), "UUID": UUID(int=7), "BOOLEAN": True, "INTEGER": 2**62}
    raw.execute(f"CREATE TABLE t ({', '.join(f'{kind.lower()} {kind}' for kind in given)})")
    raw.execute("INSERT INTO t VALUES (?, ?, ?, ?)", list(given.values()))
    assert list(raw.execute("SELECT * FROM t").fetchone().values()) == list(given.values())
    raw.close()


BROKEN = {
    "INSERT INTO places SELECT * FROM places": "unique",
    "UPDATE places SET level = 'none'": "check",
    "UPDATE places SET name = NULL": "not_null",
    "UPDATE places SET parent = 99": "foreign_key",
    "DELETE FROM journal": "append_only",
}
WITH_EITHER = """
import asyncio, json, sys
if sys.argv[2] == "standard":
    sys.modules["pysqlite3"] = None
from cases import database, journal
from cases.actor import SYSTEM
from cases.engines import library
from cases.tables import Place
from cases.vocabulary import Verb

async def refused(sql):
    try:
        async with database.write_tx():
            await Place.raw(sql)
    except database.Refused as refusal:
        return refusal.why

async def main():
    await database.open_database(sys.argv[1], migrated=False)
    wanted = library.durability_for(library.VERSION).journal_mode
    assert (await Place.raw("PRAGMA journal_mode"))[0]["journal_mode"] == wanted
    async with database.write_tx():
        await Place.insert(Place(code=sys.argv[3], name=sys.argv[3]))
        await journal.record(SYSTEM, Verb.EXPORT, "place", 1)
    for sql, why in json.loads(sys.argv[4]).items():
        assert await refused(sql) == why, sql
    await database.close()

asyncio.run(main())
"""


async def test_a_file_goes_from_one_library_to_the_other_and_back(sqlite_url):
    ours = "own" if durability_for(VERSION).journal_mode == "wal" else "standard"
    file = door.sqlite_file(sqlite_url)
    for code, which in [("a", ours), ("b", "standard"), ("c", ours)]:
        assert exit_codes(WITH_EITHER, sqlite_url, which, code, json.dumps(BROKEN), times=1) == [0]
        assert list(file.parent.glob("dafu.sqlite-*")) == []
        version = VERSION if which == "own" else standard.sqlite_version_info[:3]
        assert file.read_bytes()[18:20] == (b"\2\2" if durability_for(version).journal_mode == "wal" else b"\1\1")
    await door.open_database(sqlite_url, migrated=False)
    assert await Place.select(Place.code).order_by(Place.id).output(as_list=True) == ["a", "b", "c"]
    await door.close()


WRITES = 40
SLOWLY = (
    "SELECT count(*) FROM n, (WITH RECURSIVE up(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM up LIMIT 20000)"
    " SELECT i FROM up)"
)


@pytest.mark.skipif(durability_for(VERSION).journal_mode != "wal", reason="this SQLite writes no log ahead")
async def test_the_log_stays_short_while_reads_overlap(tmp_path, monkeypatch):
    """Left to itself it grows for ever: there is never a moment without a reader."""
    monkeypatch.setattr(sqlite, "LOG_BYTES", 1_000_000)
    engine, longest, done = sqlite.PooledSQLiteEngine(str(tmp_path / "x.sqlite")), 0, False
    await engine._run_in_new_connection("CREATE TABLE t (a)")
    await engine._run_in_new_connection("CREATE TABLE n AS SELECT 1 AS a")

    async def read():
        while not done:
            await engine._run_in_new_connection(SLOWLY)

    readers = [asyncio.create_task(read()) for _ in range(2)]
    for _ in range(WRITES):
        async with engine.transaction() as transaction:
            await engine.execute(transaction, "INSERT INTO t VALUES (zeroblob(300000))", [])
        longest = max(longest, engine._log_length())
    done = True
    await asyncio.gather(*readers)
    await engine.close_connection_pool()
    assert longest < WRITES * 300_000 / 2
