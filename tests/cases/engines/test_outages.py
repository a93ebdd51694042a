"""What stands in the way is told apart from what is a fault: by both drivers and by the system."""

import errno

import asyncpg
import pytest

from cases import database, tables
from cases.database import savepoint, write_tx
from cases.engines.library import sqlite3
from cases.engines.outages import TransactionOver, outage_of
from cases.errors import DatabaseAway, DatabaseBusy, DiskFailing, DiskFull

pytestmark = pytest.mark.anyio


def test_each_error_of_the_machine_has_its_name_and_others_have_none():
    told = {
        DiskFull: (OSError(errno.ENOSPC, ""), OSError(errno.EDQUOT, ""), asyncpg.DiskFullError()),
        DiskFailing: (OSError(errno.EIO, ""), OSError(errno.EROFS, ""), TransactionOver(), asyncpg.PostgresIOError()),
        DatabaseBusy: (asyncpg.LockNotAvailableError(), asyncpg.QueryCanceledError()),
        DatabaseAway: (
            ConnectionRefusedError(), asyncpg.CannotConnectNowError(), asyncpg.InterfaceError(""),
            asyncpg.InternalClientError(), asyncpg.ConnectionDoesNotExistError(), asyncpg.AdminShutdownError(),
            FileNotFoundError(2, "no socket"),
        ),
        type(None): (
            ValueError(), KeyError(), sqlite3.ProgrammingError(), asyncpg.UndefinedTableError(),
            FileNotFoundError(2, "no such file", "page.txt"), PermissionError(),
        ),
    }  # fmt: skip
    for kind, errors in told.items():
        for error in errors:
            assert type(outage_of(error)) is kind, error


@pytest.fixture
async def full(sqlite_url, anyio_backend):
    """A database whose file may not grow, as on a full disk."""
    await database.open_database(sqlite_url, migrated=False)
    raw = database.engine().take()
    pages = raw.execute("PRAGMA page_count").fetchone()["page_count"]
    raw.execute(f"PRAGMA max_page_count = {pages + 3}")
    database.engine().give_back(raw)
    yield raw
    await database.close()


async def marked(*things, thing="case"):
    for one in things:
        await tables.StaleMark.insert(tables.StaleMark(thing=thing, thing_id=one))


async def test_a_full_disk_undoes_the_whole_transaction_and_the_next_one_works(full):
    before = await tables.StaleMark.count()
    with pytest.raises(DiskFull):
        async with write_tx():
            await marked(*range(50), thing="long" * 1000)
    assert await tables.StaleMark.count() == before
    full.execute("PRAGMA max_page_count = 1000000")
    async with write_tx():
        await marked(*range(50), thing="long" * 1000)
    assert await tables.StaleMark.count() == before + 50


async def test_what_follows_a_lost_transaction_is_never_written_piece_by_piece(full):
    """Where somebody goes on after the database has undone his transaction, nothing of it stays."""
    with pytest.raises(DiskFailing):
        async with write_tx() as transaction:
            await transaction.connection.execute("ROLLBACK")  # as SQLite does where a disk fails
            with pytest.raises((DiskFull, DiskFailing)):
                async with savepoint(transaction):
                    await marked(1)
            await marked(2)
    assert not await tables.StaleMark.exists().where(tables.StaleMark.thing_id.is_in([1, 2]))
