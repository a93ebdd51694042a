"""Both engines with the count of changes: what a transaction writes to is counted up before it commits.

On SQLite the answers of dear reads are kept by these counts, too, see ``cases.engines.kept``.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from piccolo.engine.sqlite import TransactionType

from cases.engines.changes import EVERY, counting, note, noted, written_by
from cases.engines.guard import TransactionMisuse
from cases.engines.kept import Changes, KeptReads
from cases.engines.postgres import PooledPostgresEngine, ShieldedTransaction
from cases.engines.sqlite import PooledSQLiteEngine, Transaction

_TRIES, _PAUSE = 20, 0.01  # how often and after how many seconds a commit of somebody else is waited for


class _SQLiteTransaction(Transaction):
    """written: the tables it wrote to."""

    written: set[str]

    async def last_words(self) -> tuple[str, Sequence[Any]] | None:
        engine: Any = self.engine
        if self.written and await engine.has_counts(self.connection.query):
            return counting(self.written, engine.placeholders)
        return None


class CountedSQLiteEngine(PooledSQLiteEngine):
    """SQLite with the count of changes and the answers kept by it."""

    def __init__(self, path: str, *, size: int = 4) -> None:
        self._changes: Changes | None = None
        self._kept = KeptReads()
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
        known = self._kept.rows_of(key, changes)
        if known is not None:
            return known
        before = changes.counts() if self.quick.is_dear(query) else None
        found = await self.quick.read(self._own, query, given)
        if found is not None:
            self._kept.keep(key, found, before)
            return found
        before = changes.counts()
        rows: list[dict] = await self.in_thread(self._run, query, given)
        self._kept.keep(key, rows, before)
        return rows

    async def _alone(self, query: str, args: Sequence[Any]) -> list[dict]:
        """A statement without a transaction around it; one that writes is counted after it."""
        rows: list[dict] = await self.in_thread(self._run, query, args)
        table = written_by(query)
        if table and await self.has_counts(super()._run_in_new_connection):
            await self.in_thread(self._run, *counting([table], self.placeholders))
        return rows

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
        made.written = set()
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
    """written: the tables it wrote to."""

    written: set[str]

    async def commit(self) -> None:
        engine: Any = self.engine
        if self.written and await engine.has_counts(self.connection.fetch):
            sql, args = counting(self.written, engine.placeholders)
            await self.connection.fetch(sql, *args)
        await super().commit()


class CountedPostgresEngine(PooledPostgresEngine):
    """PostgreSQL with the count of changes."""

    def __init__(self, config: dict[str, Any], replica: dict[str, Any] | None = None) -> None:
        self._counts = False
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
        return {row["name"]: row["changes"] for row in await self._run_in_pool(EVERY)}

    async def execute(self, transaction: Any, sql: str, args: Sequence[Any]) -> list[Any]:
        rows = await super().execute(transaction, sql, args)
        _note_write(transaction, sql)
        return rows

    async def run_querystring(self, querystring: Any, in_pool: bool = True) -> Any:
        rows = await super().run_querystring(querystring, in_pool=in_pool)
        if querystring.template.startswith("SELECT") and noted.get() is None:
            return rows
        query = querystring.compile_string(engine_type=self.engine_type)[0]
        current = self.current_transaction.get()
        if current is not None:
            _note_write(current, query)
            return rows
        note(query)
        table = written_by(query)
        ask = self._run_in_pool if in_pool and self.pool else self._run_in_new_connection
        if table and await self.has_counts(ask):
            await ask(*counting([table], self.placeholders))
        return rows

    def transaction(self, allow_nested: bool = True) -> ShieldedTransaction:
        made = _PostgresTransaction(engine=self, allow_nested=allow_nested)
        made.written = set()
        return made


def _note_write(transaction: Any, query: str) -> None:
    """Remember what a transaction writes to; those of migrations are not counted."""
    table = written_by(query)
    if table and transaction is not None and hasattr(transaction, "written"):
        transaction.written.add(table)
