"""Statements that are over in a moment, run by the event loop itself.

Handing a statement to a thread and taking its rows back costs five times as much as a read by key, and a page makes
dozens of them. A read that takes longer than the loop may stand still, or finds the file locked, is given up before
anything came of it and goes to a thread like all others; its kind is remembered and not tried again.

A write cannot be given up: that would undo its transaction. So a kind of write is run by the loop only after it was
quick in the thread several times in a row. On a loop with much to do each way there and back waits for a turn, while
all other writers wait for the transaction.
"""

import asyncio
import heapq
import itertools
import threading
from collections.abc import Sequence
from time import perf_counter, thread_time
from typing import Any, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from cases.engines.library import sqlite3

LONGEST = 0.003  # seconds of the processor that one read may take in the loop
STANDSTILL = 0.02  # seconds by the clock, where disk or processor are busy with others; says nothing of the read
AGAIN = 60.0  # seconds after which a slow kind is tried anew: it was cold, had other values, or its table has changed
DEAR = 0.0002  # seconds of the processor from which a read costs more than to keep its rows and look whether they stand
TURN = 0.004  # seconds of reads in a row after which others have their turn
MOST_TURNS = 25  # after which one stands at the end of the line again: what reads on and on is no page
_STEPS = 1_000  # of SQLite's machine between two looks at the clock: some 30 microseconds
_MOST_KINDS = 2_000  # of slow reads, or of writes, that are remembered
_WRITES = ("INSERT ", "UPDATE ", "DELETE ")
_TRIES = 3  # how often in a row a kind of write has to be quick in the thread, a kind of read dear in the loop
QUICK = 0.0005  # seconds of the processor
_Place: TypeAlias = tuple[int, int, asyncio.Future[None]]  # when he began, when he came to wait
Number = TypeVar("Number", int, float)
_LONGEST_KIND = 4_000  # characters; what is longer writes many rows, and another number of them each time


def rows_of(raw: sqlite3.Connection, sql: str, args: Sequence[object]) -> list[dict]:
    """All rows of a statement; the names of its columns are asked for once, not with each row."""
    cursor = raw.cursor()
    cursor.row_factory = None
    found = cursor.execute(sql, args).fetchall()
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found]


