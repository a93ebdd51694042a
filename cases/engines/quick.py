"""Reads that are over in a moment, run by the event loop itself.

Handing a statement to a thread and taking its rows back costs five times as much as a read by key, and a page makes
dozens of them. A read that takes longer than the loop may stand still, or finds the file locked, is given up before
anything came of it and goes to a thread like all others; its kind is remembered and not tried again.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from time import perf_counter

LONGEST = 0.003  # seconds that the loop may stand still for one read
TURN = 0.004  # seconds of reads in a row after which others have their turn
_STEPS = 1_000  # of SQLite's machine between two looks at the clock: some 30 microseconds
_MOST_SLOW = 2_000  # kinds of slow reads that are remembered


class QuickReader:
    """One connection of the event loop's own. It is never waited for: who finds it in use goes to a thread."""

    def __init__(self, open_connection: Callable[[], sqlite3.Connection]) -> None:
        self._open = open_connection
        self._raw: sqlite3.Connection | None = None
        self._slow: set[str] = set()
        self._lock = threading.Lock()
        self._until = self._turned = 0.0

    def prepare(self) -> None:
        """Open the connection. It takes its time; not for the event loop."""
        raw = self._open()
        raw.execute("PRAGMA busy_timeout = 0")
        raw.set_progress_handler(lambda: perf_counter() > self._until, _STEPS)
        self._raw = raw

    def close(self) -> None:
        """Close the connection, if there is one."""
        raw, self._raw = self._raw, None
        if raw is not None:
            raw.close()

    async def read(self, sql: str, args: Sequence[object]) -> list[dict] | None:
        """The rows of a select; None where it is something else, or has to go to a thread."""
        if self._raw is None or not sql.startswith("SELECT") or sql in self._slow:
            return None
        if perf_counter() - self._turned > TURN:
            await asyncio.sleep(0)
            self._turned = perf_counter()
        if self._raw is None or not self._lock.acquire(blocking=False):
            return None
        try:
            self._until = perf_counter() + LONGEST
            return self._raw.execute(sql, args).fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname == "SQLITE_INTERRUPT":
                self._note_slow(sql)
            elif not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise
            return None
        finally:
            self._lock.release()

    def _note_slow(self, sql: str) -> None:
        if len(self._slow) >= _MOST_SLOW:
            self._slow.clear()
        self._slow.add(sql)
