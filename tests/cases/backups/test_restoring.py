"""Restoring: never over anything, never from another major version, and nobody enters or is written to by itself."""

import json
import resource
import zipfile

import pytest

from cases import database, tables
from cases.backups.making import create
from cases.backups.manifest import NAME
from cases.backups.restoring import restore
from cases.errors import BackupDamaged, BackupOfAnotherDatabase, BackupOfAnotherVersion, NoRoom, TargetNotEmpty
from tests.cases.backups.holdings import everything
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def test_what_is_restored_is_what_was_there_and_nothing_is_written_over(made, filled, anyio_backend, tmp_path):
    source, rows = made, filled.rows
    url, folder = f"sqlite:///{tmp_path}/new/dafu.sqlite", tmp_path / "new/files"
    manifest = await restore(source, url, folder)
    await database.open_database(url)
    assert await everything() == rows
    assert sorted(p.name for p in (folder / "store").glob("*/*")) == sorted(manifest.contents.files)
    await database.close()
    with pytest.raises(TargetNotEmpty):
        await restore(source, url, tmp_path / "other")
    with pytest.raises(TargetNotEmpty):
        await restore(source, f"sqlite:///{tmp_path}/third.sqlite", folder)
    assert len(list((folder / "store").glob("*/*"))) == len(manifest.contents.files)  # refusing takes nothing away


async def test_a_database_of_postgres_that_holds_a_row_is_not_touched(postgres_url, tmp_path, anyio_backend):
    await database.open_database(postgres_url, migrated=False)
    await create(postgres_url, tmp_path / "files", tmp_path / "b.zip")
    await new_row(tables.Place)
    await database.close()
    with pytest.raises(TargetNotEmpty, match="places"):
        await restore(tmp_path / "b.zip", postgres_url, tmp_path / "files")


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"version": "9.1.0"}, BackupOfAnotherVersion, "安装 Dafu 9.1.0"),
        ({"format": 2, "version": "9.0"}, BackupOfAnotherVersion, "dafu upgrade"),
        ({"database": "postgresql"}, BackupOfAnotherDatabase, "PostgreSQL"),
        ({"made_at": "long ago"}, BackupDamaged, "清单读不懂"),
    ],
)
async def test_what_cannot_be_restored_is_refused_with_the_way(made, anyio_backend, tmp_path, change, error, said):
    source = made
    _rewrite(source, lambda manifest: manifest | change)
    await _refused(source, tmp_path, error, said)


async def test_a_step_that_this_version_does_not_know_is_another_version(made, anyio_backend, tmp_path):
    source = made

    def newer(manifest):
        manifest["contents"]["migrations"].append("2099-01-01T00:00:00:000000")
        return manifest

    _rewrite(source, newer)
    await _refused(source, tmp_path, BackupOfAnotherVersion, "不能直接恢复")


async def test_a_full_disk_or_damage_leaves_the_place_as_empty_as_it_was(made, anyio_backend, tmp_path):
    source = made
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        await _refused(source, tmp_path, NoRoom, "磁盘写不下")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def _refused(source, tmp_path, error, said):
    url, folder = f"sqlite:///{tmp_path}/new/dafu.sqlite", tmp_path / "new/files"
    with pytest.raises(error) as caught:
        await restore(source, url, folder)
    assert said in str(caught.value)
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file()] == []


def _rewrite(source, change):
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[NAME] = json.dumps(change(json.loads(members[NAME]))).encode()
    with zipfile.ZipFile(source, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
