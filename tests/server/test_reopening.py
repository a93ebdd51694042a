"""After what ends every session, the one it was done in goes on: in the same post, under another id."""

import pytest

from cases.actions.accounts import NewPost
from cases.queries.units import unit_options
from cases.tables import WebSession
from cases.vocabulary import Role
from server import auth
from tests.accounts import PASSWORD, account_with

pytestmark = pytest.mark.anyio
NEW = "雨前龙井要用80度的水Tea"


async def test_who_holds_two_posts_goes_on_in_the_one_he_acted_in(site):
    units = (await unit_options())[:2]
    account = await account_with(*(NewPost(Role.CLERK, unit=unit.id) for unit in units), name="岳明")
    await site.post("/account/sign-in", {"name": "岳明", "password": PASSWORD}, token=await site.token())
    page = (await site.get("/account/post")).text
    second = page.split('name="post" value="')[2].split('"')[0]
    await site.write("/account/post", {"post": second}, on="/account/post")
    before = site.client.cookies[auth.SESSION]
    await site.write("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert site.client.cookies[auth.SESSION] != before
    assert units[1].name in (await site.get("/account")).text.split("who-menu")[0]
    assert await WebSession.count().where(WebSession.account == account) == 1
