"""Beyond what can be answered: told at once and in words, strangers first, and nobody who is merely slow counts."""

import asyncio
from dataclasses import replace
from types import SimpleNamespace

import anyio
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.fulltext import IndexMissing
from cases.vocabulary import Role
from server import crowding
from server.auth import SESSION
from server.clients import networks
from server.controllers import figures, search
from server.crowding import AGAIN_SECONDS, FIFTH, PAGES, QUARTER, SEARCHES, SEARCHING, SPARE, Crowd, Standing
from server.limits import OFF, Limits
from tests.accounts import sign_in_as
from tests.answers import faults_of

pytestmark = pytest.mark.anyio
STRANGERS, ALL = 12, 20


@pytest.fixture
async def crowded(app, settings, monkeypatch, anyio_backend):
    """Room for twelve strangers and twenty in all, three and five of an address; a search waits until ``go`` is set."""
    go = asyncio.Event()

    async def slow(*_, **__):
        await go.wait()
        raise RuntimeError("a fault at the end")

    monkeypatch.setattr(search, "numbers", slow)
    limits = replace(OFF, at_once=ALL, strangers_at_once=STRANGERS)
    app.state.settings = replace(settings, limits=limits, proxies=networks("127.0.0.1"))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        yield client, go


async def waiting(client, count, address="127.0.0.1"):
    """So many requests from an address that are being worked on."""
    there = {"X-Forwarded-For": address}
    asking = [client.get(f"/search?a={n}-{address}", headers=there) for n in range(count)]
    tasks = [asyncio.create_task(one) for one in asking]
    await anyio.sleep(0.2)
    assert not any(task.done() for task in tasks)
    return tasks


