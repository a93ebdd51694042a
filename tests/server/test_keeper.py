"""The keeper: what is saved is found, and an index that cannot be used is made anew."""

import asyncio

import pytest

from cases import fulltext
from cases.actor import IMPORTER, PUBLIC
from cases.importing.runs import import_sources
from cases.intake.sources import read_paths
from cases.resources import fixtures
from server import keeper

pytestmark = pytest.mark.anyio
ONE = next(iter(sorted((fixtures() / "archive").glob("ta-2023-*.txt"))))


@pytest.fixture
async def imported(database):
    await import_sources(read_paths([ONE]), actor=IMPORTER)


async def found(index):
    return (await fulltext.find(index, "提案", actor=PUBLIC)).total


async def test_catching_up_once_is_enough(imported, tmp_path):
    index = await keeper.opened(tmp_path / "index")
    assert await keeper.catch_up(index) > 0
    assert await keeper.catch_up(index) == 0
    assert await found(index) == 1


async def test_keeping_finds_what_was_saved(imported, tmp_path):
    index = await keeper.opened(tmp_path / "index")
    async with keeper.keeping(index):
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


async def test_warming_does_not_hold_up_the_block_nor_fail_with_a_lost_index(tmp_path):
    index = await keeper.opened(tmp_path / "index")
    (tmp_path / "index" / "current").unlink()
    async with keeper.warming(index):
        pass
