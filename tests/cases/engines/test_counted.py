"""Every write is counted, by whichever door it comes, and a slow read that was kept never outlives it."""

import asyncio
import random
import time

import pytest

from cases import tables
from cases.database import insert_rows, savepoint, write_tx
from cases.engines import counted as counted_engines
from cases.engines import quick, shared_reads
from cases.engines.counted import CountedPostgresEngine, CountedSQLiteEngine
from cases.tables import Place

pytestmark = pytest.mark.anyio


async def counted(engine) -> int:
    return (await engine.change_counts()).get("places", 0)


async def test_each_transaction_counts_once_what_it_wrote_to(database):
    before = await counted(database)
    async with write_tx() as transaction:
        await insert_rows(Place, [{"name": "甲", "code": "1"}, {"name": "乙", "code": "2"}])
        await Place.update({Place.name: "丙"}).where(Place.name == "乙")
        async with savepoint(transaction):
            await Place.delete().where(Place.name == "丙")
    assert await counted(database) == before + 1
    async with write_tx():
        await Place.select()
    assert await counted(database) == before + 1
    await Place.update({Place.name: "丁"}).where(Place.name == "甲")  # outside of any transaction
    assert await counted(database) == before + 2


async def test_what_is_undone_is_not_counted(database):
    before = await counted(database)
    with pytest.raises(RuntimeError):
        async with write_tx():
            await insert_rows(Place, [{"name": "甲", "code": "1"}])
            raise RuntimeError
    assert await counted(database) == before


async def test_a_kept_read_is_the_very_answer_of_the_database(database, monkeypatch):
    """Whatever is written between two reads, and by whichever connection: all reads are held to be slow here."""
    monkeypatch.setattr(quick.QuickReads, "_is_slow", lambda self, sql: True)
    for number in range(3):
        for _ in range(2):
            assert await Place.count() == number
            assert [row["name"] for row in await Place.select(Place.name).order_by(Place.id)] == ["甲", "乙"][:number]
        async with write_tx():
            await insert_rows(Place, [{"name": "甲乙丙"[number], "code": str(number)}])
            assert await Place.count() == number + 1


async def test_a_kept_read_needs_no_second_reading(sqlite_url, monkeypatch):
    from cases import database as door

    monkeypatch.setattr(quick.QuickReads, "_is_slow", lambda self, sql: True)
    await door.open_database(sqlite_url, migrated=False)
    try:
        assert await Place.count() == 0
        monkeypatch.setattr(door.engine(), "_run", None)
        assert await Place.count() == 0
        with pytest.raises(TypeError):
            await tables.Body.count()
    finally:
        await door.close()


async def test_of_many_who_ask_at_once_one_reads(sqlite_url, monkeypatch):
    """And none of them gets what was over before he asked."""
    from cases import database as door

    monkeypatch.setattr(quick.QuickReads, "_is_slow", lambda self, sql: True)
    await door.open_database(sqlite_url, migrated=False)
    engine, read = door.engine(), []
    run = engine._run

    def slowly(query, args):
        if "places" in query:
            read.append(query)
            time.sleep(0.02)
        return run(query, args)

    try:
        monkeypatch.setattr(engine, "_run", slowly)
        assert await asyncio.gather(*(Place.count() for _ in range(30))) == [0] * 30
        assert len(read) == 1
        early = [asyncio.ensure_future(asyncio.gather(Place.count())) for _ in range(5)]
        await asyncio.sleep(0.01)
        async with write_tx():
            await insert_rows(Place, [{"name": "甲", "code": "1"}])
        assert await asyncio.gather(*(Place.count() for _ in range(5))) == [1] * 5
        assert {count for (count,) in await asyncio.gather(*early)} <= {0, 1}
    finally:
        await door.close()


async def test_a_dear_read_is_kept_although_it_is_quick(sqlite_url, monkeypatch):
    from cases import database as door

    monkeypatch.setattr(quick, "DEAR", -1.0)
    await door.open_database(sqlite_url, migrated=False)
    try:
        for number in range(2):
            for _ in range(5):  # found to be dear, kept, known
                assert await Place.count() == number
            with monkeypatch.context() as shut:
                shut.setattr(door.engine().quick, "read", None)
                assert await Place.count() == number
            async with write_tx():
                await insert_rows(Place, [{"name": "甲乙"[number], "code": str(number)}])
        assert await Place.count() == 2
    finally:
        await door.close()


