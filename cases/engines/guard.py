"""What both engines check before a query: a transaction belongs to the task that opened it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any


class TransactionMisuse(RuntimeError):
    """A programming error: a nested transaction, or a task that was started inside one."""


def check_owner(transaction: Any) -> None:
    """Refuse a query of a task that inherited another task's transaction.

    A task copies the context of its parent, and with it the open connection. Without this check its queries would
    run in the parent's transaction on SQLite, and fail with a driver's riddle on PostgreSQL.
    """
    if transaction.owner is not asyncio.current_task():
        raise TransactionMisuse("this task was started inside a transaction; start it after the commit")


async def finish_shielded(finish: Any) -> None:
    """Run the end of a transaction to its end, even when the task around it is cancelled meanwhile."""
    task = asyncio.ensure_future(finish)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


class Shielded:
    """The end of a transaction, the same on both engines: finished whole, then no longer the current one."""

    _parent: Any
    engine: Any
    context: Any
    _finish: Callable[[BaseException | None], Awaitable[None]]

    async def ending(self) -> None:
        """What of a commit can begin before the task that sees to its end. Should it fail, all is undone."""

    async def __aexit__(self, exception_type: Any, exception: Any, traceback: Any) -> bool:
        if self._parent is not None:
            return False
        try:
            if exception is None:
                try:
                    await self.ending()
                except BaseException as problem:
                    await finish_shielded(self._finish(problem))
                    raise
            await finish_shielded(self._finish(exception))
        finally:
            self.engine.current_transaction.reset(self.context)
        return False
