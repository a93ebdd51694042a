"""PostgreSQL: which reads are dear, and what several who ask at once are answered together.

The numbers of changes cost a way to the server. So they are asked for only where a read is known to be dear, and at
most one reading of them is under way: whoever asks meanwhile waits for the next, as one that had begun before he asked
may miss what was committed in between.
"""

import asyncio
import functools
import re
from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import Any

from cases.engines.changes import read_by

DEAR = 0.002  # seconds, by the clock, from which a read costs more than to look whether its kept answer stands
SURELY = 0.05  # the same, where one read is enough to say so
_READS = 4  # of a kind, of which the quickest says whether it is dear: each may have waited for the processor
_MOST_KINDS = 2_000
_NUMBERS = re.compile(r"\$?\b\d+\b(?:, \$?\d+\b)*")
# What a statement answers by the moment or the session, or does beside answering.
_MOMENTARY = re.compile(
    r"\b(?:now|random|nextval|setval|set_config|txid_\w+|current_\w+|\w+_timestamp|pg_\w+) *\(|CURRENT_"
)
Counts = Mapping[str, int]


class SharedCounts:
    """ask: reads the numbers of changes."""

    def __init__(self, ask: Callable[[], Awaitable[Counts]]) -> None:
        self._ask = ask
        self._next: asyncio.Task[Counts] | None = None
        self._running: asyncio.Task[Counts] | None = None

    async def counts(self) -> Counts:
        """By table, from a reading that begins after this was called."""
        if self._next is None:
            self._next = asyncio.create_task(self._read(self._running))
        return await asyncio.shield(self._next)

    async def _read(self, before: asyncio.Task[Counts] | None) -> Counts:
        if before is not None and not before.done():
            await asyncio.wait([before])
        self._running, self._next = self._next, None
        return await self._ask()


class DearReads:
    """Which kinds of reads are dear: their text without its numbers, for the rights of each reader stand in it."""

    def __init__(self) -> None:
        self._dear: set[str] = set()
        self._seen: dict[str, tuple[int, float]] = {}  # how many reads of a kind since it was judged, and the quickest

    def knows(self, sql: str) -> bool:
        """Whether a read like this has always been dear of late."""
        return kind_of(sql) in self._dear

    def learn(self, sql: str, seconds: float) -> None:
        """Remember what a read took."""
        if not _may_be_kept(sql):
            return
        kind = kind_of(sql)
        reads, least = self._seen.get(kind, (0, seconds))
        reads, least = reads + 1, min(least, seconds)
        if least < DEAR:
            self._dear.discard(kind)
        elif reads >= _READS or least >= SURELY:
            self._dear.add(kind)
        if len(self._seen) >= _MOST_KINDS and kind not in self._seen:
            self._seen.clear()
            self._dear.clear()
        self._seen[kind] = (0, seconds) if reads >= _READS else (reads, least)


@functools.lru_cache(maxsize=4000)
def kind_of(sql: str) -> str:
    """A statement without its numbers, and without how many stand in a row."""
    return _NUMBERS.sub("?", sql)


@functools.lru_cache(maxsize=4000)
def _may_be_kept(sql: str) -> bool:
    """Whether an answer hangs on counted tables and nothing else."""
    return bool(read_by(sql)) and not _MOMENTARY.search(sql)


class Together:
    """Readings under way that others may wait for."""

    def __init__(self) -> None:
        self._readings: dict[Hashable, asyncio.Future[Any]] = {}

    async def read(self, key: Hashable, ask: Callable[[], Awaitable[Any]]) -> Any:
        """What ``ask`` answers, or another's ``ask`` of the same key that is not over. Where that fails, one's own."""
        known = self._readings.get(key)
        if known is not None:
            await asyncio.wait([known])  # whoever is cancelled here leaves the others their answer
            if not known.cancelled():
                return known.result()
            return await ask()
        made = self._readings[key] = asyncio.get_running_loop().create_future()
        try:
            answer = await ask()
            made.set_result(answer)
            return answer
        finally:
            made.cancel()
            del self._readings[key]
