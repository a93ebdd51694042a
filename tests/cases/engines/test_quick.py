"""Reads of the event loop: the rows of a thread, never a wait, and a turn for everybody."""

import asyncio
import functools

import pytest
from piccolo.engine.sqlite import dict_factory

from cases.engines import quick
from cases.engines.library import sqlite3
from cases.engines.quick import QuickReads, QuickWrites
from cases.engines.sqlite import PooledSQLiteEngine

pytestmark = pytest.mark.anyio

LONG = "SELECT count(*) AS n FROM numbers a, numbers b, numbers c"


@pytest.fixture
def path(tmp_path):
    with sqlite3.connect(tmp_path / "x.sqlite") as raw:
        raw.execute("CREATE TABLE numbers (n INTEGER)")
        raw.executemany("INSERT INTO numbers VALUES (?)", [(n,) for n in range(200)])
    raw.close()
    return str(tmp_path / "x.sqlite")


@pytest.fixture
def raw(path):
    made = sqlite3.connect(path, check_same_thread=False, timeout=0)
    made.row_factory = dict_factory
    yield made
    made.close()


@pytest.fixture
def reader(raw):
    """Reads on that connection."""
    return functools.partial(QuickReads().read, raw)


async def test_a_short_read_gives_its_rows(reader):
    assert await reader("SELECT n FROM numbers WHERE n < ?", [2]) == [{"n": 0}, {"n": 1}]


async def test_a_long_read_is_given_up_and_not_begun_again(reader, monkeypatch):
    monkeypatch.setattr(quick, "STANDSTILL", 60.0)  # on a busy machine it would be given up for that
    assert await reader(LONG, []) is None
    assert LONG in reader.func.__self__._slow
    assert await reader("SELECT count(*) AS n FROM numbers", []) == [{"n": 200}]


async def test_a_slow_kind_is_tried_anew_after_a_while(reader, monkeypatch):
    monkeypatch.setattr(quick, "AGAIN", 0.0)
    assert await reader("SELECT count(*) AS n FROM numbers a, numbers b, numbers c WHERE a.n < ?", [200]) is None
    few = await reader("SELECT count(*) AS n FROM numbers a, numbers b, numbers c WHERE a.n < ?", [0])
    assert few == [{"n": 0}]


async def test_a_read_that_only_waited_for_the_machine_is_not_called_slow(reader, monkeypatch):
    monkeypatch.setattr(quick, "LONGEST", 60.0)
    assert await reader(LONG, []) is None
    assert not reader.func.__self__._slow


async def test_writes_are_left_to_the_threads(reader):
    assert await reader("INSERT INTO numbers VALUES (7) RETURNING n", []) is None
    assert await reader("SELECT count(*) AS n FROM numbers", []) == [{"n": 200}]


async def test_giving_a_read_up_leaves_the_transaction_whole(reader, raw):
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO numbers VALUES (1000)")
    assert await reader(LONG, []) is None
    assert raw.in_transaction
    assert await reader("SELECT max(n) AS n FROM numbers", []) == [{"n": 1000}]
    raw.commit()
    assert await reader("SELECT max(n) AS n FROM numbers", []) == [{"n": 1000}]


async def test_what_goes_to_a_thread_afterwards_takes_the_time_it_needs(reader, raw):
    assert await reader(LONG, []) is None
    assert raw.execute(LONG).fetchall() == [{"n": 8_000_000}]


async def test_a_locked_file_is_not_waited_for(reader, path):
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    assert await reader("SELECT n FROM numbers LIMIT 1", []) is None
    other.rollback()
    other.close()
    assert await reader("SELECT n FROM numbers LIMIT 1", []) == [{"n": 0}]


async def test_a_wrong_statement_is_told(reader):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await reader("SELECT 1 FROM nowhere", [])


async def test_others_have_their_turn_while_one_reads_and_reads(reader):
    turns, done = 0, False

    async def other():
        nonlocal turns
        while not done:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    for _ in range(3_000):
        await reader("SELECT count(*) AS n FROM numbers", [])
    done = True
    await beside
    assert turns >= 3


