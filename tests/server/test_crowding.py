"""Beyond what can be answered: told at once and in words, strangers first, and nobody who is merely slow counts."""

import asyncio
from dataclasses import replace

import anyio
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.vocabulary import Role
from server.controllers import search
from server.crowding import AGAIN_SECONDS, Crowd
from server.limits import OFF
from tests.accounts import sign_in_as
from tests.answers import faults_of

pytestmark = pytest.mark.anyio
STRANGERS, ALL = 3, 5


@pytest.fixture
async def crowded(app, settings, monkeypatch, anyio_backend):
    """A site with room for three strangers and five in all; its page of search waits until ``go`` is set."""
    go = asyncio.Event()

    async def slow(*_, **__):
        await go.wait()
        raise RuntimeError("a fault at the end")

    monkeypatch.setattr(search, "numbers", slow)
    app.state.settings = replace(settings, limits=replace(OFF, at_once=ALL, strangers_at_once=STRANGERS))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        yield client, go


async def waiting(client, count):
    """So many requests that are being worked on; strangers who ask for the same would wait for one of them."""
    tasks = [asyncio.create_task(client.get(f"/search?number={number}")) for number in range(count)]
    await anyio.sleep(0.2)
    assert not any(task.done() for task in tasks)
    return tasks


async def test_strangers_are_sent_away_first_and_all_are_let_in_again(crowded):
    client, go = crowded
    held = await waiting(client, STRANGERS)
    for headers in ({}, {"HX-Request": "true"}):
        refused = await client.get("/cases", headers=headers)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, str(AGAIN_SECONDS))
        assert "已经保存的内容不受影响" in refused.text
        assert faults_of(refused, kept=False) == []
    program = await client.get("/api/v1/cases")
    assert program.status_code == 503
    assert program.headers["content-type"].startswith("application/problem+json")
    assert (await client.get("/account/sign-in")).status_code == 200
    assert (await client.get("/static/app.css")).status_code == 200
    assert (await client.get("/readyz")).status_code == 200
    await sign_in_as(client, Role.CLERK)
    assert (await client.get("/cases")).status_code == 200
    held += await waiting(client, ALL - STRANGERS)
    assert (await client.get("/cases")).status_code == 503
    go.set()
    assert {one.status_code for one in await asyncio.gather(*held)} == {500}
    client.cookies.clear()
    assert (await client.get("/cases")).status_code == 200


async def test_a_body_that_never_ends_takes_nobody_s_place(crowded):
    client, _ = crowded

    async def trickle():
        yield b"name="
        await asyncio.Event().wait()

    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://site.test"}
    slow = [asyncio.create_task(client.post("/account/size", content=trickle(), headers=form)) for _ in range(ALL + 1)]
    await anyio.sleep(0.2)
    assert (await client.get("/cases")).status_code == 200
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)


@given(st.integers(0, 500), st.integers(0, 300), st.integers(0, 300))
def test_a_stranger_has_room_only_where_somebody_known_has(under_way, strangers, all_):
    crowd, limits = Crowd(under_way), replace(OFF, at_once=max(strangers, all_), strangers_at_once=min(strangers, all_))
    if limits.strangers_at_once and crowd.has_room(limits, known=False):
        assert crowd.has_room(limits, known=True)
    assert crowd.has_room(replace(limits, at_once=0), known=True)
