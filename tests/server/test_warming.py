"""A start loads and counts ahead what everybody asks for first, and nobody is kept out by it."""

import asyncio
from types import SimpleNamespace

import pytest

from cases import fulltext
from server import warming
from server.readiness import obstacles

pytestmark = pytest.mark.anyio


async def test_warming_does_not_hold_up_the_block_nor_fail_with_a_lost_index(tmp_path):
    index = fulltext.open_index(tmp_path / "index")
    (tmp_path / "index" / "current").unlink()
    async with warming.warming(index):
        pass


async def until(state) -> None:
    for _ in range(500):
        if state.warm:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never warm")


async def test_a_lost_database_holds_nobody_up(caplog, anyio_backend):
    state = SimpleNamespace()
    async with warming.counting_ahead(state):
        assert not state.warm
        await until(state)
    assert "not counted ahead" in caplog.text


async def test_it_is_not_ready_until_all_is_counted_or_has_taken_too_long(database, monkeypatch):
    gate, counted = asyncio.Event(), []

    async def count():
        await gate.wait()
        counted.append(1)

    monkeypatch.setattr(warming, "read_ahead", count)
    state = SimpleNamespace(index=object())
    async with warming.counting_ahead(state):
        assert await obstacles(state) == ("warming",)
        gate.set()
        await until(state)
        assert counted and await obstacles(state) == ()
    gate.clear()
    monkeypatch.setattr(warming, "MOST", 0.05)
    async with warming.counting_ahead(state):
        await until(state)
        assert await obstacles(state) == ()
    assert counted == [1]


async def test_an_end_during_the_start_waits_for_nothing(anyio_backend, monkeypatch):
    monkeypatch.setattr(warming, "read_ahead", asyncio.Event().wait)
    async with asyncio.timeout(5), warming.counting_ahead(SimpleNamespace()):
        pass
