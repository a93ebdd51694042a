"""A database of its own for the indexes of these tests, and its door."""

import asyncio
import os

import asyncpg
import pytest

from cases.engines.postgres import config_of, stay_alive
from cases.engines.side_door import SideDoor
from search import TableIndex
from search.tables import statements
from tests import postgres


@pytest.fixture(scope="session")
def shared_door(postgres_server):
    name = f"dafu_search_{os.getpid()}"
    asyncio.run(_on(postgres_server, f"CREATE DATABASE {name} TEMPLATE template0"))
    door = SideDoor(config_of(postgres.database_at(postgres_server, name)), stay_alive)
    yield door
    door.close()
    asyncio.run(_on(postgres_server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


async def _on(url, statement):
    config = config_of(url)
    connection = await asyncpg.connect(**config)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture
def door(shared_door):
    """Of a database without an index."""
    with shared_door.writing(statements.LOCK, 5) as session:
        session.fetch(statements.DROP)
    return shared_door


@pytest.fixture
def index(door):
    """An empty index."""
    made = TableIndex(door)
    made.rebuild(())
    return made
