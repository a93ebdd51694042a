"""Both engines with the count of changes: what a transaction writes to is counted up before it commits.

The answers of dear reads are kept by these counts, too, see ``cases.engines.kept``.
"""

import asyncio
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

from piccolo.engine.sqlite import TransactionType

from cases.engines.changes import EVERY, counted_as, counting, note, stamp_for, words_alone, written_by
from cases.engines.guard import TransactionMisuse
from cases.engines.kept import Changes, KeptReads, UnderWay
from cases.engines.postgres import PooledPostgresEngine, ShieldedTransaction, only_reads
from cases.engines.quick import rows_of
from cases.engines.shared_reads import DearReads, SharedCounts, Together
from cases.engines.sqlite import BEGIN, PooledSQLiteEngine, Transaction

_TRIES, _PAUSE = 20, 0.01  # how often and after how many seconds a commit of somebody else is waited for


class _SQLiteTransaction(Transaction):
    """written: the tables it wrote to, and whether with more than words."""

    written: dict[str, bool]

    async def last_words(self) -> tuple[str, Sequence[Any]] | None:
        engine: Any = self.engine
        if self.written and await engine.has_counts(self.connection.query):
            return counting(counted_as(self.written), engine.placeholders)
        return None


class CountedSQLiteEngine(PooledSQLiteEngine):
    """SQLite with the count of changes and the answers kept by it."""

    def __init__(self, path: str, *, size: int = 4) -> None:
        self._changes: Changes | None = None
        self._kept, self._under_way = KeptReads(), UnderWay()
        self._counts = False
        super().__init__(path, size=size)

    async def has_counts(self, ask: Any) -> bool:
        """Whether the schema has come to where changes are counted."""
        if not self._counts:
            self._counts = bool(await ask("SELECT 1 FROM sqlite_master WHERE name = 'change_counts'", ()))
        return self._counts

    async def change_counts(self) -> Mapping[str, int] | None:
        """How often each table was written to; None where nobody can tell, after a while."""
        for _ in range(_TRIES):
            counts = self._changes.counts() if self._changes else None
            if counts is not None or self._changes is None:
                return counts
            await asyncio.sleep(_PAUSE)
        return None

    async def _run_in_new_connection(
        self, query: str, args: Any = None, query_type: str = "generic", table: Any = None
    ) -> list[dict]:
        given, changes = args or [], self._changes
        if not query.startswith("SELECT") or changes is None:
            return await self._alone(query, given)
        note(query)
        key = (query, tuple(given))
        known = self._kept.rows_of(key, changes.counts()) if self._kept.knows(key) else None
        if known is not None:
            return known
        before = changes.counts() if self.quick.is_dear(query) else None
        found = await self.quick.read(self._own, query, given)
        if found is not None:
            self._kept.keep(key, found, before)
            return found
        if await self._under_way.ended(key):
            known = self._kept.rows_of(key, changes.counts())
            if known is not None:
                return known
        with self._under_way.by_me(key):
            before = changes.counts()
            rows: list[dict] = await self.in_thread(self._run, query, given)
            self._kept.keep(key, rows, before)
        return rows

    async def _alone(self, query: str, args: Sequence[Any]) -> list[dict]:
        """A statement without a transaction around it; one that writes is counted in one with it."""
        table = written_by(query)
        rows: list[dict]
        if table and await self.has_counts(super()._run_in_new_connection):
            rows = await self.in_thread(self._run_counted, query, args, _count_of(self, table, query))
        else:
            rows = await self.in_thread(self._run, query, args)
        return rows

    def _run_counted(self, query: str, args: Sequence[Any], count: tuple[str, Sequence[Any]]) -> list[dict]:
        """Nobody sees the one without the other, and whoever dies in between leaves no answer standing that is over."""
        raw = self.take()
        try:
            raw.execute(BEGIN)
            rows = rows_of(raw, query, args)
            self.commit(raw, count)
            return rows
        finally:
            self.give_back(raw)

    async def _run_in_existing_connection(
        self, connection: Any, query: str, args: Any = None, query_type: str = "generic", table: Any = None
    ) -> list[dict]:
        rows = await super()._run_in_existing_connection(connection, query, args, query_type, table)
        _note_write(self.current_transaction.get(), query)
        return rows

    def transaction(
        self, transaction_type: TransactionType = TransactionType.immediate, allow_nested: bool = True
    ) -> Transaction:
        if transaction_type is not TransactionType.immediate:
            raise TransactionMisuse("a transaction that begins with a read may not be able to write; use IMMEDIATE")
        made = _SQLiteTransaction(engine=self, transaction_type=transaction_type, allow_nested=allow_nested)
        made.written = {}
        return made

    async def start_connection_pool(self, **kwargs: Any) -> None:
        await super().start_connection_pool(**kwargs)
        self._changes = Changes(await self.in_thread(self._open_impatient))

    async def close_connection_pool(self) -> None:
        changes, self._changes = self._changes, None
        if changes is not None:
            changes.raw.close()
        await super().close_connection_pool()


