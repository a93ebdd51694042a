"""The only door to the database: opening, migrating, write transactions, and what a refusal by the database means."""

import contextlib
import functools
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import asyncpg
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.commands.forwards import run_forwards
from piccolo.columns import Timestamptz
from piccolo.engine import Engine
from piccolo.table import TABLE_REGISTRY, Table

from cases.clock import now, today
from cases.engines import rebuild
from cases.engines.changes import EVERY
from cases.engines.counted import CountedPostgresEngine, CountedSQLiteEngine
from cases.engines.duty import GONE, Duty
from cases.engines.file_duty import FileDuty
from cases.engines.guard import TransactionMisuse
from cases.engines.library import sqlite3
from cases.engines.outages import outage_of
from cases.engines.postgres import config_of
from cases.engines.replica import Reading, Replica, reading
from cases.engines.replica import behind as replicated
from cases.engines.side_door import SideDoor
from cases.engines.sqlite import DurabilityRefused
from cases.errors import DatabaseNotOpened

__all__ = [
    "Refusal",
    "Refused",
    "TransactionMisuse",
    "behind",
    "change_counts",
    "close",
    "engine",
    "insert_rows",
    "keeper_duty",
    "known_migrations",
    "migrate",
    "now",
    "open_database",
    "outage_of",
    "read_anywhere",
    "replica",
    "savepoint",
    "side_door",
    "sqlite_file",
    "today",
    "write_tx",
]

os.environ.setdefault("PICCOLO_CONF", "cases.piccolo_conf")  # where tables imported later find their engine

_SQLITE = "sqlite:///"
_MIGRATION_LOCK = 0x6461_6675
_MIGRATIONS = str(Path(__file__).parent / "piccolo_migrations")
_MOST_VALUES = 20_000  # either driver takes some 32,000 in a statement
_opened: Any = None


class NotOpened(RuntimeError):
    """A programming error: a query before ``open_database``."""


class MigrationFailed(RuntimeError):
    """The schema could not be brought up to date; nothing of the failed step is left behind."""


class Refusal(StrEnum):
    """Which rule of the schema a write broke, named alike for both databases."""

    UNIQUE = "unique"
    FOREIGN_KEY = "foreign_key"
    CHECK = "check"
    NOT_NULL = "not_null"
    APPEND_ONLY = "append_only"


@dataclass
class Refused(Exception):
    """A write that broke a rule of the schema. detail: the database's own words, for the log only."""

    why: Refusal
    detail: str

    def __str__(self) -> str:
        return f"{self.why}: {self.detail}"


