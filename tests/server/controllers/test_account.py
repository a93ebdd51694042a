"""Entering with an account: by name and password, tries, the demo, forms kept over an ended session, letters."""

import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from cases.clock import now
from cases.queries.accounts import account_row
from cases.tables import WebSession
from cases.vocabulary import Role
from server import auth, pages
from tests.accounts import PASSWORD, account_as
from tests.server.conftest import Site

pytestmark = pytest.mark.anyio


async def attempt(site, name, password=PASSWORD, **more):
    """Try to enter."""
    return await site.post("/account/sign-in", {"name": name, "password": password, **more}, token=await site.token())


async def test_a_password_opens_and_leads_back(site):
    await account_as(Role.REVIEWER, name="沈听澜")
    entered = await attempt(site, "沈听澜", back="/imports")
    assert entered.status_code == 303
    assert entered.headers["location"] == "/imports"
    assert "沈听澜" in (await site.get("/imports")).text


@pytest.mark.parametrize("name", ["沈听澜", "nobody"])
async def test_a_wrong_try_says_how_many_are_left_whether_or_not_the_name_is_known(site, name):
    await account_as(Role.REVIEWER, name="沈听澜")
    answer = await attempt(site, name, "guess")
    assert answer.status_code == 422
    assert "账号或密码不正确，还可再试 4 次" in answer.text
    assert "有错误：" in answer.text


async def test_after_five_wrong_tries_even_the_right_password_waits(site):
    await account_as(Role.REVIEWER, name="沈听澜")
    for _ in range(5):
        await attempt(site, "沈听澜", "guess")
    answer = await attempt(site, "沈听澜")
    assert answer.status_code == 429
    assert re.search(r"今天 \d\d:\d\d 以后才能再试|2\d{3}-", answer.text)
    assert auth.SESSION not in answer.cookies


async def test_nothing_typed_is_said_and_not_counted(site):
    answer = await attempt(site, "", "")
    assert answer.status_code == 422
    assert "请填写账号和密码" in answer.text


@pytest.mark.parametrize("back", ["//evil.test/", "https://evil.test/", "/\\evil.test"])
async def test_the_entry_never_leads_elsewhere(site, back):
    await account_as(Role.REVIEWER, name="沈听澜")
    assert (await attempt(site, "沈听澜", back=back)).headers["location"] == "/"


async def test_namesakes_with_one_password_are_asked_for_their_unit(site):
    first = await account_as(Role.ASSIGNER, name="沈听澜")
    second = await account_as(Role.REVIEWER, name="沈听澜")
    asked = await attempt(site, "沈听澜")
    assert asked.status_code == 200
    assert f'name="account" value="{first}"' in asked.text and f'name="account" value="{second}"' in asked.text
    assert auth.SESSION not in asked.cookies
    assert (await attempt(site, "沈听澜", account=str(second))).status_code == 303
    assert "审查人员" in (await site.get("/account")).text


async def test_one_click_in_the_demo_only(site, settings):
    account = await account_as(Role.OVERSIGHT, name="沈听澜")
    assert "演示账号" not in (await site.get("/account/sign-in")).text
    assert (await site.post("/account/sign-in", {"account": str(account)}, token=await site.token())).status_code == 422
    site.app.state.settings = replace(settings, demo=True)
    assert "沈听澜" in (await site.get("/account/sign-in")).text
    entered = await site.post("/account/sign-in", {"account": str(account)}, token=await site.token())
    assert entered.status_code == 303
    assert (await site.get("/imports")).status_code == 200


async def ended(account_site):
    """Let the session of a client fall asleep."""
    await WebSession.update({WebSession.seen_at: now() - timedelta(minutes=31)}, force=True)
    return account_site


async def test_what_was_sent_after_the_session_ended_is_kept_and_sent_again_after_a_confirmation(site):
    await account_as(Role.CLERK, name="沈听澜")
    colleague = await account_row(await account_as(Role.HANDLER))
    await attempt(site, "沈听澜")
    stale = await site.token("/account")
    await ended(site)
    fields = {"deputy": str(colleague.person), "until": "2090-01-01", "reason": "外出<学习>"}
    refused = await site.post("/account/delegations", fields, token=stale)
    assert refused.status_code == 401
    assert "刚才填写的内容还在" in refused.text
    kept = re.search(r'name="kept" value="([^"]+)"', refused.text)[1]
    token = refused.text.split('name="token" value="')[1].split('"')[0]
    wrong = await site.post("/account/sign-in", {"name": "沈听澜", "password": "x", "kept": kept}, token=token)
    assert kept in wrong.text
    again = await site.post("/account/sign-in", {"name": "沈听澜", "password": PASSWORD, "kept": kept}, token=token)
    assert again.status_code == 200
    assert "继续提交" in again.text
    assert 'action="/account/delegations"' in again.text
    assert "外出&lt;学习&gt;" in again.text
    fresh = again.text.split('action="/account/delegations"')[1].split('name="token" value="')[1].split('"')[0]
    assert (await site.post("/account/delegations", fields, token=fresh)).status_code == 303
    assert "外出&lt;学习&gt;" in (await site.get("/account")).text


async def test_a_form_of_another_site_is_not_kept(site):
    await site.enter(Role.CLERK)
    stale = await site.token("/account")
    await ended(site)
    crossed = await site.post("/account/delegations", token=stale, headers={"Sec-Fetch-Site": "cross-site"})
    assert crossed.status_code == 303
    made_up = await site.post("/account/delegations", token="made.up")
    assert made_up.status_code == 303


async def test_a_fragment_asked_for_after_the_end_shows_the_entry_in_its_place(site):
    await site.enter(Role.CLERK)
    stale = await site.token("/account")
    await ended(site)
    answer = await site.post("/account/delegations", {"reason": "x"}, token=stale, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#problem"
    assert 'id="renew"' in answer.text


async def test_a_planted_kept_form_is_dropped(site):
    await account_as(Role.CLERK, name="沈听澜")
    entered = await attempt(site, "沈听澜", kept="W10=.0000")
    assert entered.status_code == 303


async def test_the_size_of_letters_follows_the_account(client_as, site):
    someone = await client_as(Role.CLERK)
    await someone.post("/account/size", {"size": "3"})
    del someone.client.cookies[pages.SIZE]
    assert 'data-size="3"' in (await someone.get("/gk/")).text


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


async def test_the_browser_page_is_plain(site):
    assert "Chromium" in (await site.get("/account/browsers")).text


async def test_the_entry_of_the_demonstration_needs_no_database_of_its_own(app, anyio_backend):
    app.state.settings = replace(app.state.settings, demo=True)
    async with app.lifespan(), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://site.test") as c:
        assert (await Site(app, c).get("/account/sign-in")).status_code == 200


async def test_leaving_clears_what_the_browser_kept(staff):
    """Words of drafts that waited in it, too."""
    answer = await staff.write("/account/sign-out")
    assert answer.headers["clear-site-data"] == '"storage"'
    assert answer.headers["cache-control"] == "no-store"