async def test_of_all_who_read_and_read_one_goes_on_in_each_round_whoever_began_first(reader, monkeypatch):
    monkeypatch.setattr(quick, "TURN", -1.0)  # each read asks for a turn
    said, rounds = [], 0

    async def page(name, reads):
        for _ in range(reads):
            await reader("SELECT count(*) AS n FROM numbers", [])
            said.append((name, rounds))

    async def others():
        nonlocal rounds
        while len(said) < 30:
            await asyncio.sleep(0)
            rounds += 1

    hurried = asyncio.create_task(page("gave up", 5))
    pages = [asyncio.create_task(page(name, 10)) for name in ("first", "second", "third")]
    beside = asyncio.create_task(others())
    await asyncio.sleep(0)
    hurried.cancel()
    await asyncio.gather(*pages, beside)
    assert [name for name, _ in said] == ["first"] * 10 + ["second"] * 10 + ["third"] * 10
    assert len({at for _, at in said}) == 30


async def test_who_reads_on_and_on_lets_others_pass(reader, monkeypatch):
    monkeypatch.setattr(quick, "TURN", -1.0)
    said = []

    async def page(name, reads):
        for _ in range(reads):
            await reader("SELECT count(*) AS n FROM numbers", [])
            said.append(name)

    await asyncio.gather(page("long", 10 * quick.MOST_TURNS), page("short", quick.MOST_TURNS))
    assert said.index("short") == quick.MOST_TURNS
    assert said[quick.MOST_TURNS : 2 * quick.MOST_TURNS] == ["short"] * quick.MOST_TURNS


async def test_the_engine_answers_alike_whichever_way_a_read_goes(path):
    engine = PooledSQLiteEngine(path)
    await engine.start_connection_pool()
    assert await engine._run_in_new_connection(LONG) == [{"n": 8_000_000}]
    assert await engine._run_in_new_connection("SELECT max(n) AS n FROM numbers") == [{"n": 199}]
    await engine.close_connection_pool()
    assert await engine._run_in_new_connection("SELECT max(n) AS n FROM numbers") == [{"n": 199}]
    await engine.close_connection_pool()


async def test_a_read_is_called_dear_once_it_was_so_several_times_in_a_row(reader, monkeypatch):
    reads = reader.func.__self__
    monkeypatch.setattr(quick, "LONGEST", 60.0)
    monkeypatch.setattr(quick, "STANDSTILL", 60.0)
    seen = []
    for _ in range(4):
        seen.append(reads.is_dear(LONG))
        assert await reader(LONG, []) == [{"n": 8_000_000}]
    assert seen == [False, False, False, True]
    monkeypatch.setattr(quick, "DEAR", 60.0)  # this time it was short
    await reader(LONG, [])
    assert not reads.is_dear(LONG)


INSERT = "INSERT INTO numbers VALUES (?)"


async def test_a_kind_of_write_is_quick_once_it_was_so_several_times_in_a_row(raw, monkeypatch):
    monkeypatch.setattr(quick, "QUICK", 60.0)
    writes, seen = QuickWrites(ahead=True), []
    for number in range(4):
        seen.append(writes.knows(INSERT))
        assert writes.learn(raw, INSERT, [number]) == []
    assert seen == [False, False, False, True]
    monkeypatch.setattr(quick, "QUICK", -1.0)  # the next one writes more than all before
    writes.run(raw, INSERT, [4])
    monkeypatch.setattr(quick, "QUICK", 60.0)
    for number in range(5, 10):
        assert not writes.knows(INSERT)
        writes.learn(raw, INSERT, [number])
    later = quick.perf_counter() + quick.AGAIN + 1
    monkeypatch.setattr(quick, "perf_counter", lambda: later)
    for number in range(3):
        writes.learn(raw, INSERT, [number])
    assert writes.knows(INSERT)


@pytest.mark.parametrize(
    ("sql", "ahead"),
    [
        ("SELECT n FROM numbers", True),  # a read is given up where it takes long, and tried again
        ("PRAGMA user_version", True),
        (f"INSERT INTO numbers VALUES {', '.join(['(1)'] * 1000)}", True),
        ("DELETE FROM numbers WHERE n = 7", False),  # what is changed goes into a journal, or waits for readers
    ],
)
async def test_other_statements_are_never_taken_for_quick_writes(raw, monkeypatch, sql, ahead):
    monkeypatch.setattr(quick, "QUICK", 60.0)
    writes = QuickWrites(ahead=ahead)
    for _ in range(9):
        writes.learn(raw, sql, [])
    assert not writes.knows(sql)
