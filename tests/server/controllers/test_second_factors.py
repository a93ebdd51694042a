"""The second factor on the pages: set up, asked for at the entry, given up, needed of staff; ids change."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases import one_time_codes
from cases.actions.pending_entries import begin_entry
from cases.clock import today
from cases.queries.second_factors import factor_of, seed_in_setup
from cases.tables import Account, PendingEntry, WebSession
from cases.vocabulary import PasswordProfile, Role
from server import auth
from tests.accounts import PASSWORD
from tests.factors import shown, with_factor

pytestmark = pytest.mark.anyio
PAGE = "/account/second-factor"


async def enter(site, name, **more):
    """The first step, as a browser takes it."""
    form = {"name": name, "password": PASSWORD, **more}
    return await site.post("/account/sign-in", form, token=await site.token())


async def second(site, page, code, **more):
    """The second step, with the hidden fields of the page that asked."""
    hidden = dict(re.findall(r'<input type="hidden" name="(token|key|back|kept)" value="([^"]*)"', page.text))
    return await site.post("/account/second-step", {**hidden, "code": code, **more}, token=hidden["token"])


async def account_of(site) -> int:
    return (await Account.select(Account.id).where(Account.person == site.actor.person))[0]["id"]


async def test_it_is_set_up_with_a_square_and_a_key_and_gives_codes_to_print(client_as):
    person = await client_as(Role.CLERK)
    account = await account_of(person)
    assert "开始设置" in (await person.get(PAGE)).text
    await person.write(f"{PAGE}/begin")
    seed = await seed_in_setup(account)
    page = await person.get(PAGE)
    assert "<svg" in page.text and one_time_codes.key_to_type(seed) in page.text
    assert page.headers["cache-control"] == "no-store"
    wrong = await person.write(f"{PAGE}/finish", {"code": "12 34"})
    assert wrong.status_code == 422 and "验证码不对" in wrong.text
    before = person.client.cookies[auth.SESSION]
    done = await person.write(f"{PAGE}/finish", {"code": shown(seed)})
    assert done.status_code == 200 and len(re.findall(r"<li>\w{5}-\w{5}</li>", done.text)) == 10
    assert person.client.cookies[auth.SESSION] != before
    assert await WebSession.count().where(WebSession.account == account) == 1
    assert "恢复码还剩 10 个" in (await person.get("/account")).text
    assert one_time_codes.key_to_type(seed) not in (await person.get(PAGE)).text
    fresh = await person.write(f"{PAGE}/codes")
    assert "以前的恢复码都已作废" in fresh.text
    assert (await person.write(f"{PAGE}/off", {"code": "nothing"})).status_code == 422
    code = re.findall(r"<li>(\w{5}-\w{5})</li>", fresh.text)[0]
    before = person.client.cookies[auth.SESSION]
    assert (await person.write(f"{PAGE}/off", {"code": code})).status_code == 303
    assert person.client.cookies[auth.SESSION] != before
    assert (await factor_of(account)).since is None and "开始设置" in (await person.get(PAGE)).text


async def test_between_the_two_steps_nobody_is_inside(site):
    _, seed, printed = await with_factor(Role.REVIEWER, name="沈听澜")
    asked = await enter(site, "沈听澜", back="/imports")
    assert asked.status_code == 200 and "再输入手机上的验证码" in asked.text
    assert auth.SESSION not in site.client.cookies and await WebSession.count() == 0
    site.client.cookies.set(auth.SESSION, site.client.cookies[auth.STEP])
    for path in ("/imports", "/account", "/account/password", "/account/post", PAGE):
        assert (await site.get(path)).headers["location"].startswith("/account/sign-in"), path
    del site.client.cookies[auth.SESSION]
    wrong = await second(site, asked, "000000" if shown(seed) != "000000" else "000001")
    assert wrong.status_code == 422 and auth.SESSION not in wrong.cookies
    entered = await second(site, wrong, shown(seed))
    assert (entered.status_code, entered.headers["location"]) == (303, "/imports")
    assert len(entered.cookies[auth.SESSION]) == 43
    assert (await site.get("/imports")).status_code == 200
    again = await second(site, asked, printed[0])
    assert again.status_code in (401, 403)


async def test_a_printed_code_enters_and_what_was_typed_before_the_session_ended_is_there(site):
    _, _, printed = await with_factor(Role.CLERK, name="沈听澜")
    page = await enter(site, "沈听澜")
    await second(site, page, printed[0])
    stale = await site.token("/account")
    await WebSession.update({WebSession.seen_at: WebSession.seen_at - timedelta(minutes=31)}, force=True)
    refused = await site.post("/account/delegations", {"reason": "外出<学习>"}, token=stale)
    kept = re.search(r'name="kept" value="([^"]+)"', refused.text)[1]
    token = refused.text.split('name="token" value="')[1].split('"')[0]
    form = {"name": "沈听澜", "password": PASSWORD, "kept": kept}
    step = await site.post("/account/sign-in", form, token=token)
    assert "刚才填写的内容还在" in step.text
    back = await second(site, step, printed[1])
    assert 'action="/account/delegations"' in back.text and "外出&lt;学习&gt;" in back.text


async def test_a_second_step_without_a_first_or_too_late_leads_to_the_entry(site):
    account, seed, _ = await with_factor(Role.REVIEWER, name="沈听澜")
    assert (await site.get("/account/second-step?back=/cases")).headers["location"].startswith("/account/sign-in")
    page = await enter(site, "沈听澜")
    assert "再输入手机上的验证码" in (await site.get("/account/second-step")).text
    await PendingEntry.delete(force=True)
    late = await second(site, page, shown(seed))
    assert late.status_code == 403 and "超过 10 分钟" in late.text
    assert await begin_entry(account)


async def test_one_click_of_the_demonstration_asks_for_no_code(site):
    account, _, _ = await with_factor(Role.OVERSIGHT)
    site.app.state.settings = replace(site.app.state.settings, demo=True, factor_from=date.min)
    entered = await site.post("/account/sign-in", {"account": str(account)}, token=await site.token())
    assert entered.status_code == 303 and (await site.get("/imports")).status_code == 200


@pytest.mark.parametrize(
    ("role", "days", "held"),
    [(Role.CLERK, 0, True), (Role.ADMIN, -9, True), (Role.CLERK, 1, False), (Role.SUBMITTER, 0, False)],
)
async def test_staff_are_led_to_set_it_up_from_the_day_on(client_as, site, role, days, held):
    site.app.state.settings = replace(site.app.state.settings, factor_from=today() + timedelta(days=days))
    person = await client_as(role)
    for path in ("/account", "/notices"):
        answer = await person.get(path)
        assert (answer.headers.get("location") == PAGE) == held, path
    # What is open to the public is shown as to the public, until the second factor is there.
    assert ('href="/account/post"' in (await person.get("/cases")).text) != held
    if held and days == 0:
        await person.write(f"{PAGE}/begin", on=PAGE)
        account = await account_of(person)
        await person.write(f"{PAGE}/finish", {"code": shown(await seed_in_setup(account))}, on=PAGE)
        assert (await person.get("/notices")).status_code == 200


async def test_two_administrators_reset_it_on_the_pages(client_as):
    account, _, _ = await with_factor(Role.CLERK, name="岳明")
    first, second = await client_as(Role.ADMIN), await client_as(Role.ADMIN)
    place = f"/administration/people/{account}"
    assert (await first.write(f"{place}/factor", {"reason": ""})).status_code == 422
    assert (await first.write(f"{place}/factor", {"reason": "手机丢了"})).status_code == 303
    page = (await first.get(place)).text
    assert "须由另一位管理员同意" in page and "同意重置<" not in page
    number = re.search(rf"{place}/factor/(\d+)", page)[1]
    assert (await first.write(f"{place}/factor/{number}", {"granted": "yes"})).status_code == 403
    listed = (await second.get("/administration/people")).text
    assert "的两步验证，等另一位管理员同意" in listed and listed.count(">两步验证</span>") == 1
    assert (await second.write(f"{place}/factor/{number}", {"granted": "yes"})).status_code == 303
    assert (await factor_of(account)).since is None
    assert (await second.write(f"{place}/factor/{number}", {"granted": "yes"})).status_code == 404


async def test_a_password_that_had_its_time_is_changed_before_pages_and_after_forms(client_as, site):
    person = await client_as(Role.CLERK)
    account = await account_of(person)
    entered = (await WebSession.select(WebSession.created_at).where(WebSession.account == account))[0]["created_at"]
    await Account.update({Account.password_at: entered - timedelta(days=90)}).where(Account.id == account)
    assert (await person.get("/notices")).headers["location"] == "/account/password"
    assert "用满 90 天" in (await person.get("/account/password")).text
    token = await person.token("/account/password")
    assert (await person.post("/notices/settings", token=token)).headers.get("location") != "/account/password"
    await Account.update({Account.password_at: entered - timedelta(days=89)}).where(Account.id == account)
    assert (await person.get("/notices")).status_code == 200
    assert "前更换一次" in (await person.get("/account")).text
    site.app.state.settings = replace(site.app.state.settings, password_profile=PasswordProfile.ASVS)
    assert "前更换一次" not in (await person.get("/account")).text
    await Account.update({Account.password_at: entered - timedelta(days=900)}).where(Account.id == account)
    assert (await person.get("/notices")).status_code == 200
