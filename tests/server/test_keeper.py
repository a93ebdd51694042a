"""The keeper: what is saved is found, and an index that cannot be used is made anew."""

import asyncio
import multiprocessing
import os
import shutil
from concurrent.futures import ProcessPoolExecutor

import pytest

from cases import database, fulltext
from cases.actor import IMPORTER, PUBLIC
from cases.fulltext import SearchError
from cases.importing.runs import import_sources
from cases.intake.sources import read_paths
from cases.resources import fixtures
from server import keeper
from server.duty import keeping_in_turn
from tests.cases.indexed import archive

pytestmark = pytest.mark.anyio
ONE = next(iter(sorted((fixtures() / "archive").glob("ta-2023-*.txt"))))


@pytest.fixture
async def imported(database):
    await import_sources(read_paths([ONE]), actor=IMPORTER)


async def found(index):
    return (await fulltext.find(index, "提案", actor=PUBLIC)).total


async def test_catching_up_once_is_enough(imported, tmp_path):
    index = fulltext.open_index(tmp_path / "index")
    assert await keeper.catch_up(index) > 0
    assert await keeper.catch_up(index) == 0
    assert await found(index) == 1


async def test_keeping_finds_what_was_saved(imported, tmp_path):
    index = fulltext.open_index(tmp_path / "index")
    async with keeping_in_turn(lambda stop: keeper.keep(index, stop)):
        for _ in range(200):
            if await found(index):
                break
            await asyncio.sleep(0.05)
    assert await found(index) == 1


async def test_damaged_index_is_made_anew(imported, tmp_path):
    index = await keeper.opened(tmp_path / "index")
    await keeper.catch_up(index)
    for path in (tmp_path / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    assert await found(await keeper.opened(tmp_path / "index")) == 1


async def test_an_archive_that_lost_its_index_says_so_until_the_keeper_has_made_it(imported, tmp_path):
    """What was found before is not reported as nothing; an index that nothing could stand in is empty at once."""
    await keeper.catch_up(await keeper.opened(tmp_path / "index"))
    index = await fulltext.begin(tmp_path / "elsewhere")
    with pytest.raises(fulltext.UNUSABLE):
        await found(index)
    stop = asyncio.Event()
    stop.set()
    with pytest.raises(SearchError, match="中断"):
        await keeper.mend(index, stop)
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["writer.lock"]
    assert await keeper.mend(index) and not await keeper.mend(index)
    assert await found(index) == 1
    shutil.rmtree(tmp_path / "index")
    assert await found(await keeper.opened(tmp_path / "index")) == 1


async def test_an_index_of_nothing_is_there_at_once(database, tmp_path):
    assert await found(await fulltext.begin(tmp_path / "index")) == 0


@pytest.mark.parametrize("many", [1, 1000])
async def test_keeping_up_leaves_nothing_behind(imported, tmp_path, monkeypatch, many):
    """Whether a process of its own wrote while the block ran, or all was left to the end."""
    monkeypatch.setattr(keeper, "MANY", many)
    index = fulltext.open_index(tmp_path / "index")
    async with keeper.keeping_up(index):
        for _ in range(600):
            if await found(index) or many > 1:
                break
            await asyncio.sleep(0.05)
        assert bool(await found(index)) == (many == 1)
    assert await found(index) == 1
    assert await keeper.catch_up(index) == 0


async def test_a_block_that_fails_leaves_its_marks_for_the_next_time(imported, tmp_path):
    index = fulltext.open_index(tmp_path / "index")
    with pytest.raises(ZeroDivisionError):
        async with keeper.keeping_up(index):
            raise ZeroDivisionError
    assert await found(index) == 0
    assert await keeper.catch_up(index) > 0


async def test_a_writing_process_that_dies_is_done_without(imported, tmp_path, monkeypatch):
    monkeypatch.setattr(keeper, "process_pool", _Dying)
    monkeypatch.setattr(keeper, "keep", _has_begun)
    index = fulltext.open_index(tmp_path / "index")
    async with keeper.keeping_up(index):
        pass
    assert await found(index) == 1


async def test_an_index_lost_from_the_database_is_made_anew_by_the_keeper_alone(postgres_url):
    await database.open_database(postgres_url, migrated=False)
    try:
        await archive()
        index = await keeper.opened(None)
        beside = await fulltext.begin(None)
        await database.engine().run_ddl("DROP SCHEMA dafu_search CASCADE")
        for one in (index, beside, await fulltext.begin(None)):
            with pytest.raises(SearchError, match="dafu index rebuild"):
                await fulltext.find(one, "驿站", actor=PUBLIC)
        assert await keeper.mend(index) and not await keeper.mend(index)
        assert (await fulltext.find(beside, "驿站", actor=PUBLIC)).total == 1
    finally:
        await database.close()


class _Dying(ProcessPoolExecutor):
    """A pool whose process ends as it starts."""

    def __init__(self, processes):
        super().__init__(
            processes, mp_context=multiprocessing.get_context("spawn"), initializer=os._exit, initargs=(1,)
        )


async def _has_begun(index, stop, **_):
    await stop.wait()
    return 1
