"""SQLite's engine: durable settings by version, one pool, no thread or connection left behind."""

import asyncio
import contextvars
import threading

import pytest
from piccolo.engine.sqlite import TransactionType

from cases import database as door
from cases.engines import sqlite
from cases.engines.guard import TransactionMisuse
from cases.engines.library import VERSION, Durability, durability_for
from cases.engines.library import sqlite3 as library
from cases.engines.sqlite import DurabilityRefused, PooledSQLiteEngine, whole
from cases.tables import Counter, Place
from tests.cases.engines.watching import WAL, here_of, watched, write
from tests.processes import exit_codes

pytestmark = pytest.mark.anyio

ROLLBACK = Durability("delete", 3)
__all__ = ["watched"]


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 40, 1), ROLLBACK),
        ((3, 44, 5), ROLLBACK),
        ((3, 44, 6), WAL),
        ((3, 45, 0), ROLLBACK),
        ((3, 50, 6), ROLLBACK),
        ((3, 50, 7), WAL),
        ((3, 51, 0), ROLLBACK),
        ((3, 51, 2), ROLLBACK),
        ((3, 51, 3), WAL),
        ((3, 52, 0), WAL),
        ((4, 0, 0), WAL),
    ],
)
async def test_wal_only_where_its_bug_is_mended(version, expected):
    assert durability_for(version) == expected


async def test_every_connection_has_the_settings(tmp_path):
    engine = PooledSQLiteEngine(str(tmp_path / "x.sqlite"))
    wanted = durability_for(VERSION)
    connections = [engine.take() for _ in range(6)]
    for raw in connections:
        read = {name: next(iter(raw.execute(f"PRAGMA {name}").fetchone().values())) for name in SETTINGS}
        expected = {**SETTINGS, "journal_mode": wanted.journal_mode, "synchronous": wanted.synchronous}
        assert read == expected
    for raw in connections:
        engine.give_back(raw)
    await engine.close_connection_pool()


SETTINGS = {"journal_mode": "", "synchronous": 0, "foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0}


async def test_a_database_that_does_not_take_the_settings_is_refused():
    engine = PooledSQLiteEngine(":memory:")
    with pytest.raises(DurabilityRefused, match="journal_mode=memory"):
        await engine.start_connection_pool()
    await engine.close_connection_pool()


async def test_a_transaction_that_begins_with_a_read_is_refused(sqlite_url):
    await door.open_database(sqlite_url, migrated=False)
    with pytest.raises(TransactionMisuse):
        door.engine().transaction(transaction_type=TransactionType.deferred)
    await door.close()


async def test_a_connection_given_back_in_a_transaction_is_rolled_back(tmp_path):
    engine = PooledSQLiteEngine(str(tmp_path / "x.sqlite"))
    raw = engine.take()
    raw.execute("CREATE TABLE t (a)")
    raw.execute("BEGIN")
    raw.execute("INSERT INTO t VALUES (1)")
    engine.give_back(raw)
    assert engine.take().execute("SELECT count(*) AS n FROM t").fetchone() == {"n": 0}
    await engine.close_connection_pool()


async def test_closing_leaves_no_thread(sqlite_url):
    await door.open_database(sqlite_url, migrated=False)
    await asyncio.gather(*(Place.count() for _ in range(20)))
    assert any(thread.name.startswith("sqlite") for thread in threading.enumerate())
    await door.close()
    assert not any(thread.name.startswith("sqlite") for thread in threading.enumerate())


BEYOND_THE_CACHE = "INSERT INTO t VALUES (zeroblob(30000000))"


async def test_readers_who_wait_for_a_writer_do_not_keep_it_from_going_on(tmp_path, monkeypatch):
    """A transaction beyond its cache locks all readers out; they take every thread there is for reads."""
    monkeypatch.setattr(sqlite, "durability_for", lambda version: ROLLBACK)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 3.0)
    monkeypatch.setitem(sqlite.SPILL, "delete", 10)
    engine, outside = PooledSQLiteEngine(str(tmp_path / "x.sqlite")), contextvars.copy_context()
    await engine._run_in_new_connection("CREATE TABLE t (a)")
    async with engine.transaction() as transaction:
        await engine.execute(transaction, BEYOND_THE_CACHE, [])
        count = engine._run_in_new_connection
        reads = [asyncio.create_task(count("SELECT count(*) AS n FROM t"), context=outside) for _ in range(6)]
        await asyncio.sleep(0.1)
        assert not any(read.done() for read in reads)
        await engine.execute(transaction, "INSERT INTO t VALUES (7)", [])
    assert await asyncio.gather(*reads) == [[{"n": 2}]] * 6
    await engine.close_connection_pool()