def engine() -> Any:
    """The opened engine. Raises NotOpened."""
    if _opened is None:
        raise NotOpened("call cases.database.open_database first")
    return _opened


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database, None for one of PostgreSQL."""
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None


def connect(url: str, replica: str | None = None) -> Engine:
    """Make ``sqlite:///path`` or ``postgresql://…`` the database of this process, without reaching for it yet.

    replica: the address of a streaming copy of PostgreSQL.
    """
    global _opened
    path = sqlite_file(url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened: Any = CountedSQLiteEngine(str(path))
    elif url.startswith(("postgresql://", "postgres://")):
        opened = CountedPostgresEngine(config_of(url), config_of(replica) if replica else None)
    else:
        raise ValueError(f"a database url begins with sqlite:/// or postgresql://, not {url.split(':')[0]}:")
    for table in TABLE_REGISTRY:
        table._meta.db = opened
    _opened = opened
    return opened


async def open_database(url: str, *, migrated: bool = True, replica: str | None = None) -> None:
    """Open the database and, unless told otherwise, bring its schema up to date. Close it with ``close``.

    replica: the address of a streaming copy, to which the reads of whoever asked ``reading`` for it may go.
    Raises DatabaseNotOpened where it cannot be reached or does not take the settings that commits rely on.
    """
    try:
        opened: Any = connect(url, replica)
        if opened.engine_type == "sqlite":
            await opened.start_connection_pool()
        else:
            await opened.start_connection_pool(min_size=1, max_size=10)
    except (OSError, ValueError, sqlite3.Error, asyncpg.PostgresError, DurabilityRefused) as error:
        await close()
        raise DatabaseNotOpened(str(error) or type(error).__name__) from error
    if migrated:
        await migrate()


def read_anywhere(after: int, *, allowed: bool = True) -> Reading:
    """From now on the present task may read on the replica what is not older than a place in the log.

    allowed: False for what will write; the place of its last commit is noted all the same. Without a replica nothing
    changes.
    """
    asked = Reading(after, allowed=allowed)
    reading.set(asked)
    return asked


def replica() -> Replica | None:
    """The replica of the opened database, where it has one."""
    known: Replica | None = getattr(engine(), "replica", None)
    return known


async def change_counts() -> Mapping[str, int] | None:
    """How often each table was written to, as the primary knows; None where that cannot be told at once.

    Whoever keeps by these numbers what he reads must read it on the primary, too.
    """
    current = engine()
    if replica() is None:
        counts: Mapping[str, int] | None = await current.change_counts()
        return counts
    return {row["name"]: row["changes"] for row in await current._run_in_pool(EVERY)}


async def behind(url: str) -> int | None:
    """How many bytes the replica at an address is behind the opened database; None where it is none of it.

    Raises DatabaseNotOpened where it cannot be asked.
    """
    try:
        return await replicated(config_of(url), engine()._asked)
    except GONE as error:
        raise DatabaseNotOpened(str(error) or type(error).__name__) from error


def keeper_duty() -> Duty | FileDuty:
    """The place of this process among all keepers of the opened database."""
    current = engine()
    return FileDuty(Path(current.path)) if current.engine_type == "sqlite" else Duty(current.config)


def side_door() -> SideDoor:
    """The way to the opened PostgreSQL for what is derived from the data, see ``cases.engines.side_door``."""
    current = engine()
    if current.engine_type == "sqlite":
        raise NotOpened("SQLite has no side door: it is one process's own")
    door: SideDoor = current.side_door
    return door


async def close() -> None:
    """Close every connection. Closing what is not open changes nothing."""
    global _opened
    opened, _opened = _opened, None
    if opened is not None:
        await opened.close_connection_pool()


@contextlib.asynccontextmanager
async def write_tx() -> AsyncIterator[Any]:
    """All or nothing: the block's writes are committed at its end or, when it raises, were never made.

    One writer after the other on both databases, those of a process in order of arrival. Not to be nested, and no task
    may be started inside (TransactionMisuse). A cancelled block is rolled back in full. Writes that break a rule of
    the schema raise Refused, and where the machine is in the way, an Outage. Yields the transaction, for ``savepoint``.
    """
    current = engine()
    if current.current_transaction.get() is not None:
        raise TransactionMisuse("write_tx inside write_tx: the inner half would not roll back alone")
    with _translated():
        async with current.transaction() as transaction:
            yield transaction


@contextlib.asynccontextmanager
async def savepoint(transaction: Any) -> AsyncIterator[None]:
    """A part of an open transaction that rolls back alone when its block raises. The exception goes on."""
    point = await transaction.savepoint()
    try:
        with _translated():
            yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error, *_OF_THE_DRIVER):
            await point.rollback_to()  # where the whole transaction is gone, what was raised tells why
            await point.release()
        raise
    await point.release()


async def insert_rows(table: type[Table], rows: Sequence[Mapping[str, Any]], *, over: Sequence[str] = ()) -> list[int]:
    """Insert many rows of the same columns and return their ids in order. Inside ``write_tx`` only.

    For rows by the dozen: the table's own ``insert`` builds an object and a query tree for each of them, which costs
    more than the database. Instants not named are that of the insert, other columns get the default of the schema.
    over: columns of a unique key; a row that is there under it gets what is named, and is changed now.
    """
    current = engine()
    transaction = current.current_transaction.get()
    if transaction is None:
        raise TransactionMisuse("insert_rows outside write_tx")
    ids: list[int] = []
    if not rows:
        return ids
    named = list(rows[0])
    unnamed = [name for name in _instants(table) if name not in rows[0]]
    instants = [now()] * len(unnamed)
    columns = [*named, *unnamed]
    key = table._meta.primary_key._meta.name
    conflict = _replacing(table, named, over) if over else ""
    step = max(1, _MOST_VALUES // len(columns))
    for at in range(0, len(rows), step):
        some = rows[at : at + step]
        places = ", ".join(current.placeholders(i * len(columns), len(columns)) for i in range(len(some)))
        names = ", ".join(f'"{name}"' for name in columns)
        sql = f'INSERT INTO "{table._meta.tablename}" ({names}) VALUES {places} {conflict} RETURNING "{key}"'  # nosec B608 # noqa: S608 - names of our own
        values = [value for row in some for value in (*(row[name] for name in named), *instants)]
        made = await current.execute(transaction, sql, values)
        ids += [row[key] for row in made]
    return ids


def _replacing(table: type[Table], named: Sequence[str], over: Sequence[str]) -> str:
    """What an insert does to a row of the same key."""
    changing = [c._meta.name for c in table._meta.auto_update_columns if c._meta.name not in named]
    kept = ", ".join(f'"{name}" = excluded."{name}"' for name in (*named, *changing) if name not in over)
    key = ", ".join(f'"{name}"' for name in over)
    return f"ON CONFLICT ({key}) DO UPDATE SET {kept}"  # nosec B608 # names of our own


@functools.cache
def _instants(table: type[Table]) -> tuple[str, ...]:
    """Columns that the table fills with the present instant; the schema's own would lack the zone on SQLite."""
    return tuple(c._meta.name for c in table._meta.columns if isinstance(c, Timestamptz) and c.default is not None)


