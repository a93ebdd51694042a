"""A sound database with a living case, its people and files, to copy and to break."""

import asyncio
import contextlib
import shutil

import pytest

from cases import database, files, fulltext, tables
from cases.engines.library import sqlite3
from cases.invariants.examining import examine
from cases.vocabulary import CaseState
from tests.cases.tables.rules import new_row
from tests.factories import make_case


@pytest.fixture(scope="session")
def sound(tmp_path_factory, furnished_sqlite):
    """The folder. Not to be changed."""
    folder = tmp_path_factory.mktemp("sound")
    shutil.copyfile(furnished_sqlite, folder / "dafu.sqlite")
    asyncio.run(_live(folder))
    return folder


async def _live(folder):
    await database.open_database(f"sqlite:///{folder}/dafu.sqlite", migrated=False)
    made = await make_case(CaseState.IN_HANDLING, units=2)
    name = files.put(folder / "files", b"attached")
    await new_row(tables.Attachment, case=made.id, sha256=name, size=8)
    await fulltext.rebuild(folder / "index")
    await database.close()


@pytest.fixture
def folder(sound, tmp_path):
    """A copy that may be broken."""
    shutil.copytree(sound, tmp_path, dirs_exist_ok=True)
    return tmp_path


def behind(folder, *statements):
    """Change the file as only somebody can who does not ask the program."""
    with contextlib.closing(sqlite3.connect(folder / "dafu.sqlite")) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("DROP TRIGGER journal_no_delete")
        connection.execute("DROP INDEX one_lead_a_case")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


async def examined(folder):
    """The numbers of the invariants that do not hold, with what is told of them."""
    await database.open_database(f"sqlite:///{folder}/dafu.sqlite", migrated=False)
    try:
        found = await examine(files=folder / "files", index=fulltext.open_index(folder / "index"))
    finally:
        await database.close()
    return {number: [str(one) for one in some] for number, some in found.items() if some}
