"""The door: what a write transaction promises, on both databases."""

import asyncio

import pytest

from cases import database as door
from cases.clock import now
from cases.database import Refusal, Refused, TransactionMisuse, insert_rows, savepoint, write_tx
from cases.engines import sqlite
from cases.engines.library import sqlite3
from cases.errors import DatabaseBusy, DatabaseNotOpened
from cases.tables import Counter, Place

pytestmark = pytest.mark.anyio


async def put(code: str) -> None:
    await Place.insert(Place(code=code, name=code))


async def codes() -> list[str]:
    return await Place.select(Place.code).order_by(Place.code).output(as_list=True)


async def test_a_block_that_raises_never_happened(database):
    with pytest.raises(ZeroDivisionError):
        async with write_tx():
            await put("a")
            raise ZeroDivisionError
    assert await codes() == []


async def test_a_block_that_ends_is_kept(database):
    async with write_tx():
        await put("a")
        assert await codes() == ["a"]
    assert await codes() == ["a"]


async def test_nesting_is_refused_and_the_outer_block_goes_on(database):
    async with write_tx():
        await put("a")
        with pytest.raises(TransactionMisuse):
            async with write_tx():
                await put("b")
    assert await codes() == ["a"]


async def test_a_task_started_inside_may_not_query(database):
    async with write_tx():
        with pytest.raises(TransactionMisuse):
            await asyncio.create_task(put("a"))
    assert await codes() == []


async def test_a_savepoint_rolls_back_alone(database):
    async with write_tx() as transaction:
        await put("a")
        with pytest.raises(Refused) as caught:
            async with savepoint(transaction):
                await put("b")
                await put("a")
        await put("c")
    assert caught.value.why is Refusal.UNIQUE
    assert await codes() == ["a", "c"]


async def test_a_cancelled_block_leaves_neither_rows_nor_locks(database):
    async def stuck() -> None:
        async with write_tx():
            await put("a")
            await asyncio.Event().wait()

    for _ in range(12):
        task = asyncio.create_task(stuck())
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with write_tx():
        await put("b")
    assert await codes() == ["b"]


async def test_a_writer_cancelled_in_the_queue_leaves_the_queue_moving(database):
    async def write(code: str) -> None:
        async with write_tx():
            await put(code)
            await asyncio.sleep(0.005)

    tasks = [asyncio.create_task(write(f"p{i:02}")) for i in range(12)]
    await asyncio.sleep(0.012)
    for task in tasks[1::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert {"p00", "p10"} <= set(await codes())


async def test_no_write_is_lost_under_contention(database):
    async with write_tx():
        await Counter.insert(Counter(name="n"))

    async def read_then_write() -> None:
        async with write_tx():
            query = Counter.select(Counter.value).where(Counter.name == "n").first()
            if database.engine_type == "postgres":
                query = query.lock_rows("UPDATE")
            row = await query
            await Counter.update({Counter.value: row["value"] + 1}).where(Counter.name == "n")

    await asyncio.gather(*(read_then_write() for _ in range(40)))
    assert (await Counter.select(Counter.value).first())["value"] == 40


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"code": "a", "name": "other"}, Refusal.UNIQUE),
        ({"code": "b", "name": "b", "level": "village"}, Refusal.CHECK),
        ({"code": "b", "name": "b", "parent": 99}, Refusal.FOREIGN_KEY),
        ({"code": None, "name": "b"}, Refusal.NOT_NULL),
    ],
)
async def test_a_broken_rule_has_one_name_on_both(database, values, why):
    async with write_tx():
        await put("a")
    with pytest.raises(Refused) as caught:
        async with write_tx():
            await Place.insert(Place(**values))
    assert caught.value.why is why


async def test_a_row_that_is_referred_to_cannot_go(database):
    async with write_tx():
        await put("a")
        parent = (await Place.select(Place.id).first())["id"]
        await Place.insert(Place(code="b", name="b", parent=parent))
    with pytest.raises(Refused) as caught:
        async with write_tx():
            await Place.delete().where(Place.code == "a")
    assert caught.value.why is Refusal.FOREIGN_KEY


async def test_instants_come_back_aware_and_equal(database):
    before = door.now()
    async with write_tx():
        await put("a")
        await Place.update({Place.created_at: before}).where(Place.code == "a")
    row = await Place.select(Place.created_at, Place.updated_at).first()
    assert row["created_at"] == before
    assert row["created_at"].utcoffset().total_seconds() == 0
    assert row["updated_at"] >= before


async def test_several_starts_at_once_migrate_once(database_url, anyio_backend):
    await door.open_database(database_url)
    await door.migrate()
    await door.close()
    await door.close()


async def test_a_query_before_opening_says_so():
    with pytest.raises(door.NotOpened):
        door.engine()


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "dafu.sqlite", ""])
async def test_an_unknown_kind_of_database_is_refused(url):
    with pytest.raises(ValueError, match="begins with sqlite"):
        door.connect(url)


@pytest.mark.parametrize("url", ["postgresql://nobody@/x?host=/nowhere", "mysql://x", "sqlite:///{folder}"])
async def test_a_database_that_cannot_be_opened_says_so_in_words(url, tmp_path):
    with pytest.raises(DatabaseNotOpened, match="打不开数据库"):
        await door.open_database(url.format(folder=tmp_path))
    with pytest.raises(door.NotOpened):
        door.engine()


async def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "dafu.sqlite"
    path.write_bytes(b"not a database, but somebody's text" * 100)
    with pytest.raises(DatabaseNotOpened):
        await door.open_database(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"not a database")
    await door.close()


async def test_a_writer_that_waits_too_long_is_told(sqlite_url, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    await door.open_database(sqlite_url, migrated=False)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        async with write_tx():
            await put("a")
    other.execute("ROLLBACK")
    async with write_tx():
        await put("a")
    other.close()
    await door.close()


async def test_many_rows_get_their_ids_in_order_and_the_instant_of_the_insert(database):
    before = now()
    async with write_tx():
        ids = await insert_rows(Place, [{"code": code, "name": code} for code in "cab"])
        assert await insert_rows(Place, []) == []
    rows = await Place.select(Place.id, Place.code, Place.created_at).order_by(Place.id)
    assert [(row["id"], row["code"]) for row in rows] == list(zip(ids, "cab", strict=True))
    assert all(before <= row["created_at"] <= now() for row in rows)


async def test_rows_under_a_key_that_is_there_get_what_is_named_and_keep_the_rest(database):
    async with write_tx():
        ids = await insert_rows(Place, [{"code": code, "name": code, "short_name": "短"} for code in "ab"])
    before = now()
    async with write_tx():
        again = await insert_rows(Place, [{"code": code, "name": f"新{code}"} for code in "bc"], over=("code",))
    rows = await Place.select().order_by(Place.id)
    assert again == [ids[1], rows[2]["id"]]
    assert [(row["code"], row["name"], row["short_name"]) for row in rows] == [
        ("a", "a", "短"), ("b", "新b", "短"), ("c", "新c", ""),
    ]  # fmt: skip
    assert rows[0]["updated_at"] < before <= rows[1]["updated_at"]
    assert rows[1]["created_at"] < before
