"""SQLite for a server: pooled connections, one writer at a time in order of arrival, durable commits.

Piccolo's own engine opens a thread and a connection for every statement, begins DEFERRED (a read that turns into a
write then fails at once under contention) and leaves the process hanging after a failed BEGIN.
"""

import asyncio
import contextlib
import functools
import threading
import weakref
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

from piccolo.engine.sqlite import Savepoint, SQLiteEngine, SQLiteTransaction, TransactionType, dict_factory

from cases.engines.connection import Connection
from cases.engines.guard import Shielded, TransactionMisuse, check_owner
from cases.engines.library import VERSION, Durability, durability_for, sqlite3
from cases.engines.outages import TransactionOver
from cases.engines.quick import QuickReads, QuickWrites, rows_of

BUSY_SECONDS = 30.0
PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -4000",  # of each connection; the system keeps the file anyway, and 16 MB were no faster
    "PRAGMA mmap_size = 0",  # was no faster either, and counts once more for each connection
    "PRAGMA journal_size_limit = 16777216",
)
# Pages that a transaction changes before it writes any of them. Into a rollback journal's database that locks all
# readers out long before the commit; into a log it only means that some are written twice.
SPILL = {"delete": 16_384, "wal": 4_096}
LOG_BYTES = 16 * 1024 * 1024  # a write-ahead log of that size is brought home
LOG_PATIENCE = 1.0  # seconds that this waits for readers who began before it
BEGIN = "BEGIN IMMEDIATE"
PATIENT = f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}"


def whole(stored: bytes) -> int:
    """A whole number of a column. Piccolo makes a decimal of each first, for the sake of a stray 1.0."""
    try:
        return int(stored)
    except ValueError:
        return int(Decimal(stored.decode()))


sqlite3.register_converter("INTEGER", whole)


class DurabilityRefused(RuntimeError):
    """The file system or the library did not take the journal settings that commits rely on."""


async def _in(executor: ThreadPoolExecutor, function: Any, *args: Any) -> Any:
    return await asyncio.get_running_loop().run_in_executor(executor, functools.partial(function, *args))


class Transaction(Shielded, SQLiteTransaction):
    """BEGIN IMMEDIATE … COMMIT, behind the process's queue of writers; always ended, also when cancelled."""

    engine: "PooledSQLiteEngine"
    owner: asyncio.Task | None = None
    _commit: Future[None]

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            check_owner(self._parent)
            return self._parent
        self._queue = self.engine.writer_queue()
        await self._queue.acquire()
        try:
            self.connection = await self.get_connection()
            try:
                await self.begin()
            except BaseException:
                await self.connection.close()
                raise
        except BaseException:
            self._queue.release()
            raise
        self.owner = asyncio.current_task()
        self.context = self.engine.current_transaction.set(self)
        return self

    async def ending(self) -> None:
        """Hand the commit to the thread at once, and let the next writer in as soon as it is over: on a loop with much
        to do each further turn would be waited for by all of them. Raises TransactionOver."""
        self.hold()
        words = await self.last_words()
        loop, release = asyncio.get_running_loop(), self._queue.release
        self._commit = self.connection.hand(self._commit_or_undo, words)
        self._commit.add_done_callback(lambda _: loop.call_soon_threadsafe(release))

    def _commit_or_undo(self, words: tuple[str, Sequence[Any]] | None) -> None:
        raw = self.connection.raw
        try:
            self.engine.commit(raw, words)
        except BaseException:
            if raw.in_transaction:
                raw.rollback()
            raise
        finally:
            self.connection.end()

    async def _finish(self, exception: BaseException | None) -> None:
        if exception is None:
            await asyncio.wrap_future(self._commit)
            return
        try:
            await self.rollback()
        finally:
            try:
                await self.connection.close()
            finally:
                self._queue.release()

    def hold(self) -> None:
        """Raise TransactionOver where the database has undone it; what follows would be committed piece by piece."""
        if not self.connection.raw.in_transaction:
            raise TransactionOver("the transaction is over")

    async def savepoint(self, name: str | None = None) -> Savepoint:
        """A point to go back to. Raises TransactionOver, where it would begin a transaction of its own."""
        self.hold()
        return await super().savepoint(name)

    async def begin(self) -> None:
        """Take the writer's lock: at once where nobody has it, else a thread waits for it."""
        if not self.engine.begin_at_once(self.connection.raw):
            await super().begin()

    async def last_words(self) -> tuple[str, Sequence[Any]] | None:
        """A statement to be carried out before the commit."""
        return None

    async def rollback(self) -> None:
        """Undo it. On a full disk the database has done so by itself."""
        if self.connection.raw.in_transaction:
            await super().rollback()


