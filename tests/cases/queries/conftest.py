"""The small archive in a database of either kind, filled once a session and copied for each test."""

import asyncio
import itertools
import shutil

import pytest

from cases import database as door
from tests import postgres
from tests.samples import fill

FILLED = "dafu_samples"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def filled_sqlite(tmp_path_factory, sqlite_template):
    """A SQLite file that holds the samples."""
    path = tmp_path_factory.mktemp("samples") / "dafu.sqlite"
    shutil.copyfile(sqlite_template, path)
    asyncio.run(_fill(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def filled_postgres(postgres_server, on_server, postgres_template):
    """Name of a PostgreSQL database that holds the samples."""
    drop = f"DROP DATABASE IF EXISTS {FILLED}"
    on_server(drop, f"CREATE DATABASE {FILLED} TEMPLATE {postgres_template}")
    asyncio.run(_fill(postgres.database_at(postgres_server, FILLED)))
    return f"{FILLED} STRATEGY FILE_COPY" if "FILE_COPY" in postgres_template else FILLED


@pytest.fixture
def sqlite_samples(filled_sqlite, tmp_path):
    """Address of a copy on SQLite."""
    shutil.copyfile(filled_sqlite, tmp_path / "dafu.sqlite")
    return f"sqlite:///{tmp_path / 'dafu.sqlite'}"


@pytest.fixture
def postgres_samples(postgres_server, on_server, filled_postgres):
    """Address of a copy on PostgreSQL."""
    name = f"dafu_samples_{next(_numbers)}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {filled_postgres}")
    yield postgres.database_at(postgres_server, name)
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def samples_url(request):
    """Address of a copy, once of each kind."""
    return request.getfixturevalue(f"{request.param}_samples")


@pytest.fixture
async def archive(samples_url, anyio_backend):
    """An open database with the samples; their ids begin with 1, in the order of ``tests.samples.DOCUMENTS``."""
    await door.open_database(samples_url, migrated=False)
    yield door.engine()
    await door.close()


async def _fill(url):
    await door.open_database(url, migrated=False)
    await fill()
    await door.close()
