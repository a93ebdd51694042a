"""The connection of one transaction on SQLite: a thread of its own, and the loop for what is over in a moment."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from time import perf_counter
from typing import Any

from cases.engines.library import sqlite3
from cases.engines.quick import rows_of

# Statements of a transaction of which the quick ones are carried out by the event loop. So few quick ones, and others
# not much longer, fill no cache: else one of them would have to write to the log, and sometimes to wait for the disk.
MOST_WRITES = 30
HELD = 0.02  # seconds of statements in a row after which a transaction lets others of its loop have their turn


class _Cursor:
    """The small part of an asynchronous cursor that Piccolo uses."""

    def __init__(self, connection: "Connection", cursor: sqlite3.Cursor) -> None:
        self._connection, self._cursor = connection, cursor

    async def fetchall(self) -> list[dict]:
        return await self._connection.run(self._cursor.fetchall)

    async def fetchmany(self, size: int) -> list[dict]:
        return await self._connection.run(self._cursor.fetchmany, size)

    async def close(self) -> None:
        await self._connection.run(self._cursor.close)


class Connection:
    """The small part of an asynchronous connection that Piccolo uses; each ``run`` is a hop to a thread of its own.

    The thread is shared with nobody: readers who wait for the end of this very transaction would keep all others busy.
    discard: do not put it back into the pool, its settings were changed (a migration did).
    """

    discard = False

    def __init__(self, engine: Any, hand: ThreadPoolExecutor, raw: sqlite3.Connection) -> None:
        self._engine, self._hand, self.raw = engine, hand, raw
        self._handed: Future[Any] | None = None
        self._writes = 0
        self._turned = perf_counter()

    def hand(self, function: Any, *args: Any) -> Future[Any]:
        """Have the thread begin with it now, whenever somebody comes to wait for it."""
        self._handed = self._hand.submit(function, *args)
        return self._handed

    async def run(self, function: Any, *args: Any) -> Any:
        answer = await asyncio.wrap_future(self.hand(function, *args))
        self._turned = perf_counter()
        return answer

    @property
    def resting(self) -> bool:
        """Whether the thread has nothing in hand; whoever was cancelled may have left it at work."""
        return self._handed is None or self._handed.done()

    async def execute(self, sql: str, args: Sequence[Any] = ()) -> _Cursor:
        return _Cursor(self, await self.run(self.raw.execute, sql, args))

    async def query(self, sql: str, args: Sequence[Any] = ()) -> list[dict]:
        """All rows of a statement. In a transaction nobody is waited for: its connection holds the writer's lock."""
        if not (self.raw.in_transaction and self.resting):
            return await self.run(rows_of, self.raw, sql, args)
        if perf_counter() - self._turned > HELD:
            await asyncio.sleep(0)
            self._turned = perf_counter()
        found: list[dict] | None = self._engine.quick.at_once(self.raw, sql, args)
        if found is not None:
            return found
        self._writes += 1
        if self._writes <= MOST_WRITES and self._engine.quick_writes.knows(sql):
            return self._engine.quick_writes.run(self.raw, sql, args)
        return await self.run(self._engine.quick_writes.learn, self.raw, sql, args)

    def end(self) -> None:
        """Give connection and thread back, in the thread itself, as the last that it does."""
        if self.discard or not self._engine.put_back(self.raw):
            self._engine.give_back(self.raw, self.discard)
        self._engine.hands.append(self._hand)

    async def close(self) -> None:
        """The same from the loop, which leaves to the thread what takes time."""
        if self.discard or not self.resting or not self._engine.put_back(self.raw):
            await self.run(self._engine.give_back, self.raw, self.discard)
        self._engine.hands.append(self._hand)
