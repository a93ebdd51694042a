"""Proving a backup by restoring it: into an empty place of its own, looked through there, and thrown away."""

import asyncio
import contextlib
import json
import secrets
import tempfile
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from cases import database, files, journal
from cases.actions.keys import counted, unreadable
from cases.backups.manifest import Manifest, own_version
from cases.backups.packing import opened, room_for
from cases.backups.restoring import restore
from cases.clock import now
from cases.database import sqlite_file
from cases.engines.postgres import config_of
from cases.errors import BackupDamaged, CannotCheck, KeysDoNotFit
from cases.invariants.examining import examine
from cases.kept_files import hash_of
from cases.stores.folder import Folder


@dataclass(frozen=True, slots=True)
class Proof:
    """That a backup was restored and found good. sha256: of the whole file, so that it is this very one."""

    backup: str
    sha256: str
    size: int
    made_at: datetime
    checked_at: datetime
    checked_by: str
    tables: int
    rows: int
    journal: int
    files: int


async def verify(source: Path, url: str, scratch: Path, keys: Path | None = None) -> Proof:
    """Restore a backup into a scratch place and look through it; leave the proof beside the backup.

    url: the database of this program; a backup of PostgreSQL becomes another database of the same server, which is
    dropped in the end. scratch: a folder with room for all of it. keys: the file that must open what is sealed in it.
    Raises BackupDamaged, with all that is wrong, and as ``restore``; KeysDoNotFit; CannotCheck where the scratch
    database cannot be made.
    """
    place_of_proof(source).unlink(missing_ok=True)
    with opened(source) as backup:
        manifest = backup.manifest
    with tempfile.TemporaryDirectory(prefix=".dafu-verify-", dir=scratch) as place:
        async with _scratch_database(manifest, url, Path(place)) as at:
            await restore(source, at, Path(place) / "files")
            await database.open_database(at, migrated=False)
            try:
                wrong = [*await _differences(manifest), *await _violations(Path(place) / "files")]
                shut = await unreadable(keys) if keys else {}
            finally:
                await database.close()
    if wrong:
        raise BackupDamaged(source.name, "；".join(wrong[:10]))
    if shut:
        raise KeysDoNotFit(str(keys), counted(shut))
    return await asyncio.to_thread(_prove, source, manifest)


def proof_of(source: Path) -> Proof | None:
    """The proof of a backup, None where it was never proved or has changed in size since."""
    try:
        said = json.loads(place_of_proof(source).read_text(encoding="utf-8"))
        times = {name: datetime.fromisoformat(said[name]) for name in ("made_at", "checked_at")}
        proof = Proof(**{**said, **times})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return proof if proof.size == source.stat().st_size else None


def place_of_proof(source: Path) -> Path:
    """Where the proof of a backup lies."""
    return source.with_name(f"{source.name}.verified.json")


async def _differences(manifest: Manifest) -> list[str]:
    """In what the restored and opened database is not what the manifest says."""
    wrong, contents = [], manifest.contents
    for table, rows in contents.rows.items():
        (found,) = await database.engine()._run_in_new_connection(f'SELECT count(*) AS n FROM "{table}"')  # nosec B608 # noqa: S608 - of the catalogue
        if found["n"] != rows:
            wrong.append(f"{table} 有 {found['n']} 行，清单是 {rows} 行")
    chain = await journal.examined()
    if (chain.count, chain.hash) != (contents.journal, contents.head):
        wrong.append(f"审计日志到第 {chain.count} 条，清单是第 {contents.journal} 条")
    if lost := sorted(set(manifest.missing)):
        wrong.append(f"建立备份时已缺 {len(lost)} 个附件，如 {lost[0]}")
    return wrong


async def _violations(folder: Path) -> list[str]:
    """What is wrong with the data under this version's schema, which this brings it to."""
    await database.migrate()
    return [str(one) for some in (await examine(files=folder)).values() for one in some]


@contextlib.asynccontextmanager
async def _scratch_database(manifest: Manifest, url: str, place: Path) -> AsyncIterator[str]:
    if manifest.database == "sqlite":
        yield f"sqlite:///{place / 'dafu.sqlite'}"
        return
    if sqlite_file(url) is not None:
        raise CannotCheck("这是 PostgreSQL 的备份，请把 DAFU_DATABASE 设为那台服务器再核对")
    name = f"dafu_verify_{secrets.token_hex(4)}"
    await _on_server(url, f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        await _on_server(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def _on_server(url: str, statement: str) -> None:
    try:
        connection = await asyncpg.connect(**config_of(url))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()
    except (OSError, asyncpg.PostgresError) as problem:
        raise CannotCheck(f"建不了试恢复用的数据库：{problem}；请给数据库账号 CREATEDB 权限") from problem


def _hash(source: Path) -> str:
    return hash_of(Folder(source.parent).chunks(source.name))


def _prove(source: Path, manifest: Manifest) -> Proof:
    contents = manifest.contents
    proof = Proof(
        backup=source.name, sha256=_hash(source), size=source.stat().st_size, made_at=manifest.made_at,
        checked_at=now(), checked_by=own_version(), tables=len(contents.rows), rows=sum(contents.rows.values()),
        journal=contents.journal, files=len(contents.files),
    )  # fmt: skip
    said = {**asdict(proof), "made_at": proof.made_at.isoformat(), "checked_at": proof.checked_at.isoformat()}
    place = place_of_proof(source)
    beside = place.with_name(f".{place.name}.part")
    with room_for(place):
        beside.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(place)
    files.settle(place.parent)
    return proof