async def test_a_big_transaction_locks_nobody_out_before_its_commit(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "durability_for", lambda version: ROLLBACK)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 1.0)
    engine, outside = PooledSQLiteEngine(str(tmp_path / "x.sqlite")), contextvars.copy_context()
    await engine._run_in_new_connection("CREATE TABLE t (a)")
    async with engine.transaction() as transaction:
        await engine.execute(transaction, BEYOND_THE_CACHE, [])
        read = engine._run_in_new_connection("SELECT count(*) AS n FROM t")
        assert await asyncio.create_task(read, context=outside) == [{"n": 0}]
    await engine.close_connection_pool()


WRITER = """
import asyncio, sys
from cases import database
from cases.counters import next_value

async def main():
    await database.open_database(sys.argv[1], migrated=False)
    for _ in range(25):
        async with database.write_tx():
            await next_value("n")
    await database.close()

asyncio.run(main())
"""


async def test_processes_that_write_at_once_lose_nothing(sqlite_url):
    assert exit_codes(WRITER, sqlite_url, times=3) == [0, 0, 0]
    await door.open_database(sqlite_url, migrated=False)
    assert await Counter.select(Counter.value).output(as_list=True) == [75]
    await door.close()


@pytest.mark.skipif(durability_for(VERSION) != WAL, reason="a rollback journal may have to be undone first")
async def test_all_of_a_quick_transaction_but_its_commit_is_done_in_the_loop(watched):
    engine, said = watched
    for number in range(4):
        said.clear()
        await write(engine, number)
    assert [word for word, _ in said if word != "PRAGMA"] == ["BEGIN", "SELECT", "INSERT", "COMMIT"]
    assert here_of(said) == {"BEGIN", "SELECT", "INSERT"}


@pytest.mark.skipif(durability_for(VERSION) != WAL, reason="a rollback journal may have to be undone first")
async def test_a_quick_transaction_waits_for_no_turn_of_the_loop_until_its_commit(watched, monkeypatch):
    """All other writers wait for it, and on a loop with much to do each turn is long."""
    engine, _ = watched
    monkeypatch.setattr("cases.engines.quick.TURN", -1.0)  # a page's reads would each let others have their turn
    rounds, at, done = 0, [], False

    async def others():
        nonlocal rounds
        while not done:
            await asyncio.sleep(0)
            rounds += 1

    raw = engine.take()
    raw.set_trace_callback(lambda sql: at.append((sql.split()[0], rounds)))
    engine.give_back(raw)
    beside = asyncio.create_task(others())
    for number in range(4):
        at.clear()
        await write(engine, number)
    done = True
    await beside
    assert len({when for word, when in at if word in ("BEGIN", "SELECT", "INSERT")}) == 1


async def test_a_commit_that_fails_undoes_all_and_lets_the_next_one_in(watched, monkeypatch):
    engine, _ = watched
    await write(engine, 1)
    right = PooledSQLiteEngine.commit

    def failing(self, raw, words):
        raw.execute("INSERT INTO t VALUES (99)")
        raise library.OperationalError("disk I/O error")

    monkeypatch.setattr(PooledSQLiteEngine, "commit", failing)
    with pytest.raises(library.OperationalError):
        await write(engine, 2)
    monkeypatch.setattr(PooledSQLiteEngine, "commit", right)
    await asyncio.wait_for(write(engine, 3), 10)
    assert await engine._run_in_new_connection("SELECT a FROM t ORDER BY a") == [{"a": 1}, {"a": 3}]


async def test_what_waits_for_the_disk_is_never_done_in_the_loop(watched, monkeypatch):
    engine, said = watched
    monkeypatch.setattr(engine, "_log", 0)  # the log is brought home after each commit
    for number in range(4):
        await write(engine, number)
        with pytest.raises(RuntimeError):
            async with engine.transaction() as transaction:
                await transaction.connection.query("INSERT INTO t VALUES (?)", [number])
                raise RuntimeError
    assert {"COMMIT", "ROLLBACK"} <= {word for word, _ in said}
    assert not {"COMMIT", "ROLLBACK"} & here_of(said)
    assert await engine._run_in_new_connection("SELECT count(*) AS n FROM t") == [{"n": 4}]


async def test_a_lock_of_another_process_is_waited_for_in_the_thread(watched, tmp_path):
    engine, said = watched
    other = library.connect(tmp_path / "x.sqlite")
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(write(engine, 1))
    while not any(word == "BEGIN" and thread is not threading.main_thread() for word, thread in said):  # noqa: ASYNC110 - a thread's
        await asyncio.sleep(0.01)
    assert not writing.done()
    other.rollback()
    other.close()
    await writing
    assert await engine._run_in_new_connection("SELECT count(*) AS n FROM t") == [{"n": 1}]


@pytest.mark.parametrize("stored, number", [(b"7", 7), (b"-9223372036854775808", -(2**63)), (b"1.0", 1)])
def test_a_whole_number_comes_out_whole(stored, number):
    assert whole(stored) == number
    assert type(whole(stored)) is int
