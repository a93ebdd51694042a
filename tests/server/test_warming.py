"""A start loads and counts ahead what everybody asks for first, and nobody is kept out by it."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from cases import fulltext
from server import warming
from server.readiness import obstacles

pytestmark = pytest.mark.anyio
NOTHING = SimpleNamespace(warm=lambda: None)


async def until(state) -> None:
    for _ in range(500):
        if state.warm:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never warm")


async def test_a_lost_index_holds_nobody_up(tmp_path, caplog):
    index = fulltext.open_index(tmp_path / "index")
    (tmp_path / "index" / "current").unlink()
    state = SimpleNamespace(index=index)
    async with warming.warming(state, counts=False):
        await until(state)
    assert not caplog.text


async def test_a_lost_database_holds_nobody_up(caplog, anyio_backend):
    state = SimpleNamespace(index=NOTHING)
    async with warming.warming(state, counts=True):
        assert not state.warm
        await until(state)
    assert "not warm" in caplog.text


async def test_it_is_not_ready_until_the_index_is_loaded_or_has_taken_too_long(database, monkeypatch):
    gate = threading.Event()
    state = SimpleNamespace(index=SimpleNamespace(warm=lambda: gate.wait(10)))
    async with warming.warming(state, counts=False):
        assert await obstacles(state) == ("warming",)
        gate.set()
        await until(state)
        assert await obstacles(state) == ()
    gate.clear()
    monkeypatch.setattr(warming, "MOST", 0.05)
    async with warming.warming(state, counts=False):
        await until(state)
        assert await obstacles(state) == ()
        gate.set()


async def test_it_is_not_ready_until_all_is_counted_where_that_is_asked_for(database, monkeypatch):
    gate, counted = asyncio.Event(), []

    async def count():
        await gate.wait()
        counted.append(1)

    monkeypatch.setattr(warming, "read_ahead", count)
    state = SimpleNamespace(index=NOTHING)
    async with warming.warming(state, counts=True):
        assert await obstacles(state) == ("warming",)
        gate.set()
        await until(state)
        assert counted and await obstacles(state) == ()


async def test_an_end_during_the_start_waits_for_no_count(anyio_backend, monkeypatch):
    monkeypatch.setattr(warming, "read_ahead", asyncio.Event().wait)
    async with asyncio.timeout(5), warming.warming(SimpleNamespace(index=NOTHING), counts=True):
        pass
