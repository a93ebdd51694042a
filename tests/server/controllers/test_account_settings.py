"""What is one's own: posts and the one acted in, deputies, the password, and the first entry."""

import re
from datetime import timedelta

import pytest

from cases.actions.accounts import NewPost, disable
from cases.actor import SYSTEM
from cases.clock import now, today
from cases.queries.units import unit_options
from cases.tables import Account, WebSession
from cases.vocabulary import Role
from server import auth
from tests.accounts import PASSWORD, account_as, account_with

pytestmark = pytest.mark.anyio
NEW = "雨前龙井要用80度的水Tea"


async def enter(site, name, password=PASSWORD):
    return await site.post("/account/sign-in", {"name": name, "password": password}, token=await site.token())


async def test_the_first_entry_opens_nothing_but_the_change_of_the_password(site):
    await account_with(NewPost(Role.REVIEWER, body=1), name="岳明", must_change=True)
    assert (await enter(site, "岳明")).headers["location"] == "/account/password"
    for path in ("/imports", "/account", "/account/post"):
        answer = await site.get(path)
        assert path == "/account/post" or (answer.status_code, answer.headers["location"]) == (303, "/account/password")
    assert "首次登录" in (await site.get("/account/password")).text
    weak = await site.write(
        "/account/password",
        {"old": PASSWORD, "new": "岳明岳明岳明岳明岳明", "again": "岳明岳明岳明岳明岳明"},
        on="/account/password",
    )
    assert weak.status_code == 422 and "不含姓名" in weak.text
    other = await site.write("/account/password", {"old": PASSWORD, "new": NEW, "again": "x"}, on="/account/password")
    assert other.status_code == 422 and "不一样" in other.text
    before = site.client.cookies[auth.SESSION]
    done = await site.write("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW}, on="/account/password")
    assert done.status_code == 303
    assert site.client.cookies[auth.SESSION] != before
    assert (await site.get("/imports")).status_code == 200


async def test_a_changed_password_throws_out_every_other_session(client_as, site):
    account = await account_as(Role.REVIEWER, name="岳明")
    await enter(site, "岳明")
    elsewhere = await client_as(Role.LEADER)
    del elsewhere.client.cookies[auth.SESSION]
    await enter(elsewhere, "岳明")
    assert (await elsewhere.get("/imports")).status_code == 200
    await site.write("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert (await site.get("/imports")).status_code == 200
    assert (await elsewhere.get("/imports")).status_code == 303
    assert await WebSession.count().where(WebSession.account == account) == 1


async def test_whoever_holds_two_posts_chooses_and_switches(site):
    units = (await unit_options())[:2]
    await account_with(*(NewPost(Role.CLERK, unit=unit.id) for unit in units), name="岳明")
    entered = await enter(site, "岳明")
    assert entered.headers["location"].startswith("/account/post")
    assert (await site.get("/account")).headers["location"] == "/account/post"
    page = (await site.get("/account/post?back=/gk/")).text
    choices = re.findall(r'name="post" value="([^"]+)"', page)
    assert len(choices) == 2
    old = site.client.cookies[auth.SESSION]
    chosen = await site.write("/account/post", {"post": choices[1], "back": "/gk/"}, on="/account/post")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/gk/")
    assert site.client.cookies[auth.SESSION] != old
    assert units[1].name in (await site.get("/account")).text.split("who-menu")[0]
    await site.write("/account/post", {"post": choices[0]}, on="/account/post")
    assert units[0].name in (await site.get("/account")).text.split("who-menu")[0]


async def test_a_post_that_is_not_one_s_own_cannot_be_chosen(client_as):
    one, other = await client_as(Role.CLERK), await client_as(Role.LEADER)
    refused = await other.write("/account/post", {"post": f"{one.actor.post}-0"})
    assert refused.status_code == 422
    assert "领导" in (await other.get("/account")).text


async def test_a_deputy_acts_under_a_band_that_names_the_owner(client_as):
    owner, deputy = await client_as(Role.APPROVER, name="甲某"), await client_as(Role.HANDLER, name="乙某")
    form = {"deputy": str(deputy.actor.person), "until": today().isoformat(), "reason": "外出"}
    assert (await owner.write("/account/delegations", form)).status_code == 303
    choices = re.findall(r'name="post" value="([^"]+)"', (await deputy.get("/account/post")).text)
    await deputy.write("/account/post", {"post": choices[1]})
    page = (await deputy.get("/account")).text
    assert "您正在代 甲某" in page and "乙某（代甲某）" in page
    assert (await deputy.write("/account/delegations", form)).status_code == 403
    number = re.search(r"/account/delegations/(\d+)/revoke", (await owner.get("/account")).text)[1]
    assert (await deputy.write(f"/account/delegations/{number}/revoke")).status_code in (403, 404)
    assert (await owner.write(f"/account/delegations/{number}/revoke")).status_code == 303
    assert (await deputy.get("/account")).status_code == 303


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"deputy": "1"},
        {"deputy": "999999", "until": today().isoformat(), "reason": "外出"},
        {"deputy": "1", "until": (today() - timedelta(days=1)).isoformat(), "reason": "外出"},
    ],
)
async def test_a_delegation_that_cannot_be_is_said_on_the_page(client_as, form):
    person = await client_as(Role.HANDLER)
    await account_as(Role.HANDLER)
    answer = await person.write("/account/delegations", form)
    assert answer.status_code in (404, 422)
    assert "有错误：" in answer.text and 'role="alert"' in answer.text