class QuickReads:
    """What the reads of one engine have in common: which are slow, and when others last had their turn."""

    def __init__(self) -> None:
        self._slow: dict[str, float] = {}  # until when each kind is left to the threads
        self._dear: dict[str, int] = {}  # how often in a row each kind was
        self._lock = threading.Lock()
        self._lines: WeakKeyDictionary[asyncio.AbstractEventLoop, list[_Place]] = WeakKeyDictionary()
        self._stood: WeakKeyDictionary[Any, tuple[int, int]] = WeakKeyDictionary()  # number and turns of each task
        self._numbers = itertools.count()
        self._until = self._standstill = self._turned = 0.0

    async def read(self, raw: sqlite3.Connection | None, sql: str, args: Sequence[object]) -> list[dict] | None:
        """The rows of a select; None where it is something else, or has to go to a thread.

        raw: a connection that nobody else uses now and that does not wait for locks.
        """
        if raw is None or not self._is_for_loop(sql):
            return None
        if perf_counter() - self._turned > TURN:
            await self._turn()
            self._turned = perf_counter()
        return self._alone(raw, sql, args)

    async def _turn(self) -> None:
        """Wait for others. Of those who read and read one goes on in each round of the loop, whoever began first: else
        who reads once, or only waits for the end of his transaction, would wait for all of them each time, and each of
        them until all are done."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        line, place = self._lines.setdefault(loop, []), loop.create_future()
        number, turns = self._stood.get(task, (0, MOST_TURNS))
        if turns == MOST_TURNS:
            number, turns = next(self._numbers), 0
        self._stood[task] = number, turns + 1
        heapq.heappush(line, (number, next(self._numbers), place))
        if len(line) == 1:
            loop.call_soon(_go_on, loop, line)
        await place

    def at_once(self, raw: sqlite3.Connection, sql: str, args: Sequence[object]) -> list[dict] | None:
        """The same for whoever holds up others the longer, the more turns he takes: a transaction."""
        return self._alone(raw, sql, args) if self._is_for_loop(sql) else None

    def _is_for_loop(self, sql: str) -> bool:
        return sql.startswith("SELECT") and not self._is_slow(sql)

    def _alone(self, raw: sqlite3.Connection, sql: str, args: Sequence[object]) -> list[dict] | None:
        if not self._lock.acquire(blocking=False):  # another thread's event loop is reading
            return None
        try:
            return self._rows(raw, sql, args)
        finally:
            self._lock.release()

    def _rows(self, raw: sqlite3.Connection, sql: str, args: Sequence[object]) -> list[dict] | None:
        begun, seen = thread_time(), perf_counter()
        self._until, self._standstill = begun + LONGEST, seen + STANDSTILL
        raw.set_progress_handler(self._is_late, _STEPS)
        try:
            rows = rows_of(raw, sql, args)
            # To ask how much of the time was ours costs more than many a read.
            if perf_counter() - seen > DEAR and thread_time() - begun > DEAR:
                self._dear = _noted(self._dear, sql, self._dear.get(sql, 0) + 1)
            else:
                self._dear.pop(sql, None)
            return rows
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname == "SQLITE_INTERRUPT":
                if thread_time() > self._until:
                    self._slow = _noted(self._slow, sql, perf_counter() + AGAIN)
            elif not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise
            return None
        finally:
            raw.set_progress_handler(None, 0)

    def is_dear(self, sql: str) -> bool:
        """Whether a kind costs more than to keep its rows, each time; the first time a statement is also prepared."""
        return self._dear.get(sql, 0) >= _TRIES

    def _is_late(self) -> bool:
        return thread_time() > self._until or perf_counter() > self._standstill

    def _is_slow(self, sql: str) -> bool:
        until = self._slow.get(sql)
        return until is not None and perf_counter() < until


class QuickWrites:
    """Which statements of transactions are quick, by what they took.

    ahead: the log is written ahead, so that a statement waits for no lock and no disk once its transaction has begun.
    """

    def __init__(self, *, ahead: bool) -> None:
        self.ahead = ahead
        self._quick: dict[str, int] = {}  # how often in a row each kind was quick
        self._slow: dict[str, float] = {}  # until when the others are not counted

    def knows(self, sql: str) -> bool:
        """Whether a kind of statement has always been quick."""
        return self.ahead and self._quick.get(sql, 0) >= _TRIES

    def run(self, raw: sqlite3.Connection, sql: str, args: Sequence[object]) -> list[dict]:
        """Carry it out, in the loop or in the thread, and remember should it not have been quick this time."""
        begun = thread_time()
        rows = rows_of(raw, sql, args)
        if thread_time() - begun > QUICK:
            self._quick.pop(sql, None)
            self._slow = _noted(self._slow, sql, perf_counter() + AGAIN)
        return rows

    def learn(self, raw: sqlite3.Connection, sql: str, args: Sequence[object]) -> list[dict]:
        """The same in the thread, counting how often it was quick."""
        rows = self.run(raw, sql, args)
        if sql.startswith(_WRITES) and len(sql) <= _LONGEST_KIND and perf_counter() > self._slow.get(sql, 0.0):
            self._quick = _noted(self._quick, sql, self._quick.get(sql, 0) + 1)
        return rows


def _go_on(loop: asyncio.AbstractEventLoop, line: list[_Place]) -> None:
    """The first in line has his turn now, the next one in the next round."""
    while line:
        place = heapq.heappop(line)[-1]
        if not place.done():  # he may have given up
            place.set_result(None)
            break
    if line:
        loop.call_soon(_go_on, loop, line)


def _noted(kinds: dict[str, Number], sql: str, value: Number) -> dict[str, Number]:
    """What is known of kinds of statements with one more; where there are too many, it begins anew."""
    if len(kinds) >= _MOST_KINDS:
        return {sql: value}
    kinds[sql] = value
    return kinds
