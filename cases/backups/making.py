"""Making a backup while people write: one view of the database, then the files that its rows name."""

import asyncio
import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg

from cases import files
from cases.backups.contents import STEPS, TABLES_OF, contents_of, questions
from cases.backups.manifest import Contents, Manifest, own_version
from cases.backups.packing import Pack, packing, room_for
from cases.clock import now
from cases.database import sqlite_file
from cases.engines.library import sqlite3
from cases.engines.postgres import config_of
from cases.errors import DatabaseNotOpened, FileNotThere
from cases.files import Place
from cases.importing.uploaded import UPLOADS
from cases.stores.folder import Folder

SQLITE_MEMBER = "database/dafu.sqlite"
STORE_MEMBERS, UPLOAD_MEMBERS = "files/store/", "files/uploads/"
Told = Callable[[int, int, str], None]


def dump_name(table: str) -> str:
    """The member that holds the rows of a table of PostgreSQL, in its own text format."""
    return f"database/{table}.copy"


async def create(url: str, place: Place, target: Path, told: Told = lambda done, total, last: None) -> Manifest:
    """Write a backup of a database and of the file store.

    People may go on writing: what is in it is what was committed at one moment. On SQLite with a rollback journal
    their commits wait while the file is copied. A named file that the store has lost is listed in the manifest. told:
    see ``server.progress``. Raises NoRoom, DatabaseNotOpened; then nothing is left at the target.
    """
    path = sqlite_file(url)
    if path is not None:
        return await asyncio.to_thread(_from_sqlite, path, place, target, told)
    try:
        connection = await asyncpg.connect(**_patient(config_of(url)))
    except (OSError, asyncpg.PostgresError) as problem:
        raise DatabaseNotOpened(str(problem)) from problem
    try:
        with packing(target) as pack:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                contents, columns = await _dump(connection, pack)
            return await asyncio.to_thread(_finish, pack, "postgresql", contents, place, told, columns)
    finally:
        await connection.close()


def _patient(config: dict[str, Any]) -> dict[str, Any]:
    """The same connection without the limit on how long a statement may take: a table is copied by one."""
    return {**config, "server_settings": {**config["server_settings"], "statement_timeout": "0"}}


def _from_sqlite(path: Path, place: Place, target: Path, told: Told) -> Manifest:
    if not path.is_file():
        raise FileNotThere(str(path))
    with tempfile.TemporaryDirectory(prefix=".dafu-snapshot-", dir=target.parent) as scratch:
        copy = Path(scratch) / "dafu.sqlite"
        with room_for(target):
            copy_sqlite(path, copy)
        with contextlib.closing(sqlite3.connect(copy)) as read:
            tables = [row[0] for row in read.execute(TABLES_OF["sqlite"])]
            answers = {name: read.execute(sql).fetchall() for name, sql in questions(tables).items()}
        with packing(target) as pack:
            pack.add(SQLITE_MEMBER, Folder(copy.parent).chunks(copy.name))
            copy.unlink()
            return _finish(pack, "sqlite", contents_of(answers), place, told, {})


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that is in use by SQLite's own means: the state after one commit, whole."""
    with (
        contextlib.closing(sqlite3.connect(source, timeout=60)) as read,
        contextlib.closing(sqlite3.connect(target)) as written,
    ):
        written.execute("PRAGMA synchronous = OFF")  # it becomes a member, and that is brought to the disk
        read.backup(written)
        written.execute("PRAGMA journal_mode = DELETE")  # one file, which any SQLite opens


async def _dump(connection: Any, pack: Pack) -> tuple[Contents, dict[str, list[str]]]:
    tables = sorted(row[0] for row in await connection.fetch(TABLES_OF["postgresql"]))
    answers = {name: await connection.fetch(sql) for name, sql in questions(tables).items()}
    columns = {}
    for table in tables:
        if table == STEPS:
            continue
        found = await connection.fetch(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position",
            table,
        )
        columns[table] = [row[0] for row in found]
        with pack.member(dump_name(table)) as out:
            await connection.copy_from_table(table, columns=columns[table], output=out)
    return contents_of(answers), columns


def _finish(
    pack: Pack, database: str, contents: Contents, place: Place, told: Told, columns: dict[str, list[str]]
) -> Manifest:
    """Add the files and the manifest. Files of the store never change, so they may be copied after the snapshot."""
    missing, store = [], files.store_of(place)
    uploads = [held.key for held in store.listing(UPLOADS)]
    total = len(contents.files) + len(uploads)
    for number, name in enumerate(sorted(contents.files), 1):
        try:
            pack.add(STORE_MEMBERS + name, files.chunks(store, name), packed=False)
        except FileNotFoundError:
            missing.append(name)
        told(number, total, name)
    for number, key in enumerate(uploads, 1 + len(contents.files)):
        pack.add(UPLOAD_MEMBERS + key.removeprefix(UPLOADS), store.chunks(key))
        told(number, total, key)
    manifest = Manifest(own_version(), now(), database, contents, tuple(pack.members), columns, tuple(missing))
    pack.close(manifest)
    return manifest