@pytest.fixture
async def beside(database, monkeypatch):
    """Another process's engine on the same database. Every read is held to be dear here."""
    monkeypatch.setattr(quick.QuickReads, "_is_slow", lambda self, sql: True)
    monkeypatch.setattr(shared_reads.DearReads, "knows", lambda self, sql: True)
    if database.engine_type == "sqlite":
        other = CountedSQLiteEngine(database.path)
        await other.start_connection_pool()
    else:
        other = CountedPostgresEngine(database.config)
        await other.start_connection_pool(min_size=1, max_size=4)
    yield other
    await other.close_connection_pool()


READS = (
    lambda: Place.count(), lambda: Place.select(Place.id, Place.code).order_by(Place.id),
    lambda: Place.select(Place.name).where(Place.short_name == "甲").order_by(Place.id), lambda: tables.Body.count(),
)  # fmt: skip


async def asked(engine, query):
    (querystring,) = query.querystrings
    return [dict(row) for row in await engine.run_querystring(querystring)]


@pytest.mark.parametrize("seed", range(4))
async def test_no_kept_answer_differs_from_a_fresh_one_whoever_wrote(database, beside, seed):
    """The fresh one is read inside a transaction, where nothing is kept."""
    chance = random.Random(seed)
    for number in range(40):
        engine = chance.choice((database, beside))
        write = chance.choice(
            (
                Place.insert(Place(name=str(number), short_name=chance.choice("甲乙"), code=str(number))),
                Place.update({Place.short_name: chance.choice("甲乙")}).where(
                    Place.code == str(chance.randrange(number + 1))
                ),
                Place.delete().where(Place.code == str(chance.randrange(number + 1))),
            )
        )
        end = chance.choice(("alone", "committed", "undone"))
        if end == "alone":
            await asked(engine, write)
        else:
            try:
                async with engine.transaction():
                    await asked(engine, write)
                    if end == "undone":
                        raise RuntimeError
            except RuntimeError:
                pass
        for query in chance.sample(READS, 3):
            for reader in (database, beside, database):
                kept = await asked(reader, query())
                async with database.transaction():
                    assert kept == await asked(database, query())


async def test_no_answer_misses_what_was_committed_before_it_was_asked_for(postgres_url, monkeypatch):
    from cases import database as door

    monkeypatch.setattr(shared_reads.DearReads, "knows", lambda self, sql: True)
    await door.open_database(postgres_url, migrated=False)
    ours = door.engine()
    other = CountedPostgresEngine(ours.config)
    await other.start_connection_pool(min_size=1, max_size=8)
    committed, kept, over = 0, 0, False

    async def write():
        nonlocal committed, over
        for number in range(60):
            engine = (ours, other)[number % 2]
            async with engine.transaction():
                await asked(engine, Place.insert(Place(name=str(number), code=str(number))))
            committed += 1
            await asyncio.sleep(0.003 * (number % 3))
        over = True

    async def read(engine):
        nonlocal kept
        while not over:
            floor, standing = committed, len(engine._kept._known)
            (row,) = await asked(engine, Place.count())
            assert row["count"] >= floor
            kept += standing
            await asyncio.sleep(0)

    try:
        await asyncio.gather(write(), *(read(engine) for engine in (ours, other) for _ in range(5)))
        assert kept
    finally:
        await other.close_connection_pool()
        await door.close()


async def test_a_dear_read_on_postgres_is_kept_until_somebody_writes(postgres_url, monkeypatch):
    from cases import database as door

    monkeypatch.setattr(shared_reads, "DEAR", -1.0)
    await door.open_database(postgres_url, migrated=False)
    try:
        for number in range(2):
            for _ in range(5):  # found to be dear, kept, known
                assert await Place.count() == number
            with monkeypatch.context() as shut:
                shut.setattr(door.engine(), "_timed", None)
                assert await Place.count() == number
                with pytest.raises(TypeError):
                    await Place.count().where(Place.name == "甲")
            async with write_tx():
                await insert_rows(Place, [{"name": "甲乙"[number], "code": str(number)}])
        assert await Place.count() == 2
    finally:
        await door.close()


async def test_a_write_alone_that_is_not_counted_is_not_made(database, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(counted_engines, "_count_of", lambda engine, table, query: ("SELECT * FROM nowhere", []))
        with pytest.raises(Exception, match="nowhere"):
            await Place.insert(Place(name="甲", code="1"))
    assert not await Place.exists()
    await Place.insert(Place(name="甲", code="1"))
    assert await Place.exists()