class _PostgresTransaction(ShieldedTransaction):
    """written: the tables it wrote to, and whether with more than words."""

    written: dict[str, bool]

    async def commit(self) -> None:
        engine: Any = self.engine
        if self.written and await engine.has_counts(self.connection.fetch):
            sql, args = counting(counted_as(self.written), engine.placeholders)
            await self.connection.fetch(sql, *args)
        await super().commit()


class CountedPostgresEngine(PooledPostgresEngine):
    """PostgreSQL with the count of changes and the answers kept by it."""

    def __init__(self, config: dict[str, Any], replica: dict[str, Any] | None = None) -> None:
        self._counts = False
        self._kept, self._dear = KeptReads(), DearReads()
        self._shared, self._together = SharedCounts(self._every), Together()
        super().__init__(config, replica)

    async def has_counts(self, ask: Any) -> bool:
        """Whether the schema has come to where changes are counted."""
        if not self._counts:
            self._counts = bool((await ask("SELECT to_regclass('change_counts')"))[0][0])
        return self._counts

    async def change_counts(self) -> Mapping[str, int] | None:
        """How often each table was written to; None with a replica, where a later count may stand beside an earlier
        answer, and where nothing is counted yet."""
        if self.replica is not None or not self.pool or not await self.has_counts(self._run_in_pool):
            return None
        return await self._shared.counts()

    async def _every(self) -> dict[str, int]:
        return {row["name"]: row["changes"] for row in await self._run_in_pool(EVERY)}

    async def execute(self, transaction: Any, sql: str, args: Sequence[Any]) -> list[Any]:
        rows = await super().execute(transaction, sql, args)
        _note_write(transaction, sql)
        return rows

    async def run_querystring(self, querystring: Any, in_pool: bool = True) -> Any:
        current = self.current_transaction.get()
        if current is not None:
            rows = await super().run_querystring(querystring, in_pool=in_pool)
            if not querystring.template.startswith("SELECT"):
                _note_write(current, querystring.compile_string(engine_type=self.engine_type)[0])
            return rows
        query, args = querystring.compile_string(engine_type=self.engine_type)
        note(query)
        table = written_by(query)
        if table and in_pool and self.pool and await self.has_counts(self._run_in_pool):
            return await self._write(table, query, args)
        if self.replica is None and in_pool and self.pool and only_reads(query):
            return await self._read(query, args)
        rows = await super().run_querystring(querystring, in_pool=in_pool)
        if table and await self.has_counts(self._run_in_new_connection):
            await self._run_in_new_connection(*_count_of(self, table, query))
        return rows

    async def _write(self, table: str, query: str, args: Sequence[Any]) -> list[Any]:
        """A statement without a transaction around it, counted in one with it, as on SQLite."""
        pool: Any = self.pool
        async with pool.acquire() as connection, connection.transaction():
            rows: list[Any] = await connection.fetch(query, *args)
            sql, values = _count_of(self, table, query)
            await connection.fetch(sql, *values)
        return rows

    async def _read(self, query: str, args: Sequence[Any]) -> Any:
        """Rows of a select outside of any transaction, kept where they are dear."""
        if not self._dear.knows(query) or any(isinstance(value, list) for value in args):
            return await self._timed(query, args)
        counts = await self.change_counts()
        key = (query, tuple(args))
        known = self._kept.rows_of(key, counts)
        if known is not None or counts is None:
            return known if known is not None else await self._timed(query, args)
        # Of the same numbers, read before: nothing that it hangs on was committed between the two.
        stamp = tuple(stamp_for(query, counts).items())
        rows = await self._together.read((key, stamp), lambda: self._timed(query, args))
        self._kept.keep(key, rows, counts)
        return rows

    async def _timed(self, query: str, args: Sequence[Any]) -> list[Any]:
        pool: Any = self.pool
        async with pool.acquire() as connection:
            begun = perf_counter()
            rows: list[Any] = await connection.fetch(query, *args)
            self._dear.learn(query, perf_counter() - begun)
        return rows

    def transaction(self, allow_nested: bool = True) -> ShieldedTransaction:
        made = _PostgresTransaction(engine=self, allow_nested=allow_nested)
        made.written = {}
        return made


def _count_of(engine: Any, table: str, query: str) -> tuple[str, list[object]]:
    """The statement that counts what another one writes to a table."""
    return counting(counted_as({table: not words_alone(query)}), engine.placeholders)


def _note_write(transaction: Any, query: str) -> None:
    """Remember what a transaction writes to; those of migrations are not counted."""
    table = written_by(query)
    if table and transaction is not None and hasattr(transaction, "written"):
        transaction.written[table] = transaction.written.get(table, False) or not words_alone(query)
