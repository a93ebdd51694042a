"""Reads that are over in a moment, run by the event loop itself.

Handing a statement to a thread and taking its rows back costs five times as much as a read by key, and a page makes
dozens of them. A read that takes longer than the loop may stand still, or finds the file locked, is given up before
anything came of it and goes to a thread like all others; its kind is remembered and not tried again. Writes are never
tried: giving one up inside a transaction would undo the transaction.
"""

import asyncio
import threading
from collections.abc import Sequence
from time import perf_counter, thread_time

from cases.engines.library import sqlite3

LONGEST = 0.003  # seconds of the processor that one read may take in the loop
STANDSTILL = 0.02  # seconds by the clock, where disk or processor are busy with others; says nothing of the read
AGAIN = 60.0  # seconds after which a slow kind is tried anew: it was cold, had other values, or its table has changed
TURN = 0.004  # seconds of reads in a row after which others have their turn
_STEPS = 1_000  # of SQLite's machine between two looks at the clock: some 30 microseconds
_MOST_SLOW = 2_000  # kinds of slow reads that are remembered


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
        self._lock = threading.Lock()
        self._until = self._standstill = self._turned = 0.0

    async def read(self, raw: sqlite3.Connection | None, sql: str, args: Sequence[object]) -> list[dict] | None:
        """The rows of a select; None where it is something else, or has to go to a thread.

        raw: a connection that nobody else uses now and that does not wait for locks.
        """
        if raw is None or not sql.startswith("SELECT") or self._is_slow(sql):
            return None
        if perf_counter() - self._turned > TURN:
            await asyncio.sleep(0)
            self._turned = perf_counter()
        if not self._lock.acquire(blocking=False):  # another thread's event loop is reading
            return None
        try:
            return self._rows(raw, sql, args)
        finally:
            self._lock.release()

    def _rows(self, raw: sqlite3.Connection, sql: str, args: Sequence[object]) -> list[dict] | None:
        self._until, self._standstill = thread_time() + LONGEST, perf_counter() + STANDSTILL
        raw.set_progress_handler(self._is_late, _STEPS)
        try:
            return rows_of(raw, sql, args)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname == "SQLITE_INTERRUPT":
                if thread_time() > self._until:
                    self._note_slow(sql)
            elif not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise
            return None
        finally:
            raw.set_progress_handler(None, 0)

    def _is_late(self) -> bool:
        return thread_time() > self._until or perf_counter() > self._standstill

    def _is_slow(self, sql: str) -> bool:
        until = self._slow.get(sql)
        return until is not None and perf_counter() < until

    def _note_slow(self, sql: str) -> None:
        if len(self._slow) >= _MOST_SLOW:
            self._slow.clear()
        self._slow[sql] = perf_counter() + AGAIN
