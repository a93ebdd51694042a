"""A browser from which somebody entered is known for that account alone, for a year, by what nobody else can make."""

from dataclasses import replace
from datetime import timedelta

import pytest
from litestar.testing import RequestFactory

from cases import ciphers, turns
from cases.actions import sign_ins
from cases.clock import today
from cases.passwords import Turns
from cases.vocabulary import Role
from server import known_browsers
from server.known_browsers import KNOWN, LIFE, PLACE, known_account
from tests.accounts import PASSWORD, account_as
from tests.server.controllers.test_account import attempt

pytestmark = pytest.mark.anyio


def said(account: int, day, purpose: str = "known browser") -> str:
    """The cookie of an account as this site writes it on a day."""
    plain = f"{account}.{day.isoformat()}"
    return f"{plain}.{ciphers.mark(plain, purpose)}"


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (lambda: said(7, today()), 7),
        (lambda: said(7, today() - LIFE), 7),
        (lambda: said(7, today() - LIFE - timedelta(days=1)), None),
        (lambda: said(7, today() + timedelta(days=1)), None),
        (lambda: said(7, today(), "something else"), None),
        (lambda: said(7, today()).replace("7.", "8.", 1), None),
        (lambda: said(7, today())[:-1], None),
        (lambda: f"7.{today().isoformat()}.x", None),
        (lambda: "7.2026-13-99." + "a" * 64, None),
        (lambda: "", None),
    ],
)
async def test_only_what_this_site_wrote_within_a_year_is_believed(app, value, known):
    request = RequestFactory(app=app).get("/account/sign-in", headers={"cookie": f"{KNOWN}={value()}"})
    assert known_account(request) == known


async def test_keys_that_were_changed_are_still_known_and_none_at_all_know_nobody(app):
    value = said(7, today())
    request = RequestFactory(app=app).get("/account/sign-in", headers={"cookie": f"{KNOWN}={value}"})
    older = ciphers.held()
    with ciphers.using(replace(older, keys=(ciphers.new_key(), *older.keys))):
        assert known_account(request) == 7
    with ciphers.using(ciphers.in_memory()):
        assert known_account(request) is None


async def test_whoever_entered_here_is_known_at_the_entry_and_nowhere_else(site):
    account = await account_as(Role.REVIEWER, name="沈听澜")
    entered = await attempt(site, "沈听澜")
    line = next(one for one in entered.headers.get_list("set-cookie") if one.startswith(KNOWN))
    assert f"{KNOWN}={account}.{today().isoformat()}." in line
    assert f"Path={PLACE}" in line and "HttpOnly" in line and f"Max-Age={int(LIFE.total_seconds())}" in line
    assert KNOWN not in site.client.build_request("GET", "/cases").headers.get("cookie", "")
    assert KNOWN in site.client.build_request("GET", "/account/sign-in").headers["cookie"]


async def test_guesses_from_elsewhere_lock_out_nobody_whose_browser_is_known(site):
    await account_as(Role.REVIEWER, name="沈听澜")
    assert (await attempt(site, "沈听澜")).status_code == 303
    await site.post("/account/sign-out", token=await site.token("/account"))
    for _ in range(5):
        await sign_ins.sign_in("沈听澜", "guess", origin="192.0.2.9")
    assert (await sign_ins.sign_in("沈听澜", PASSWORD, origin="192.0.2.9")).until is not None
    assert (await attempt(site, "沈听澜")).status_code == 303


async def test_a_full_line_is_told_and_is_no_wrong_try(site, monkeypatch):
    """Nobody is known, and as many guesses as may wait are waiting."""
    await account_as(Role.REVIEWER, name="沈听澜")
    monkeypatch.setattr(turns, "MOST_WAITING", 0)
    full = Turns(1, at_work=1)
    monkeypatch.setattr("cases.passwords._turns", {})
    monkeypatch.setattr("cases.passwords.Turns", lambda _: full)
    answer = await attempt(site, "沈听澜")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "现在登录的人太多" in answer.text and 'value="沈听澜"' in answer.text
    full.at_work = 0
    assert "还可再试 4 次" in (await attempt(site, "沈听澜", "guess")).text
    assert known_browsers.KNOWN not in site.client.cookies