_OF_THE_DRIVER = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


@contextlib.contextmanager
def _translated() -> Any:
    try:
        yield
    except (sqlite3.Error, *_OF_THE_DRIVER, OSError) as error:
        told = outage_of(error) or translate(error)
        if told is None:
            raise
        raise told from error


_SQLITE_WORDS = {  # how its messages begin; a library need not know the finer codes
    "UNIQUE constraint": Refusal.UNIQUE,
    "FOREIGN KEY constraint": Refusal.FOREIGN_KEY,
    "CHECK constraint": Refusal.CHECK,
    "NOT NULL constraint": Refusal.NOT_NULL,
}
_POSTGRES_CLASSES = {
    asyncpg.UniqueViolationError: Refusal.UNIQUE,
    asyncpg.ForeignKeyViolationError: Refusal.FOREIGN_KEY,
    asyncpg.RestrictViolationError: Refusal.FOREIGN_KEY,
    asyncpg.CheckViolationError: Refusal.CHECK,
    asyncpg.NotNullViolationError: Refusal.NOT_NULL,
}


def translate(error: Exception) -> Refused | None:
    """Which rule of the schema an error of either driver means; None where it means none."""
    said = str(error)
    if isinstance(error, (sqlite3.IntegrityError, asyncpg.RaiseError)) and "append-only" in said:
        return Refused(Refusal.APPEND_ONLY, said)
    if isinstance(error, sqlite3.IntegrityError):
        why = next((why for words, why in _SQLITE_WORDS.items() if said.startswith(words)), None)
    else:
        why = _POSTGRES_CLASSES.get(type(error))
    return Refused(why, said) if why else None


def known_migrations() -> tuple[str, ...]:
    """The names of the steps that lead to the schema of this version, in their order."""
    with contextlib.redirect_stdout(None):
        return tuple(sorted(BaseMigrationManager().get_migration_modules(_MIGRATIONS)))


async def migrate(last: str = "all") -> None:
    """Bring the schema up to date, or to the step of that name, all or nothing.

    Several processes may start at once: one migrates, the others wait. Raises MigrationFailed.
    """
    current = engine()
    rebuild.install()
    async with rebuild.migration_transaction(current):
        if current.engine_type == "postgres":
            await current.run_ddl(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
            await current.run_ddl("SET LOCAL idle_in_transaction_session_timeout = 0")  # steps may reckon for long
        with contextlib.redirect_stdout(None):
            result = await run_forwards(app_name="cases", migration_id=last)
        if not result.success:
            raise MigrationFailed(result.message)
