"""The connection of a transaction: what goes to its thread, and never two at work on it."""

import asyncio
import threading

import pytest

from cases.engines import connection
from cases.engines.library import VERSION, durability_for
from tests.cases.engines.watching import WAL, here_of, watched, write

pytestmark = pytest.mark.anyio
__all__ = ["watched"]


async def test_a_long_transaction_goes_on_in_its_thread(watched, monkeypatch):
    engine, said = watched
    for number in range(4):
        await write(engine, number)
    monkeypatch.setattr(connection, "MOST_WRITES", 2)
    said.clear()
    async with engine.transaction() as transaction:
        for number in range(5):
            await transaction.connection.query("INSERT INTO t VALUES (?)", [number])
    here = [thread is threading.main_thread() for word, thread in said if word == "INSERT"]
    ahead = durability_for(VERSION) == WAL
    assert here == [ahead, ahead, False, False, False]


async def test_a_connection_is_left_to_its_thread_while_that_is_at_work(watched):
    """Whoever is cancelled in the midst of a statement may ask something more before his transaction is undone."""
    engine, said = watched
    begun, go_on = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        go_on.wait(10)

    async def asking() -> None:
        async with engine.transaction() as transaction:
            try:
                await transaction.connection.run(long)
            except asyncio.CancelledError:
                said.clear()
                asked = asyncio.create_task(transaction.connection.query("SELECT count(*) AS n FROM t", []))
                await asyncio.sleep(0.01)
                assert not said, "the connection was used by two at once"
                go_on.set()
                assert await asked == [{"n": 0}]
                raise

    task = asyncio.create_task(asking())
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert "SELECT" in {word for word, _ in said} - here_of(said)


async def test_a_transaction_of_many_statements_lets_others_have_their_turn(watched, monkeypatch):
    engine, _ = watched
    monkeypatch.setattr(connection, "HELD", 0.0)
    rounds, done = 0, False

    async def others():
        nonlocal rounds
        while not done:
            await asyncio.sleep(0)
            rounds += 1

    beside = asyncio.create_task(others())
    async with engine.transaction() as transaction:
        begun = rounds
        for _ in range(20):
            await transaction.connection.query("SELECT count(*) AS n FROM t", [])
        assert rounds - begun >= 19
    done = True
    await beside
