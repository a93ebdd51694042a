"""PostgreSQL's engine: addresses, and a pool that gets every connection back."""

import asyncio

import pytest

from cases import database as door
from cases.database import write_tx
from cases.engines.postgres import config_of
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