async def test_strangers_are_sent_away_first_and_all_are_let_in_again(crowded):
    client, go = crowded
    held = await waiting(client, STRANGERS // QUARTER)
    refused = await client.get("/cases")
    assert refused.status_code == 503
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.3"):
        assert (await client.get("/cases", headers={"X-Forwarded-For": address})).status_code == 200
        held += await waiting(client, STRANGERS // QUARTER, address)
    elsewhere = {"X-Forwarded-For": "192.0.2.9"}
    assert (await client.get("/documents", headers=elsewhere)).status_code == 503
    for headers in ({}, {"HX-Request": "true"}):
        refused = await client.get("/figures", headers=headers)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, str(AGAIN_SECONDS))
        assert "已经保存的内容不受影响" in refused.text
        assert ("再试一次" in refused.text) == (not headers)
        assert faults_of(refused, kept=False) == []
    assert (await client.get("/cases")).status_code == 200  # it was made before
    program = await client.get("/api/v1/cases")
    assert program.status_code == 503
    assert program.headers["content-type"].startswith("application/problem+json")
    assert (await client.get("/account/sign-in")).status_code == 200
    assert (await client.get("/static/app.css")).status_code == 200
    assert (await client.get("/readyz")).status_code == 200
    client.cookies.set(SESSION, "invented")
    assert (await client.get("/documents", headers=elsewhere)).status_code == 503
    client.cookies.clear()
    await sign_in_as(client, Role.CLERK)
    assert (await client.get("/cases")).status_code == 200
    held += await waiting(client, ALL // QUARTER - STRANGERS // QUARTER)
    assert (await client.get("/cases")).status_code == 503
    assert (await client.get("/cases", headers=elsewhere)).status_code == 200
    go.set()
    assert {one.status_code for one in await asyncio.gather(*held)} == {500}
    client.cookies.clear()
    assert (await client.get("/cases")).status_code == 200


async def test_who_is_sent_away_is_neither_counted_nor_looked_up(crowded, app, monkeypatch):
    client, _ = crowded
    app.state.settings = replace(app.state.settings, limits=replace(app.state.settings.limits, search_address=1))
    app.state.tally = None
    held = await waiting(client, 1)
    app.state.settings = replace(app.state.settings, limits=replace(app.state.settings.limits, strangers_at_once=1))
    assert [(await client.get("/search?q=养老")).status_code for _ in range(3)] == [503] * 3
    assert sum(app.state.tally.fresh.values()) == 2  # of the one that waits: his own, and everybody's
    app.state.tally = None
    for task in held:
        task.cancel()
    await asyncio.gather(*held, return_exceptions=True)


@given(st.lists(st.floats(0.001, 3.0), min_size=1, max_size=30), st.floats(0.0, 5.0))
def test_strangers_search_for_no_more_than_their_part_of_the_time(lengths, pause):
    """And wait for nothing else: whoever comes once in a while is never put off."""
    now, slept = 0.0, []

    async def passing(seconds):
        nonlocal now
        slept.append(seconds)
        now += seconds

    async def one_after_another():
        nonlocal now
        crowd = Crowd(since=now)
        for length in lengths:
            now += pause
            async with crowd.turn_to_search():
                now += length

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(crowding, "time", SimpleNamespace(monotonic=lambda: now))
        patched.setattr(crowding.asyncio, "sleep", passing)
        asyncio.run(one_after_another())
    assert sum(lengths) <= SPARE + SEARCHING * now + lengths[-1] + 1e-6
    if max(lengths) <= SEARCHING * pause or sum(lengths[:-1]) <= SPARE:
        assert not any(seconds > 1e-6 for seconds in slept)


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


@given(st.lists(st.sampled_from("abcd"), max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_stranger_has_room_only_where_somebody_known_has_and_no_address_more_than_a_quarter(asking, strangers, all_):
    crowd, limits = Crowd(), replace(OFF, at_once=max(strangers, all_), strangers_at_once=min(strangers, all_))
    let_in = []
    for address in asking:
        if limits.strangers_at_once and crowd.has_room(limits, address, Standing.STRANGER):
            assert crowd.has_room(limits, address, Standing.ENTERING)
        assert crowd.has_room(replace(limits, at_once=0), address, Standing.KNOWN)
        if crowd.has_room(limits, address, Standing.KNOWN):
            crowd.begin(address, entering=False)
            let_in.append(address)
    most = limits.at_once or len(asking)
    assert crowd.under_way == len(let_in) <= most
    if limits.at_once:
        assert all(let_in.count(address) <= max(1, most // QUARTER) for address in "abcd")
    for address in let_in:
        crowd.end(address, entering=False)
    assert (crowd.under_way, crowd.of) == (0, {})


def test_the_entry_has_room_of_its_own():
    """As many passwords as may wait to be compared take no place of a stranger's page, nor of anybody at work."""
    crowd, limits = Crowd(), Limits()
    entries = 0
    while crowd.has_room(limits, f"entry {entries}", Standing.ENTERING):
        crowd.begin(f"entry {entries}", entering=True)
        entries += 1
    assert limits.strangers_at_once < entries < limits.at_once
    for standing in (Standing.STRANGER, Standing.KNOWN):
        assert crowd.has_room(limits, "somebody", standing)
    for number in range(entries):
        crowd.end(f"entry {number}", entering=True)
    assert (crowd.entering, crowd.under_way, crowd.of) == (0, 0, {})


async def test_who_waits_to_search_takes_no_stranger_s_place_who_wants_a_page(crowded, monkeypatch):
    client, go = crowded

    async def searching(*_, **__):
        await go.wait()
        raise IndexMissing("nowhere")

    monkeypatch.setattr(search, "found_by", searching)
    there = [{"X-Forwarded-For": f"192.0.2.{n}"} for n in range(STRANGERS)]
    held = [
        asyncio.create_task(client.get(f"/search?q=养老{n}", headers=there[n])) for n in range(-(-STRANGERS // FIFTH))
    ]
    await anyio.sleep(0.2)
    refused = await client.get("/search?q=另一问", headers=there[-1])
    assert (refused.status_code, "再试一次" in refused.text) == (503, True)
    assert (await client.get("/documents", headers=there[-1])).status_code == 200
    await sign_in_as(client, Role.CLERK)
    own = asyncio.create_task(client.get("/search?q=另一问", headers=there[-1]))
    await anyio.sleep(0.2)
    go.set()
    # The page of titles that takes its place asks for numbers, which nobody gets here.
    assert {one.status_code for one in await asyncio.gather(own, *held)} == {500}


async def test_strangers_search_a_few_at_a_time_and_people_at_work_beside_them(
    app, settings, monkeypatch, anyio_backend
):
    under_way, most, go = 0, 0, asyncio.Event()

    async def searching(*_, actor, **__):
        nonlocal under_way, most
        if actor.person is None:
            under_way += 1
            most = max(most, under_way)
            await go.wait()
            under_way -= 1
        raise IndexMissing("nowhere")

    monkeypatch.setattr(search, "found_by", searching)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        held = [asyncio.create_task(client.get(f"/search?q=养老{n}")) for n in range(SEARCHES + 3)]
        await anyio.sleep(0.3)
        assert under_way == SEARCHES
        await sign_in_as(client, Role.CLERK)
        assert (await client.get("/search?q=养老")).status_code == 200
        go.set()
        assert {one.status_code for one in await asyncio.gather(*held)} == {200}
        assert most == SEARCHES


async def test_strangers_pages_are_made_a_few_at_a_time_and_people_at_work_stand_in_no_line(crowded, app, monkeypatch):
    client, go = crowded
    crowd, made = app.state.crowd, []

    async def slow(wanted, **_):
        made.append(wanted)
        await go.wait()
        raise RuntimeError("a fault at the end")

    monkeypatch.setattr(figures, "figure_list", slow)

    def ask(path, address):
        return asyncio.create_task(client.get(path, headers={"X-Forwarded-For": address}))

    held = [ask(f"/figures?page={n}", f"192.0.2.{n}") for n in range(2, PAGES + 4)]
    await anyio.sleep(0.2)
    client.cookies.set(SESSION, "invented")
    pretending = ask("/documents", "192.0.2.9")
    await anyio.sleep(0.2)
    client.cookies.clear()
    assert len(made) == PAGES
    assert (crowd.under_way, pretending.done()) == (PAGES + 3, False)
    await sign_in_as(client, Role.CLERK)
    assert (await client.get("/documents")).status_code == 200
    held.pop().cancel()
    go.set()
    assert {one.status_code for one in await asyncio.gather(*held)} == {500}
    assert (await pretending).status_code == 200
    assert (crowd.under_way, crowd.pages.locked(), len(made)) == (0, False, PAGES + 1)
    for _ in range(PAGES):
        await asyncio.wait_for(crowd.pages.acquire(), 1)
    assert crowd.pages.locked()
