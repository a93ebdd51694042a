"""What a connection of the pool is like when the next one gets it."""

import pytest

from cases import database as door
from cases.database import write_tx
from cases.engines.postgres import WRITERS
from cases.tables import Place

pytestmark = pytest.mark.anyio


async def test_a_connection_comes_back_without_a_word_more_and_with_nothing_left_open(postgres_url):
    await door.open_database(postgres_url, migrated=False)
    pool = door.engine().pool
    async with pool.acquire() as watching:
        async with pool.acquire() as one:
            await one.execute("BEGIN")
            await one.execute(f"SELECT pg_advisory_xact_lock({WRITERS})")
            await one.execute("SET LOCAL statement_timeout = 1")
            process = one.get_server_pid()
        last = await watching.fetchrow("SELECT state, query FROM pg_stat_activity WHERE pid = $1", process)
        assert tuple(last) == ("idle", "ROLLBACK")
        async with pool.acquire() as again:
            assert again.get_server_pid() == process
            assert await again.fetchval("SHOW statement_timeout") == "1min"
            assert not again.is_in_transaction()
        assert await watching.fetchval("SELECT query FROM pg_stat_activity WHERE pid = $1", process) == (
            "SHOW statement_timeout"
        )
    async with write_tx():  # the lock is free
        await Place.insert(Place(code="a", name="a"))
    assert await Place.count() == 1
    await door.close()
