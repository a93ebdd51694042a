"""A filled database with its store and a backup of it, made once."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases import database
from cases.backups.making import create
from tests.cases.backups.holdings import everything, fill


@dataclass(frozen=True)
class Filled:
    """A data folder with a backup, the rows in the database, and the names of the files in the store."""

    folder: Path
    rows: dict
    names: list


@pytest.fixture(scope="session")
def filled(tmp_path_factory, sqlite_template):
    """Every table with a row. Not to be changed."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copyfile(sqlite_template, folder / "dafu.sqlite")
    return asyncio.run(_fill(folder))


async def _fill(folder):
    url = f"sqlite:///{folder}/dafu.sqlite"
    await database.open_database(url, migrated=False)
    names = await fill(folder / "files")
    rows = await everything()
    await database.close()
    await create(url, folder / "files", folder / "b.zip")
    return Filled(folder, rows, names)


@pytest.fixture
def filled_copy(filled, tmp_path):
    """The same to change: its folder."""
    shutil.copytree(filled.folder, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def made(filled, tmp_path):
    """A copy of the backup."""
    shutil.copyfile(filled.folder / "b.zip", tmp_path / "b.zip")
    return tmp_path / "b.zip"
