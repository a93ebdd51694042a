"""Answers of dear reads, kept while nothing they were read from is written to.

A list shows how many rows there are in all, and a count reads them all; every act asks for all days of the calendar.
It is read once, and again after a change; the reader's rights stand in the statement, so that nobody gets another's
number.
"""

import asyncio
import contextlib
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.engines.changes import EVERY, stamp_for
from cases.engines.library import sqlite3

MOST_ROWS = 200  # of one answer
MOST_SIZE = 8_000_000  # characters and what stands around them, of all answers together
_CELL = 90

Row = dict[str, Any]
Key = tuple[str, tuple[object, ...]]


class Changes:
    """The numbers of changes as one connection sees them, read again where somebody has committed."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        self._lock = threading.Lock()
        self._seen: object = None
        self._counts: Mapping[str, int] = {}

    def counts(self) -> Mapping[str, int] | None:
        """By table; None where it cannot be told at once: somebody commits, or another thread is asking."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            cursor = self.raw.cursor()
            cursor.row_factory = None
            seen = cursor.execute("PRAGMA data_version").fetchall()  # to the end: a statement left open holds a lock
            if seen != self._seen:
                self._counts = dict(cursor.execute(EVERY).fetchall())
                self._seen = seen
            return self._counts
        except sqlite3.OperationalError:
            return None
        finally:
            self._lock.release()


@dataclass(frozen=True, slots=True)
class _Kept:
    rows: tuple[Row, ...]
    stamp: dict[str, int]
    size: int


class KeptReads:
    """The kept answers of one engine, those asked for last at the end."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, _Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def knows(self, key: Key) -> bool:
        """Whether there is an answer, which may be over."""
        return key in self._known

    def rows_of(self, key: Key, counts: Mapping[str, int] | None) -> list[Row] | None:
        """A kept answer that still stands, as rows of one's own. counts: read after it was asked for."""
        known = self._known.get(key)
        if known is None or counts is None:
            return None
        with self._lock:
            if known.stamp != stamp_for(key[0], counts):
                self._drop(key)
                return None
            if key in self._known:
                self._known.move_to_end(key)
        return [dict(row) for row in known.rows]

    def keep(self, key: Key, rows: Sequence[Any], before: Mapping[str, int] | None) -> None:
        """Keep an answer. before: the numbers of changes before it was read; None where nobody knows."""
        if before is None or len(rows) > MOST_ROWS or not key[0].startswith("SELECT"):
            return
        size = len(key[0]) + sum(_CELL + (len(cell) if isinstance(cell, str | bytes) else 0)
                                 for row in rows for cell in row.values())  # fmt: skip
        if size > MOST_SIZE // 50:
            return
        with self._lock:
            self._drop(key)
            self._known[key] = _Kept(tuple(dict(row) for row in rows), stamp_for(key[0], before), size)
            self._size += size
            while self._size > MOST_SIZE:
                self._drop(next(iter(self._known)))

    def _drop(self, key: Key) -> None:
        known = self._known.pop(key, None)
        self._size -= known.size if known else 0


class UnderWay:
    """Slow reads that are being made. Whoever asks for the same meanwhile waits for the end of it and finds its answer
    kept: of the hundreds who come in the morning each would otherwise count what all of them see."""

    def __init__(self) -> None:
        self._readings: dict[Hashable, asyncio.Future[None]] = {}

    async def ended(self, key: Hashable) -> bool:
        """Wait for another's reading of the same in this loop, whatever comes of it; whether there was one."""
        known = self._readings.get((asyncio.get_running_loop(), key))
        if known is not None:
            await asyncio.wait([known])
        return known is not None

    @contextlib.contextmanager
    def by_me(self, key: Hashable) -> Iterator[None]:
        """A reading of one's own, for which others wait; not where another's has begun since."""
        loop = asyncio.get_running_loop()
        mine = self._readings.setdefault((loop, key), made := loop.create_future())
        try:
            yield
        finally:
            if mine is made:
                del self._readings[loop, key]
                made.set_result(None)
