"""Sessions and form tokens: nothing planted is adopted, nothing foreign is obeyed."""

import re
from dataclasses import replace

import pytest

from cases.actions.accounts import NewPost
from cases.queries.units import unit_options
from cases.tables import WebSession
from cases.vocabulary import Role
from server import auth
from tests.accounts import PASSWORD, account_as, account_with

pytestmark = pytest.mark.anyio


async def enter(site):
    """Enter through the page, as a browser does."""
    await account_as(Role.REVIEWER, name="沈听澜")
    return await site.post("/account/sign-in", {"name": "沈听澜", "password": PASSWORD}, token=await site.token())


def test_a_token_fits_its_own_session_only():
    token = auth.new_token("one")
    assert auth.token_fits("one", token)
    assert not auth.token_fits("two", token)
    assert not auth.token_fits("one", token + "0")
    assert not auth.token_fits("one", "")


def test_a_token_never_looks_the_same():
    assert auth.new_token("one") != auth.new_token("one")


async def test_a_planted_session_id_is_not_adopted(site):
    site.client.cookies.set(auth.SESSION, "planted")
    assert (await site.get("/imports")).status_code == 303
    entered = await enter(site)
    given = entered.cookies.get(auth.SESSION)
    assert given and given != "planted"


async def test_entering_changes_the_session_id(staff):
    first = staff.client.cookies.get(auth.SESSION)
    await staff.post("/account/sign-out", token=await staff.token("/imports"))
    await staff.enter()
    assert staff.client.cookies.get(auth.SESSION) != first


async def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(site):
    entered = await enter(site)
    cookie = next(c for c in entered.headers.get_list("set-cookie") if c.startswith(auth.SESSION))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie.replace("Lax", "lax")


async def test_the_token_of_another_session_is_refused(staff, settings):
    stranger = auth.new_token("somebody else's session")
    answer = await staff.post("/account/sign-out", token=stranger)
    assert answer.status_code == 403
    assert (await staff.get("/imports")).status_code == 200


async def test_a_cross_site_request_is_refused_whatever_it_carries(staff):
    token = await staff.token("/imports")
    answer = await staff.post("/account/sign-out", token=token, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


async def test_a_leaving_session_ends_in_the_database_too(staff):
    kept = staff.client.cookies.get(auth.SESSION)
    await staff.post("/account/sign-out", token=await staff.token("/imports"))
    staff.client.cookies.set(auth.SESSION, kept)
    assert (await staff.get("/imports")).status_code == 303


async def test_every_entry_and_every_change_of_what_one_may_gives_another_id(site):
    """S-01: entering, choosing a post and a new password; the second factor has tests of its own."""
    units = (await unit_options())[:2]
    await account_with(*(NewPost(Role.CLERK, unit=unit.id) for unit in units), name="沈听澜")
    ids = []

    async def noted(answer):
        assert answer.status_code == 303
        ids.append(site.client.cookies[auth.SESSION])

    form = {"name": "沈听澜", "password": PASSWORD}
    await noted(await site.post("/account/sign-in", form, token=await site.token()))
    choices = re.findall(r'name="post" value="([^"]+)"', (await site.get("/account/post")).text)
    await noted(await site.write("/account/post", {"post": choices[0]}, on="/account/post"))
    await noted(await site.write("/account/post", {"post": choices[1]}, on="/account/post"))
    new = "雨前龙井要用80度的水Tea"
    await noted(await site.write("/account/password", {"old": PASSWORD, "new": new, "again": new}))
    assert len(set(ids)) == 4
    for old in ids[:-1]:
        site.client.cookies.set(auth.SESSION, old)
        assert (await site.get("/account")).status_code == 303
    assert await WebSession.count() == 1


async def test_a_session_cookie_is_bound_to_this_host_where_the_address_is_encrypted(site):
    """S-01: the flags, and a name that a browser takes from this very host alone."""
    site.app.state.settings = replace(site.app.state.settings, base_url="https://site.test")
    await account_as(Role.REVIEWER, name="沈听澜")
    page = await site.get("/account/sign-in")
    visit = page.cookies["__Host-dafu_visit"]
    token = page.text.split('name="token" value="')[1].split('"')[0]
    sent = {"name": "沈听澜", "password": PASSWORD}
    headers = {"Cookie": f"__Host-dafu_visit={visit}", "Origin": "https://site.test"}
    entered = await site.post("/account/sign-in", sent, token=token, headers=headers)
    (cookie,) = [c for c in entered.headers.get_list("set-cookie") if c.startswith(f"__Host-{auth.SESSION}=")]
    said = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "secure", "path=/", "samesite=lax"} <= said
    assert not any(part.startswith("domain") for part in said)


async def test_a_password_of_four_thousand_characters_is_answered_like_any_other(site):
    """S-05, S-06: it is compared with nothing, and an unknown name does the same work."""
    await account_as(Role.REVIEWER, name="沈听澜")
    for name in ("沈听澜", "nobody"):
        form = {"name": name, "password": "长" * 4096}
        answer = await site.post("/account/sign-in", form, token=await site.token())
        assert answer.status_code == 422 and "还可再试 4 次" in answer.text
