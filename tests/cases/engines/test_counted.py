"""Every write is counted, by whichever door it comes, and a slow read that was kept never outlives it."""

import pytest

from cases import tables
from cases.database import insert_rows, savepoint, write_tx
from cases.engines import quick
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
