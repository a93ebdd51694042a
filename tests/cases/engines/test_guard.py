"""A transaction belongs to the task that opened it, and is ended whatever happens to that task."""

import asyncio
from types import SimpleNamespace

import pytest

from cases.engines.guard import TransactionMisuse, check_owner, finish_shielded

pytestmark = pytest.mark.anyio


async def test_only_the_owner_may_query():
    transaction = SimpleNamespace(owner=asyncio.current_task())
    check_owner(transaction)

    async def other() -> None:
        check_owner(transaction)

    with pytest.raises(TransactionMisuse, match="after the commit"):
        await asyncio.create_task(other())


async def test_an_end_runs_to_its_end_under_cancellation():
    ended = asyncio.Event()

    async def end() -> None:
        await asyncio.sleep(0.01)
        ended.set()

    task = asyncio.create_task(finish_shielded(end()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended.is_set()


async def test_what_the_end_raises_is_raised():
    async def end() -> None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        await finish_shielded(end())
