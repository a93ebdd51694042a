"""An upgrade: from the first schema to this one, with a proved backup of what was before."""

import asyncio
import shutil

import pytest
from click.testing import CliRunner

from cases import database
from server.cli import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder whose database stops one step before this version's."""
    monkeypatch.setenv("DAFU_DATA", str(tmp_path))
    asyncio.run(_older(f"sqlite:///{tmp_path}/dafu.sqlite"))
    return tmp_path


async def _older(url):
    await database.open_database(url, migrated=False)
    await database.migrate(last=database.known_migrations()[-2])
    await database.close()


def dafu(*words):
    return CliRunner().invoke(main, ["upgrade", *words])


def test_looked_at_then_backed_up_then_done(folder):
    first = database.known_migrations()[-2]
    looked = dafu("--dry-run")
    assert (looked.exit_code, "将执行" in looked.stdout, first in looked.stdout) == (0, True, False)
    assert not list((folder / "backups").glob("*.zip"))
    refused = CliRunner().invoke(main, ["upgrade"], input="n\n")
    assert (refused.exit_code, list((folder / "backups").glob("*.zip"))) == (1, [])
    done = dafu("--yes")
    assert (done.exit_code, "升级完成" in done.stdout) == (0, True), done.output
    (file,) = (folder / "backups").glob("*.zip")
    assert file.with_name(f"{file.name}.verified.json").exists()
    again = dafu("--dry-run")
    assert "已是最新" in again.stdout
    shutil.rmtree(folder / "backups")


def test_no_database_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("DAFU_DATA", str(tmp_path / "none"))
    result = dafu("--yes")
    assert (result.exit_code, "dafu migrate" in result.stderr) == (1, True)
    assert not (tmp_path / "none").exists()
