"""Reads on a real replica: fresh ones only, nobody's own words missing, and no error when it is gone."""

import asyncio

import asyncpg
import pytest

from cases import database
from cases.database import read_anywhere, write_tx
from cases.engines import replica as engine
from cases.engines.postgres import config_of
from cases.errors import DatabaseNotOpened
from cases.tables import Place
from tests import postgres, replication

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def pair():
    try:
        with replication.pair("max_standby_streaming_delay=0") as made:
            yield made
    except postgres.NoPostgres as reason:
        pytest.skip(str(reason))


@pytest.fixture
async def opened(pair, anyio_backend):
    """The replica as the process knows it, fresh, over an empty table."""
    await database.open_database(pair.primary, migrated=False, replica=pair.replica)
    await database.engine().run_ddl("DROP TABLE IF EXISTS notes")
    await database.engine().run_ddl("CREATE TABLE notes (n integer)")
    known = database.replica()
    await until(lambda: known.lag < engine.LAG)
    read_anywhere(await database.engine()._asked(engine.PLACE))
    await until(known.fits)
    yield known
    await database.close()


async def until(wanted):
    for _ in range(2_000):
        if wanted():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it never came to be")


async def noted(n):
    """One person's act; what he may read from then on."""
    asked = read_anywhere(0, allowed=False)
    async with write_tx() as transaction:
        await database.engine().execute(transaction, "INSERT INTO notes VALUES ($1)", [n])
    assert asked.wrote
    return asked.wrote


async def seen(after):
    read_anywhere(after)
    return [row["n"] for row in await Place.raw("SELECT n FROM notes ORDER BY n")]


async def on_replica(pair, sql):
    there = await asyncpg.connect(**config_of(pair.replica))
    await there.execute(sql)
    await there.close()


async def test_a_person_sees_what_he_wrote_and_others_what_is_a_moment_old(pair, opened):
    await on_replica(pair, "SELECT pg_wal_replay_pause()")
    place = await noted(1)
    assert await seen(place) == [1]
    assert (opened.reads, await seen(0), opened.reads) == (0, [], 1)
    await on_replica(pair, "SELECT pg_wal_replay_resume()")
    read_anywhere(place)
    await until(opened.fits)
    assert (await seen(place), opened.reads) == ([1], 2)


async def test_a_person_sees_what_he_wrote_a_hundred_times(opened):
    for n in range(100):
        place = await noted(n)
        assert len(await seen(place)) == n + 1
        await asyncio.sleep(0.002 * (n % 10))


async def test_what_writes_and_what_nobody_asked_for_never_reads_there(opened):
    read_anywhere(0, allowed=False)
    await Place.raw("SELECT n FROM notes")
    read_anywhere(0)
    await Place.raw("SELECT n FROM notes FOR UPDATE")
    async with write_tx():
        await Place.raw("SELECT n FROM notes")
    await Place.raw("SELECT n FROM notes")  # after a commit of its own
    engine.reading.set(None)
    await Place.raw("SELECT n FROM notes")
    assert opened.reads == 0


async def test_a_read_that_replaying_cancels_is_made_on_the_primary(opened):
    await noted(7)
    read_anywhere(await database.engine()._asked(engine.PLACE))
    await until(opened.fits)
    long = asyncio.create_task(Place.raw("SELECT n, pg_sleep(1) FROM notes").run())
    await asyncio.sleep(0.3)
    await database.engine().run_ddl("ALTER TABLE notes ADD COLUMN more integer")
    assert [row["n"] for row in await long] == [7]
    assert (opened.reads, opened.repeated) == (0, 1)


async def test_how_far_it_is_behind_is_told_and_a_server_that_is_none_is_known(pair, opened):
    assert await database.behind(pair.replica) == 0
    assert await database.behind(pair.primary) is None
    with pytest.raises(DatabaseNotOpened):
        await database.behind("postgresql://nobody@127.0.0.1:9/none")


async def test_a_replica_that_stands_still_or_dies_is_left_out_without_an_error(pair, opened):
    await on_replica(pair, "SELECT pg_wal_replay_pause()")
    await noted(1)
    read_anywhere(0)
    await until(lambda: not opened.fits())
    assert await seen(0) == [1]
    await on_replica(pair, "SELECT pg_wal_replay_resume()")
    await until(opened.fits)
    long = asyncio.create_task(Place.raw("SELECT n, pg_sleep(1) FROM notes").run())
    await asyncio.sleep(0.3)
    pair.kill()
    assert [row["n"] for row in await long] == [1]
    assert not opened.fits()
    assert await seen(0) == [1]
