"""What strangers read is made once per change, is never another answer than one made now, and is theirs alone."""

import asyncio
import random
from datetime import timedelta

import httpx
import pytest

from cases import clock
from cases.clock import today
from cases.engines.counted import CountedPostgresEngine, CountedSQLiteEngine
from cases.engines.postgres import config_of
from cases.tables import Case, Department, Document, Reply
from cases.vocabulary import Role
from server.limits import Limits
from server.settings import Settings
from tests import keys
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio

PAGES = ("/", "/cases", "/gk/", "/commitments", "/figures", "/departments", "/search?q=电梯", "/feed.atom",
         "/api/v1/cases", "/data/cases.json", "/cases/1", "/gk/promises", "/statistics", "/sitemap.xml")  # fmt: skip


def kept_of(site):
    return site.app.state.kept


async def fresh(site, path, **headers):
    """The same answer as if nothing were kept."""
    kept, site.app.state.kept = site.app.state.kept, None
    try:
        return await site.get(path, **headers)
    finally:
        site.app.state.kept = kept


def whole(answer) -> tuple:
    return answer.status_code, sorted(answer.headers.items()), answer.content


async def test_every_page_is_made_once_and_is_what_a_fresh_one_would_be(site):
    for path in PAGES:
        made = await fresh(site, path)
        assert made.status_code == 200
        answers = await asyncio.gather(*(site.get(path) for _ in range(5)))
        assert {repr(whole(one)) for one in answers} == {repr(whole(made))}, path
    assert (kept_of(site).made, kept_of(site).hits) == (len(PAGES), 4 * len(PAGES))
    again = await site.get(
        "/cases", If_None_Match=made.headers["etag"] + ", " + (await site.get("/cases")).headers["etag"]
    )
    assert (again.status_code, again.content) == (304, b"")
    assert "content-security-policy" in again.headers and "content-type" not in again.headers


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_is_changed_meanwhile_nobody_is_shown_what_was(site, seed):
    chance, paths = random.Random(seed), (*PAGES, "/search?q=加装", "/cases?year=2023")
    cases = [row["id"] for row in await Case.select(Case.id)]

    async def change():
        case = chance.choice(cases)
        match chance.randrange(5):
            case 0:
                await Case.update({Case.title: f"关于第{chance.random()}件事的提案"}).where(Case.id == case)
            case 1:
                await Case.update({Case.audience: chance.choice(("public", "office"))}).where(Case.id == case)
            case 2:
                await Reply.update({Reply.audience: chance.choice(("public", "office"))}).where(Reply.case == case)
            case 3:
                await Department.update({Department.name: f"{chance.random()}局"}).where(Department.id == case)
            case 4:
                await Document.update({Document.audience: "office"}).where(Document.id == chance.randint(1, 9))

    for _ in range(40):
        if chance.random() < 0.4:
            await change()
        path = chance.choice(paths)
        assert whole(await site.get(path)) == whole(await fresh(site, path)), path
    assert kept_of(site).hits


@pytest.fixture
async def town(built, database_url, tmp_path, anyio_backend):
    """A site with one published case, on either database, and another process's way to the same."""
    keys.lay_beside(tmp_path)
    built.state.settings = Settings(tmp_path, database_url)
    path = database_url.removeprefix("sqlite:///")
    other = CountedSQLiteEngine(path) if path != database_url else CountedPostgresEngine(config_of(database_url))
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=built), base_url="http://site.test")
    async with built.lifespan(), client:
        await new_row(Case, audience="public", title="关于给渡口搭凉亭的提案")
        await other.start_connection_pool()
        yield client, other, built.state
        await other.close_connection_pool()


async def test_what_another_process_takes_back_is_gone_at_once(town):
    client, other, state = town
    for _ in range(2):
        assert "搭凉亭" in (await client.get("/cases")).text
    assert state.kept.hits == 1
    async with other.transaction() as transaction:
        await other.execute(transaction, "UPDATE cases SET audience = 'office'", [])
        assert "搭凉亭" in (await client.get("/cases")).text  # not before it is committed
    assert "搭凉亭" not in (await client.get("/cases")).text
    async with other.transaction() as transaction:
        await other.execute(transaction, "UPDATE cases SET audience = 'public'", [])
    assert "搭凉亭" in (await client.get("/cases")).text


async def test_whoever_is_known_is_given_nothing_kept_and_leaves_nothing(site, client_as):
    theirs = (await site.get("/cases")).content
    somebody = await client_as(Role.REVIEWER)
    made = kept_of(site).made
    own = await somebody.get("/cases")
    assert somebody.actor.name in own.text
    assert own.headers["cache-control"] == "no-store"
    assert (await site.get("/cases")).content == theirs
    assert (await site.get("/cases", Cookie="dafu_session=nobody; other=1")).content == theirs
    assert (await site.get("/cases", Cookie="dafu_flash=saved")).headers["cache-control"] == "no-store"
    assert kept_of(site).made == made


async def test_only_what_is_good_and_for_everybody_is_kept(site):
    reply = (await Reply.select(Reply.id).where(Reply.audience == "public").first())["id"]
    for path, status in (
        ("/cases/99999", 404), (f"/gk/0/ta/x-{reply}", 301), ("/account/sign-in", 200), ("/nowhere", 404),
        ("/data/cases.docx", 404), ("/healthz", 200), ("/api/v1/cases?nonsense=1", 400),
    ):  # fmt: skip
        for _ in range(2):
            assert (await site.get(path)).status_code == status
    assert (await site.client.head("/api/v1/cases")).status_code == 200
    assert (await site.client.post("/cases")).status_code == 405
    part = await site.get("/cases", HX_Request="true")
    assert "<!doctype" not in part.text
    assert kept_of(site).size == 0


async def test_what_one_reader_says_of_himself_is_in_nobody_elses_answer(site):
    odd = {"X-Forwarded-For": "10.1.2.3", "User-Agent": "zq1x", "Referer": "http://zq2x/", "Accept-Language": "zq3x",
           "If-None-Match": "*", "Accept": "application/zq4x", "Origin": "http://zq5x"}  # fmt: skip
    first = await site.client.get("/cases", headers=odd)
    assert (first.status_code, first.content) == (304, b"")
    second = await site.get("/cases")
    assert whole(second) == whole(await fresh(site, "/cases"))
    assert (await site.get("/api/v1/cases", Host="one.test")).json()["links"]["self"].startswith("http://one.test/")
    assert (await site.get("/api/v1/cases", Host="two.test")).json()["links"]["self"].startswith("http://two.test/")
    assert 'data-size="3"' in (await site.get("/cases", Cookie="dafu_size=3")).text
    assert 'data-size="1"' in (await site.get("/cases", Cookie="dafu_size=9")).text
    assert (await site.get("/cases", Accept_Encoding="identity")).content == second.content


async def test_what_is_due_is_told_anew_every_day(site):
    await site.get("/commitments")
    with clock.at(today() + timedelta(days=1)):
        tomorrow = whole(await site.get("/commitments"))
        assert tomorrow == whole(await fresh(site, "/commitments"))
    assert kept_of(site).hits == 0


async def test_limits_count_what_is_kept_too(app, settings):
    app.state.settings = Settings(settings.data_dir, settings.database_url, limits=Limits(search_address=3))
    app.state.tally = None
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://site.test")
    async with app.lifespan(), client:
        said = [(await client.get("/search?q=电梯")).status_code for _ in range(5)]
    app.state.tally = None
    assert said == [200, 200, 200, 429, 429]
