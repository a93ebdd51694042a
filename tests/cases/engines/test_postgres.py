"""PostgreSQL's engine: addresses, and a pool that gets every connection back."""

import asyncio

import asyncpg
import pytest

from cases import database as door
from cases.database import write_tx
from cases.engines.postgres import config_of
from cases.errors import Outage
from cases.tables import Place

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p%40w@db.example:6000/dafu", ("db.example", 6000, "u", "p@w", "dafu")),
        ("postgres://u@db.example/dafu", ("db.example", 5432, "u", None, "dafu")),
        ("postgresql://postgres@/dafu?host=/run/pg", ("/run/pg", 5432, "postgres", None, "dafu")),
        ("postgresql:///", ("localhost", 5432, "postgres", None, "postgres")),
    ],
)
async def test_addresses(url, expected):
    config = config_of(url)
    assert tuple(config[name] for name in ("host", "port", "user", "password", "database")) == expected


def test_a_certificate_is_looked_at_where_the_address_says_so():
    assert config_of("postgresql://dafu:w@db.example/dafu?sslmode=verify-full")["ssl"] == "verify-full"
    assert config_of("postgresql://dafu:w@db.example/dafu")["ssl"] is None


async def test_instants_are_utc_whatever_the_server_thinks(postgres_url):
    assert config_of(postgres_url)["server_settings"]["timezone"] == "UTC"


async def test_the_server_compiles_no_plans_whatever_it_is_set_to(postgres_url):
    await door.open_database(postgres_url, migrated=False)
    async with door.engine().pool.acquire() as one:
        assert await one.fetchval("SHOW jit") == "off"
    await door.close()


async def test_cancelled_transactions_give_their_connection_back(postgres_url):
    await door.open_database(postgres_url, migrated=False)
    pool = door.engine().pool

    async def stuck() -> None:
        async with write_tx():
            await Place.insert(Place(code="a", name="a"))
            await asyncio.Event().wait()

    for _ in range(12):
        task = asyncio.create_task(stuck())
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert pool.get_size() == pool.get_idle_size()
    assert await Place.count() == 0
    await door.close()


@pytest.mark.parametrize("broken", ["transaction", "giving back"])
async def test_a_connection_that_breaks_does_not_keep_the_next_writer_waiting(postgres_url, broken, monkeypatch):
    """Cut in the midst of a transaction, or while it is given back after the commit, which stands."""
    await door.open_database(postgres_url, migrated=False)

    async def act(cut: bool) -> None:
        async with write_tx() as transaction:
            await Place.insert(Place(code=f"a{cut}", name=f"a{cut}"))
            if cut and broken == "transaction":
                transaction.connection.terminate()
            elif cut:
                monkeypatch.setattr(type(transaction.connection._con), "reset", _lost)

    if broken == "transaction":
        with pytest.raises(Outage):
            await act(cut=True)
    else:
        await act(cut=True)
        monkeypatch.undo()
    async with asyncio.timeout(10):
        await act(cut=False)
    assert await Place.count() == (1 if broken == "transaction" else 2)
    await door.close()


async def _lost(connection: object, **_: object) -> None:
    raise asyncpg.InternalClientError("another operation (2) is in progress")
