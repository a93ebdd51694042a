"""Restoring a backup into an empty place; ``actions.backups.reopen`` makes it fit for work."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg

from cases import database, files
from cases.backups.contents import STEPS, TABLES_OF
from cases.backups.making import SQLITE_MEMBER, STORE_MEMBERS, UPLOAD_MEMBERS, dump_name
from cases.backups.manifest import Manifest, check_fits
from cases.backups.packing import Opened, opened
from cases.database import sqlite_file
from cases.engines.postgres import config_of
from cases.errors import BackupDamaged, BackupOfAnotherDatabase, DatabaseNotOpened, StoreAway, TargetNotEmpty
from cases.files import Place
from cases.importing.uploaded import UPLOADS
from cases.stores import Store
from cases.tables import TABLES

_PREFIXES = (files.STORE, UPLOADS)


async def restore(source: Path, url: str, place: Place) -> Manifest:
    """Put a backup where nothing is yet: its database at an address, its files into a store; checked as they pass.

    The schema is that of the backup; opening the database brings it up to date. Raises BackupDamaged,
    BackupOfAnotherVersion, BackupOfAnotherDatabase, TargetNotEmpty, NoRoom, DatabaseNotOpened; the database is then as
    empty as before.
    """
    known = database.known_migrations()
    with opened(source) as backup:
        check_fits(source.name, backup.manifest, known)
        if (sqlite_file(url) is None) != (backup.manifest.database == "postgresql"):
            kind = "PostgreSQL" if backup.manifest.database == "postgresql" else "SQLite"
            raise BackupOfAnotherDatabase(source.name, kind)
        store = files.store_of(place)
        await asyncio.to_thread(_check_no_files, store)
        path = sqlite_file(url)
        try:
            if path is not None:
                _check_no_database(path)
                await asyncio.to_thread(_into_sqlite, backup, path, store)
            else:
                await _check_empty(url)
                await _into_postgres(backup, url, store)
        except TargetNotEmpty:
            raise
        except BaseException:
            await asyncio.to_thread(_emptied, store)
            raise
        return backup.manifest


def _check_no_files(store: Store) -> None:
    for prefix in _PREFIXES:
        if held := next(iter(store.listing(prefix)), None):
            raise TargetNotEmpty(held.key)


def _emptied(store: Store) -> None:
    """As before: there was nothing, as was checked."""
    with contextlib.suppress(StoreAway):
        for held in [one for prefix in _PREFIXES for one in store.listing(prefix)]:
            store.remove(held.key)


def _check_no_database(path: Path) -> None:
    beside = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))]
    for place in beside:
        if place.exists():
            raise TargetNotEmpty(str(place))


def _into_sqlite(backup: Opened, path: Path, store: Store) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".dafu-restore-", dir=path.parent) as scratch:
        copy = Path(scratch) / path.name
        members = {member.name: member for member in backup.manifest.members}
        if SQLITE_MEMBER not in members:
            raise BackupDamaged(backup.name, "里面没有数据库")
        backup.unpack(members[SQLITE_MEMBER], copy)
        copy.chmod(0o600)
        _unpack_files(backup, store)
        copy.replace(path)
    files.settle(path.parent)


def _unpack_files(backup: Opened, store: Store) -> None:
    """Every file to its place. A name that would lead out of the folder is damage, never a path."""
    for member in backup.manifest.members:
        if member.name.startswith(STORE_MEMBERS):
            name = member.name.removeprefix(STORE_MEMBERS)
            if name != member.sha256:
                raise BackupDamaged(backup.name, f"{member.name} 的名字不是它的校验值")
            backup.restored(member, store, files.key_of(name))
        elif member.name.startswith(UPLOAD_MEMBERS):
            name = member.name.removeprefix(UPLOAD_MEMBERS)
            if any(part in ("", ".", "..") for part in name.split("/")):
                raise BackupDamaged(backup.name, f"{member.name} 指向别处")
            backup.restored(member, store, UPLOADS + name)


async def _into_postgres(backup: Opened, url: str, store: Store) -> None:
    await asyncio.to_thread(_unpack_files, backup, store)
    await database.open_database(url, migrated=False)
    try:
        await database.migrate(last=backup.manifest.contents.migrations[-1])
    finally:
        await database.close()
    connection = await _connected(url)
    try:
        async with connection.transaction():
            await connection.execute("SET LOCAL statement_timeout = 0")
            for table in _in_order(backup.manifest.columns):
                await connection.copy_to_table(
                    table,
                    columns=backup.manifest.columns[table],
                    source=_dumped(backup, dump_name(table)),
                )
            await _go_on_counting(connection)
    except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, asyncpg.UndefinedObjectError) as problem:
        raise BackupDamaged(backup.name, "数据装不进数据库") from problem
    finally:
        await connection.close()


async def _check_empty(url: str) -> None:
    connection = await _connected(url)
    try:
        for (table,) in await connection.fetch(TABLES_OF["postgresql"]):
            if table != STEPS and await connection.fetchval(f'SELECT EXISTS (SELECT 1 FROM "{table}")'):  # nosec B608 # noqa: S608 - of the catalogue
                raise TargetNotEmpty(f"{config_of(url)['database']} 的 {table} 表")
    finally:
        await connection.close()


async def _connected(url: str) -> Any:
    try:
        return await asyncpg.connect(**config_of(url))
    except (OSError, asyncpg.PostgresError) as problem:
        raise DatabaseNotOpened(str(problem)) from problem


def _in_order(columns: dict[str, list[str]]) -> list[str]:
    """The dumped tables, each after those it refers to."""
    ranks = {table._meta.tablename: rank for rank, table in enumerate(TABLES)}
    return sorted(columns, key=lambda table: ranks.get(table, len(ranks)))


async def _dumped(backup: Opened, name: str) -> AsyncIterator[bytes]:
    """The rows of a table as they were dumped, checked at their end, before anything is committed."""
    member = next((one for one in backup.manifest.members if one.name == name), None)
    if member is None:
        raise BackupDamaged(backup.name, f"里面没有 {name}")
    for chunk in backup.checked(member):
        yield chunk


async def _go_on_counting(connection: Any) -> None:
    """Let every sequence give out the number after the highest that is there."""
    for table, column in await connection.fetch(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_default LIKE 'nextval(%'"
    ):
        await connection.execute(
            f"""SELECT setval(pg_get_serial_sequence('"{table}"', '{column}'), max("{column}")) FROM "{table}" """  # nosec B608 # noqa: S608 - our own
            f'HAVING max("{column}") IS NOT NULL'
        )
