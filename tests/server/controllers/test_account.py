"""The entry: the key, the number of tries, the demo, and the size of letters."""

from dataclasses import replace

import httpx
import pytest

from server import auth, pages
from server.app import create_app
from tests.server.conftest import KEY, Site

pytestmark = pytest.mark.anyio


async def test_the_key_opens_and_leads_back(site):
    entered = await site.post("/account/sign-in", {"key": KEY, "back": "/imports"}, token=await site.token())
    assert entered.status_code == 303
    assert entered.headers["location"] == "/imports"
    assert (await site.get("/imports")).status_code == 200


async def test_a_wrong_key_says_how_many_tries_are_left(site):
    answer = await site.post("/account/sign-in", {"key": "guess"}, token=await site.token())
    assert answer.status_code == 422
    assert "还可再试 4 次" in answer.text
    assert "有错误：" in answer.text


async def test_after_five_wrong_tries_even_the_right_key_waits(site):
    for _ in range(5):
        await site.post("/account/sign-in", {"key": "guess"}, token=await site.token())
    answer = await site.post("/account/sign-in", {"key": KEY}, token=await site.token())
    assert answer.status_code == 429
    assert "15 分钟" in answer.text
    assert auth.SESSION not in answer.cookies


@pytest.mark.parametrize("back", ["//evil.test/", "https://evil.test/", "/\\evil.test"])
async def test_the_entry_never_leads_elsewhere(site, back):
    entered = await site.post("/account/sign-in", {"key": KEY, "back": back}, token=await site.token())
    assert entered.headers["location"] == "/"


async def test_one_click_in_the_demo_only(site, settings):
    assert "演示身份" not in (await site.get("/account/sign-in")).text
    refused = await site.post("/account/sign-in", {"demo": "1"}, token=await site.token())
    assert refused.status_code == 422
    app = create_app(replace(settings, demo=True, office_key=None))
    async with app.lifespan(), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://site.test") as c:
        demo = Site(app, c)
        entered = await demo.post("/account/sign-in", {"demo": "1"}, token=await demo.token())
        assert entered.status_code == 303
        assert (await demo.get("/imports")).status_code == 200


async def test_without_a_key_the_office_is_closed_and_says_how_to_open_it(settings, anyio_backend):
    app = create_app(replace(settings, office_key=None))
    async with app.lifespan(), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://site.test") as c:
        closed = Site(app, c)
        page = await closed.get("/account/sign-in")
        assert "DAFU_OFFICE_KEY" in page.text
        assert 'name="key"' not in page.text


@pytest.mark.parametrize("size", ["1", "2", "3", "4"])
async def test_the_size_of_letters_is_set_on_the_server(site, size):
    chosen = await site.post("/account/size", {"size": size, "back": "/gk/"})
    assert chosen.status_code == 303
    assert chosen.headers["location"] == "/gk/"
    assert f'data-size="{size}"' in (await site.get("/gk/")).text


async def test_an_unknown_size_changes_nothing(site):
    await site.post("/account/size", {"size": "99"})
    assert pages.SIZE not in site.client.cookies
    site.client.cookies.set(pages.SIZE, '3"><script>')
    assert 'data-size="1"' in (await site.get("/")).text