class PooledSQLiteEngine(SQLiteEngine):
    """A pool of connections to one file. Threads run the statements, all but reads that are over in a moment."""

    __slots__ = ("_durability", "_executor", "_idle", "_lock", "_log", "_own", "_queues", "_quick", "_size", "hands",
                 "quick_writes")  # fmt: skip

    def __init__(self, path: str, *, size: int = 4) -> None:
        self.hands: list[ThreadPoolExecutor] = []  # threads of writers with nothing to do
        self._log = LOG_BYTES
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._size = size
        self._durability = durability_for(VERSION)
        self._executor: ThreadPoolExecutor | None = None
        self._queues: weakref.WeakKeyDictionary[Any, asyncio.Lock] = weakref.WeakKeyDictionary()
        self._quick = QuickReads()
        self.quick_writes = QuickWrites(ahead=self._durability.journal_mode == "wal")
        self._own: sqlite3.Connection | None = None
        super().__init__(path=path, timeout=BUSY_SECONDS, check_same_thread=False, cached_statements=256)

    @property
    def durability(self) -> Durability:
        """The settings every connection of this engine was checked to have."""
        return self._durability

    @property
    def quick(self) -> QuickReads:
        """The reads that need no thread."""
        return self._quick

    def writer_queue(self) -> asyncio.Lock:
        """The lock that makes writers of this process wait in order of arrival, not in SQLite's unfair spinning."""
        loop = asyncio.get_running_loop()
        return self._queues.setdefault(loop, asyncio.Lock())

    async def in_thread(self, function: Any, *args: Any) -> Any:
        if self._executor is None:
            self._executor = ThreadPoolExecutor(self._size, thread_name_prefix="sqlite")
        return await _in(self._executor, function, *args)

    def _open(self) -> sqlite3.Connection:
        raw = sqlite3.connect(**self.connection_kwargs)
        try:
            raw.execute(f"PRAGMA journal_mode = {self._durability.journal_mode}")
            raw.execute(f"PRAGMA synchronous = {self._durability.synchronous}")
            raw.execute(f"PRAGMA cache_spill = {SPILL[self._durability.journal_mode]}")
            for pragma in PRAGMAS:
                raw.execute(pragma)
            mode = raw.execute("PRAGMA journal_mode").fetchone()[0]
            level = raw.execute("PRAGMA synchronous").fetchone()[0]
            keys = raw.execute("PRAGMA foreign_keys").fetchone()[0]
            if (mode, level, keys) != (self._durability.journal_mode, self._durability.synchronous, 1):
                raise DurabilityRefused(f"journal_mode={mode} synchronous={level} foreign_keys={keys}")
        except BaseException:
            raw.close()
            raise
        raw.row_factory = dict_factory
        return raw

    def _open_impatient(self) -> sqlite3.Connection:
        """The connection that the event loop reads on, which never waits for a lock."""
        raw = self._open()
        raw.execute("PRAGMA busy_timeout = 0")
        return raw

    def take(self) -> sqlite3.Connection:
        """An idle connection, or a new one."""
        return self._pooled() or self._open()

    def _pooled(self) -> sqlite3.Connection | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def put_back(self, raw: sqlite3.Connection) -> bool:
        """Put a connection back that is in no transaction, where there is room; whether that was done."""
        with self._lock:
            if raw.in_transaction or len(self._idle) >= self._size:
                return False
            self._idle.append(raw)
            return True

    def give_back(self, raw: sqlite3.Connection, discard: bool = False) -> None:
        """Put a connection back, or close it where there are enough."""
        try:
            raw.rollback()
        except sqlite3.Error:  # whatever it still held ends with it
            discard = True
        with self._lock:
            if not discard and len(self._idle) < self._size:
                self._idle.append(raw)
                return
        raw.close()

    def begin_at_once(self, raw: sqlite3.Connection) -> bool:
        """Begin a transaction that may write, if nobody else has one. Nothing but the log's memory is touched for it;
        where there is no log it might have to undo first what a crash has left."""
        if not self.quick_writes.ahead:
            return False
        raw.execute("PRAGMA busy_timeout = 0")
        try:
            raw.execute(BEGIN)
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise
            return False
        finally:
            raw.execute(PATIENT)
        return True

    def commit(self, raw: sqlite3.Connection, last_words: tuple[str, Sequence[Any]] | None) -> None:
        """In the transaction's thread, for it waits for the disk."""
        if last_words is not None:
            rows_of(raw, *last_words)
        raw.execute("COMMIT")
        if self.log_is_long():
            self.shorten_log(raw)

    def log_is_long(self) -> bool:
        """Whether it is time to bring the write-ahead log home."""
        if self._durability.journal_mode != "wal":
            return False
        length = self._log_length()
        self._log = min(self._log, LOG_BYTES + length)  # whoever read for long may have ended since
        return length >= self._log

    def shorten_log(self, raw: sqlite3.Connection) -> None:
        """After a commit: bring the write-ahead log home. SQLite's own way never does while reads overlap.

        Writers wait meanwhile, readers do not. Where one of them reads for long, it is tried again when the log has
        grown by as much.
        """
        raw.execute(f"PRAGMA busy_timeout = {int(LOG_PATIENCE * 1000)}")
        try:
            with contextlib.suppress(sqlite3.Error):  # the commit stands; the next one is told what is wrong
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.execute(PATIENT)
        self._log = LOG_BYTES + self._log_length()

    def _log_length(self) -> int:
        try:
            return Path(f"{self.path}-wal").stat().st_size
        except FileNotFoundError:
            return 0

    def _run(self, query: str, args: Sequence[Any]) -> list[dict]:
        raw = self.take()
        try:
            return rows_of(raw, query, args)
        finally:
            self.give_back(raw)

    async def _run_in_new_connection(
        self, query: str, args: Any = None, query_type: str = "generic", table: Any = None
    ) -> list[dict]:
        found = await self._quick.read(self._own, query, args or [])
        return found if found is not None else await self.in_thread(self._run, query, args or [])

    async def _run_in_existing_connection(
        self, connection: Any, query: str, args: Any = None, query_type: str = "generic", table: Any = None
    ) -> list[dict]:
        current: Any = self.current_transaction.get()
        if current is not None:
            check_owner(current)
            current.hold()
        return await connection.query(query, args or [])

    @staticmethod
    def placeholders(first: int, count: int) -> str:
        """A bracketed row of parameters for ``execute``."""
        return f"({', '.join('?' * count)})"

    async def execute(self, transaction: Any, sql: str, args: Sequence[Any]) -> list[dict]:
        """Run a statement of one's own making in an open transaction."""
        return await self._run_in_existing_connection(transaction.connection, sql, args)

    async def get_connection(self) -> Any:
        hand = self.hands.pop() if self.hands else ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")
        try:
            return Connection(self, hand, self._pooled() or await _in(hand, self._open))
        except BaseException:
            self.hands.append(hand)
            raise

    def transaction(
        self, transaction_type: TransactionType = TransactionType.immediate, allow_nested: bool = True
    ) -> Transaction:
        if transaction_type is not TransactionType.immediate:
            raise TransactionMisuse("a transaction that begins with a read may not be able to write; use IMMEDIATE")
        return Transaction(engine=self, transaction_type=transaction_type, allow_nested=allow_nested)

    async def start_connection_pool(self, **kwargs: Any) -> None:
        """Open the first connections now, so that a refused setting is told at the start and not at the first write."""
        await self.in_thread(lambda: self.give_back(self.take()))
        self._own = await self.in_thread(self._open_impatient)

    async def close_connection_pool(self) -> None:
        """Close every idle connection and the threads."""
        own, self._own = self._own, None
        if own is not None:
            own.close()
        with self._lock:
            idle, self._idle = self._idle, []
        for raw in idle:
            raw.close()
        executor, self._executor = self._executor, None
        hands, self.hands = self.hands, []
        for one in (executor, *hands):
            if one is not None:
                one.shutdown(wait=True)