async def test_a_disabled_account_is_out_at_once(client_as):
    person = await client_as(Role.REVIEWER)
    row = await Account.select(Account.id).where(Account.person == person.actor.person).first()
    assert (await person.get("/imports")).status_code == 200
    await disable(row["id"], actor=SYSTEM, reason="调离")
    assert (await person.get("/imports")).status_code == 303


async def test_staying_awake_is_a_plain_form(client_as):
    person = await client_as(Role.CLERK)
    stayed = await person.write("/account/stay", {"back": "/gk/"})
    assert (stayed.status_code, stayed.headers["location"]) == (303, "/gk/")
    assert 'id="idle"' in (await person.get("/gk/")).text
    assert 'data-seconds="1800"' in (await person.get("/gk/")).text


async def test_one_sees_where_one_is_signed_in_and_ends_it_there(client_as, site):
    """S-02: what was ended is refused with its next request."""
    account = await account_as(Role.REVIEWER, name="岳明")
    places = [await client_as(Role.LEADER) for _ in range(3)]
    for place, agent in zip(places, ("Windows NT 10.0 Chrome/120", "iPhone MicroMessenger", "Edg/120"), strict=True):
        del place.client.cookies[auth.SESSION]
        form = {"name": "岳明", "password": PASSWORD}
        await place.post("/account/sign-in", form, token=await place.token(), headers={"User-Agent": agent})
    here, phone, office = places
    page = (await here.get("/account")).text
    assert page.count("退出这一处") == 2 and page.count("本机") == 1 and "苹果手机 · 微信" in page
    rows = await WebSession.select(WebSession.id).where(WebSession.account == account).order_by(WebSession.id)
    assert (await here.write(f"/account/sessions/{rows[1]['id']}/end")).status_code == 303
    assert (await phone.get("/imports")).status_code == 303
    assert (await office.get("/imports")).status_code == 200
    stranger = await client_as(Role.ADMIN)
    assert (await stranger.write(f"/account/sessions/{rows[2]['id']}/end")).status_code == 404
    assert (await here.write("/account/sessions/end-others")).status_code == 303
    assert (await office.get("/imports")).status_code == 303
    assert (await here.get("/imports")).status_code == 200 and (await stranger.get("/account")).status_code == 200


async def test_submitters_are_not_thrown_out_between_two_sittings(client_as):
    person = await client_as(Role.SUBMITTER)
    assert (
        'data-seconds="14400"' in (await person.get("/account")).text
        and "4 小时没有操作" in (await person.get("/account")).text
    )
    for quiet, status in ((timedelta(hours=3, minutes=59), 200), (timedelta(hours=4), 303)):
        await WebSession.update({WebSession.seen_at: now() - quiet}, force=True)
        assert (await person.get("/account")).status_code == status
