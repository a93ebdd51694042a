"""Reads on a streaming replica: only while it is known to be fresh, and never older than what the reader wrote himself.

Twice a second each process asks both servers how far they are. The replica is read while it has replayed what the
primary had written ``LAG`` seconds ago, and at least what the reader's own last commit needed. A replica that does not
answer, lags, or became a primary itself is left out; a read that fails there, whatever the reason (a conflict with
what is being replayed, a lost connection), is made on the primary, and nobody hears of it.
"""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import asyncpg

from cases.engines.duty import GONE
from cases.engines.plain import Plain

LAG = 3.0  # seconds that what is read may be old
EVERY = 0.5  # seconds between two looks
PATIENCE = 1.0  # seconds for either server to say how far it is, and for a connection of the pool
LONGEST = 10.0  # seconds for a read
UNKNOWN = 2**62  # a place in the log that no replica has reached
PLACE = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
_WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::bigint"
_REPLAYED = (
    "SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint ELSE -1 END"
)


@dataclass
class Reading:
    """What one request may read where. after: the place in the log that it must see; wrote: that of its own last
    commit; allowed: whether it may be sent to a replica at all."""

    after: int = 0
    wrote: int = 0
    allowed: bool = True


reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


class Replica:
    """config: of the replica, as for asyncpg; prepare: is called with each new connection; primary: a function that
    asks the primary for one value."""

    def __init__(
        self,
        config: dict[str, Any],
        prepare: Callable[[Any], Coroutine[Any, Any, None]],
        primary: Callable[[str], Coroutine[Any, Any, Any]],
    ) -> None:
        self._config = {**config, "timeout": PATIENCE, "command_timeout": LONGEST}
        self._prepare, self._primary = prepare, primary
        self._pool: Any = None
        self._asked: Any = None
        self._task: asyncio.Task[None] | None = None
        self._written: deque[tuple[float, int]] = deque(maxlen=int(LAG / EVERY) * 4)
        self._replayed = 0
        self._seen_until = 0.0
        self.reads = self.repeated = 0

    async def start(self) -> None:
        """Begin to watch both servers. A replica that is away is no fault."""
        await self._open()
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Close every connection."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._drop()

    @property
    def lag(self) -> float:
        """How many seconds old the replica may be at most."""
        return time.monotonic() - self._seen_until

    def fits(self) -> bool:
        """Whether the present task may read on the replica now."""
        asked = reading.get()
        return (
            asked is not None and asked.allowed and not asked.wrote and asked.after <= self._replayed and self.lag < LAG
        )

    async def fetch(self, sql: str, args: Sequence[Any]) -> list[Any] | None:
        """The rows of a statement that only reads; None where the primary has to be asked."""
        try:
            async with self._pool.acquire(timeout=PATIENCE) as connection:
                rows: list[Any] = await connection.fetch(sql, *args)
        except GONE as problem:
            self.repeated += 1
            if not isinstance(problem, asyncpg.PostgresError):
                self._seen_until = 0.0  # until it answers again
            return None
        self.reads += 1
        return rows

    async def _open(self) -> None:
        self._pool = await asyncpg.create_pool(
            min_size=0, max_size=10, init=self._prepare, connection_class=Plain, **self._config
        )

    def _drop(self) -> None:
        """End every connection at once; reads that wait for an answer go to the primary."""
        self._seen_until = 0.0
        for connection in (self._asked, self._pool):
            if connection is not None:
                connection.terminate()
        self._asked = None

    async def _watch(self) -> None:
        while True:
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._look()
            except GONE:
                self._drop()
                await self._open()
            await asyncio.sleep(EVERY)

    async def _look(self) -> None:
        if self._asked is None or self._asked.is_closed():
            self._asked = await asyncpg.connect(**self._config)
        before = time.monotonic()
        with contextlib.suppress(*GONE):  # without the primary nothing new is known, and the replica ages
            self._written.append((before, await self._primary(_WRITTEN)))
        self._replayed = await self._asked.fetchval(_REPLAYED)
        for at, place in self._written:
            if place <= self._replayed:
                self._seen_until = max(self._seen_until, at)


async def behind(config: dict[str, Any], primary: Callable[[str], Coroutine[Any, Any, Any]]) -> int | None:
    """How many bytes of the primary's log a replica has yet to replay; None where it is no replica.

    Raises OSError, TimeoutError or asyncpg's errors where it cannot be asked.
    """
    connection = await asyncpg.connect(**{**config, "timeout": PATIENCE, "command_timeout": PATIENCE})
    try:
        written = await primary(_WRITTEN)
        replayed = await connection.fetchval(_REPLAYED)
    finally:
        await connection.close()
    return None if replayed < 0 else max(0, written - replayed)
