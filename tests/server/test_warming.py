"""A start makes ready what the first readers would wait for, and nobody is kept out by it."""

import asyncio
from types import SimpleNamespace

import pytest

from cases import fulltext
from server import warming
from server.readiness import obstacles

pytestmark = pytest.mark.anyio


async def until(state) -> None:
    for _ in range(500):
        if state.warm:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never warm")


async def test_a_lost_index_and_a_lost_database_hold_nobody_up(tmp_path, caplog, anyio_backend):
    index = fulltext.open_index(tmp_path / "index")
    (tmp_path / "index" / "current").unlink()
    state = SimpleNamespace(index=index)
    async with warming.warming(state, counts=True):
        assert not state.warm
        await until(state)
    assert "not counted ahead" in caplog.text


async def test_it_is_not_ready_until_it_is_warm_or_has_tried_for_long_enough(database, tmp_path, monkeypatch):
    gate, counted = asyncio.Event(), []

    async def count():
        await gate.wait()
        counted.append(1)

    monkeypatch.setattr(warming, "read_ahead", count)
    state = SimpleNamespace(index=fulltext.open_index(tmp_path / "index"))
    async with warming.warming(state, counts=True):
        assert await obstacles(state) == ("warming",)
        gate.set()
        await until(state)
        assert counted and await obstacles(state) == ()
    gate.clear()
    monkeypatch.setattr(warming, "MOST", 0.05)
    async with warming.warming(state, counts=True):
        await until(state)
        assert await obstacles(state) == ()
    assert counted == [1]


async def test_an_end_during_the_start_waits_for_nothing(database, tmp_path, monkeypatch):
    monkeypatch.setattr(warming, "read_ahead", asyncio.Event().wait)
    state = SimpleNamespace(index=fulltext.open_index(tmp_path / "index"))
    async with asyncio.timeout(5), warming.warming(state, counts=True):
        pass
