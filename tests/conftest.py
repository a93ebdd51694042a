"""Fixtures that every part of the tests shares: one event loop, and a fresh migrated database of either kind."""

import asyncio
import gc
import itertools
import shutil

import asyncpg
import pytest

from cases import ciphers
from cases import database as door
from cases.engines.postgres import config_of
from tests import archive, keys, memory, postgres
from tests.furnishing import furnish

memory.keep_files_in_memory()
KEYS = keys.hold()

_numbers = itertools.count(1)
# Files that take a minute or so: begun first, so that no process is left with one when the others have nothing to do.
LONG = ("tests/walks/", "tests/rules/", "tests/server/test_cli.py", "tests/server/test_serving.py")


def pytest_collection_modifyitems(items):
    """The long files first, else in order."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish():
    """What has been imported stays: collecting garbage need not look through it again a thousand times."""
    gc.freeze()


@pytest.fixture
def anyio_backend():
    """Tests marked anyio run on asyncio, fixtures and test in one loop."""
    return "asyncio"


@pytest.fixture(autouse=True)
def _same_keys():
    """What one test opened its data with is not what the next one finds: the templates were made with ours."""
    yield
    ciphers.use(KEYS)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "dafu.sqlite"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def archive_template(tmp_path_factory, sqlite_template):
    """The small archive, made once."""
    return archive.make(tmp_path_factory.mktemp("archive"), sqlite_template)


@pytest.fixture(scope="session")
def postgres_server():
    """Address of a PostgreSQL server."""
    try:
        with postgres.server() as url:
            yield url
    except postgres.NoPostgres as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def on_server(postgres_server):
    """A function that runs statements on the server, all over one connection: each test makes a database and drops it,
    and the server need not begin a process for either."""
    # A loop of its own that is nobody's current one: between two statements other loops run in this thread.
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        connection = runner.run(_connected(postgres_server))

        async def run(statements):
            for statement in statements:
                await connection.execute(statement)

        yield lambda *statements: runner.run(run(statements))
        runner.run(connection.close())


@pytest.fixture(scope="session")
def postgres_template(postgres_server, on_server):
    """What CREATE DATABASE needs to make a copy of a migrated, empty database."""
    name = "dafu_template"
    on_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    asyncio.run(_migrate(postgres.database_at(postgres_server, name)))
    # Copying the files is five times as fast as writing them through the log, which 15 made the default.
    return f"{name} STRATEGY FILE_COPY" if asyncio.run(_version(postgres_server)) >= 15 else name


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path):
    """Address of a fresh migrated SQLite database."""
    path = tmp_path / "dafu.sqlite"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server, on_server, postgres_template):
    """Address of a fresh migrated PostgreSQL database."""
    name = f"dafu_test_{next(_numbers)}"
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    on_server(drop, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield postgres.database_at(postgres_server, name)
    on_server(drop)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request):
    """Address of a fresh migrated database, once of each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
async def database(database_url, anyio_backend):
    """The same, opened; yields the opened engine. Mark the test ``anyio``."""
    await door.open_database(database_url, migrated=False)
    yield door.engine()
    await door.close()


@pytest.fixture(scope="session")
def furnished_sqlite(tmp_path_factory, sqlite_template):
    """A SQLite file with the reference data: places, units, bodies, calendar, rules."""
    path = tmp_path_factory.mktemp("furnished") / "dafu.sqlite"
    shutil.copyfile(sqlite_template, path)
    asyncio.run(_furnish(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def furnished_postgres(postgres_server, on_server, postgres_template):
    """Name of a PostgreSQL database with the reference data."""
    name = "dafu_furnished"
    drop = f"DROP DATABASE IF EXISTS {name}"
    on_server(drop, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    asyncio.run(_furnish(postgres.database_at(postgres_server, name)))
    return f"{name} STRATEGY FILE_COPY" if "FILE_COPY" in postgres_template else name


@pytest.fixture
def furnished_sqlite_url(furnished_sqlite, tmp_path):
    """Address of a copy on SQLite."""
    shutil.copyfile(furnished_sqlite, tmp_path / "furnished.sqlite")
    return f"sqlite:///{tmp_path / 'furnished.sqlite'}"


@pytest.fixture
def furnished_postgres_url(postgres_server, on_server, furnished_postgres):
    """Address of a copy on PostgreSQL."""
    name = f"dafu_test_{next(_numbers)}"
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    on_server(drop, f"CREATE DATABASE {name} TEMPLATE {furnished_postgres}")
    yield postgres.database_at(postgres_server, name)
    on_server(drop)


@pytest.fixture(params=["sqlite", "postgres"])
def furnished_url(request):
    """Address of a database with the reference data, once of each kind."""
    return request.getfixturevalue(f"furnished_{request.param}_url")


@pytest.fixture
async def furnished(furnished_url, anyio_backend):
    """The same, opened. Mark the test ``anyio``."""
    await door.open_database(furnished_url, migrated=False)
    yield door.engine()
    await door.close()


async def _furnish(url):
    await door.open_database(url, migrated=False)
    await furnish()
    await door.close()


async def _migrate(url):
    await door.open_database(url)
    await door.close()


async def _connected(url):
    return await asyncpg.connect(**config_of(url))


async def _version(url):
    connection = await _connected(url)
    try:
        return connection.get_server_version().major
    finally:
        await connection.close()
