"""Sessions and form tokens: nothing planted is adopted, nothing foreign is obeyed."""

import pytest

from cases.vocabulary import Role
from server import auth
from tests.accounts import PASSWORD, account_as

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
