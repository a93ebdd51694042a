"""A backup is one only after it was restored and looked through: on both databases, and every damage is found."""

import asyncio
import contextlib
import json
import zipfile

import asyncpg
import pytest

from cases import database, files, tables
from cases.backups.making import SQLITE_MEMBER, create
from cases.backups.manifest import NAME
from cases.backups.restoring import restore
from cases.backups.verifying import place_of_proof, proof_of, verify
from cases.engines.library import sqlite3
from cases.engines.postgres import config_of
from cases.errors import BackupDamaged, CannotCheck
from tests import postgres
from tests.cases.backups.holdings import everything, fill, write

pytestmark = pytest.mark.anyio
# What somebody who writes meanwhile moves on.
MOVING = (tables.JournalEntry, tables.Counter, tables.ChangeCount)


async def test_on_postgres_a_whole_backup_is_proved_and_comes_back_row_by_row(
    postgres_url, postgres_server, postgres_template, tmp_path, anyio_backend
):
    """Made while another task writes; the scratch database is gone in the end."""
    await database.open_database(postgres_url, migrated=False)
    await fill(tmp_path / "files")
    before = await everything(but=MOVING)
    writing = asyncio.create_task(write(20))
    made = await create(postgres_url, tmp_path / "files", tmp_path / "b.zip")
    await writing
    await database.close()
    assert 2 <= made.contents.journal <= 22
    proof = await verify(tmp_path / "b.zip", postgres_url, tmp_path)
    assert (proof.journal, proof.rows) == (made.contents.journal, sum(made.contents.rows.values()))
    server = await asyncpg.connect(**config_of(postgres_server))
    assert not [row for row in await server.fetch("SELECT datname FROM pg_database") if "dafu_verify" in row[0]]
    await server.execute("DROP DATABASE IF EXISTS dafu_restored WITH (FORCE)")
    await server.execute(f"CREATE DATABASE dafu_restored TEMPLATE {postgres_template}")
    await server.close()
    again = postgres.database_at(postgres_server, "dafu_restored")
    await restore(tmp_path / "b.zip", again, tmp_path / "again")
    await database.open_database(again, migrated=False)
    assert await everything(but=MOVING) == before
    place = await tables.Place.insert(tables.Place(name="新的地方"))  # the sequences go on
    assert place[0]["id"] == max(row["id"] for row in before["Place"]) + 1
    await database.close()


async def test_a_whole_backup_is_proved_and_its_proof_is_of_this_very_file(made, sqlite_url, tmp_path, anyio_backend):
    assert proof_of(made) is None
    proof = await verify(made, sqlite_url, tmp_path)
    assert (proof.journal, proof.files, proof.backup) == (2, 3, "b.zip")
    assert proof_of(made) == proof
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
    made.write_bytes(made.read_bytes() + b"x")
    assert proof_of(made) is None


async def test_any_changed_member_is_found_and_the_proof_goes(made, sqlite_url, tmp_path, anyio_backend):
    """One member after the other with one byte more, then one left out, one put in."""
    await verify(made, sqlite_url, tmp_path)
    with zipfile.ZipFile(made) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    store = sorted(name for name in members if name.startswith("files/store/"))
    bad = tmp_path / "bad.zip"
    for name in (SQLITE_MEMBER, *store, NAME):
        _write(bad, {**members, name: members[name] + b"x"})
        with pytest.raises(BackupDamaged):
            await verify(bad, sqlite_url, tmp_path)
    for other in ({k: v for k, v in members.items() if k != store[0]}, {**members, "files/store/../../x": b"x"}):
        _write(bad, other)
        with pytest.raises(BackupDamaged, match="对不上"):
            await verify(bad, sqlite_url, tmp_path)
    _write(made, {**members, SQLITE_MEMBER: members[SQLITE_MEMBER][:-1]})
    with pytest.raises(BackupDamaged):
        await verify(made, sqlite_url, tmp_path)
    assert not place_of_proof(made).exists()


async def test_what_was_wrong_already_when_it_was_made_is_found(filled, filled_copy, anyio_backend):
    """A faithful copy of a bad database is no backup: a forged count, a lost file, a changed journal, all told."""
    tmp_path, lost = filled_copy, filled.names[0]
    sqlite_url = f"sqlite:///{tmp_path}/dafu.sqlite"
    (tmp_path / "b.zip").unlink()
    with contextlib.closing(sqlite3.connect(tmp_path / "dafu.sqlite")) as behind:
        behind.executescript("DROP TRIGGER journal_no_update; UPDATE journal SET new = '改' WHERE seq = 1")
    (tmp_path / "files" / files.key_of(lost)).unlink()
    await create(sqlite_url, tmp_path / "files", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(members[NAME])
    said["contents"]["rows"]["places"] += 1
    _write(tmp_path / "b.zip", {**members, NAME: json.dumps(said).encode()})
    with pytest.raises(BackupDamaged) as caught:
        await verify(tmp_path / "b.zip", sqlite_url, tmp_path)
    for words in ("places 有", "已缺 1 个附件", "审计日志第 1 条内容被改动"):
        assert words in str(caught.value)


async def test_a_backup_of_postgres_cannot_be_checked_beside_sqlite(made, sqlite_url, tmp_path, anyio_backend):
    with zipfile.ZipFile(made) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    other = json.loads(members[NAME]) | {"database": "postgresql"}
    _write(made, {**members, NAME: json.dumps(other).encode()})
    with pytest.raises(CannotCheck, match="DAFU_DATABASE"):
        await verify(made, sqlite_url, tmp_path)


def _write(target, members):
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
