"""Attachments on the command line: what is missing is told, what nobody names is listed and stays."""

import asyncio
import os
import time

import pytest
from click.testing import CliRunner

from cases import database, files, tables
from server.cli import main
from tests.cases.tables.rules import new_row


@pytest.fixture
def store(sqlite_url, tmp_path, monkeypatch):
    """A store with a named file and an old one that nobody names; their places."""
    monkeypatch.setenv("DAFU_DATA", str(tmp_path))
    named, stray = files.put(tmp_path / "files", b"named"), files.put(tmp_path / "files", b"stray")
    asyncio.run(_name(sqlite_url, named))
    places = [(tmp_path / "files" / files.key_of(name)) for name in (named, stray)]
    old = time.time() - 3 * 24 * 3600
    os.utime(places[1], (old, old))
    return places


async def _name(url, name):
    await database.open_database(url, migrated=False)
    await new_row(tables.Attachment, sha256=name, size=5)
    await database.close()


def dafu(*words):
    return CliRunner().invoke(main, ["files", "verify", *words])


def test_whole_missing_and_changed(store):
    named, stray = store
    whole = dafu()
    assert (whole.exit_code, f"无主 {stray.name}" in whole.stdout) == (0, True)
    named.write_bytes(b"other")
    assert (dafu().exit_code, dafu("--quick").exit_code) == (1, 0)  # the same length
    named.unlink()
    gone = dafu("--quick")
    assert (gone.exit_code, f"缺失 {named.name}" in gone.stdout, "请从备份取回" in gone.stderr) == (1, True, True)


def test_nothing_is_removed_without_yes(store):
    named, stray = store
    refused = dafu("--remove-orphans")
    assert (refused.exit_code, "--yes" in refused.stderr, stray.exists()) == (2, True, True)
    done = dafu("--remove-orphans", "--yes")
    assert (done.exit_code, stray.exists(), named.exists()) == (0, False, True)
