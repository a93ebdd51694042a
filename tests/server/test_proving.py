"""What is far-reaching asks once more who it is, does nothing before, and loses no word that was typed."""

import re
from dataclasses import replace
from html import unescape

import pytest

from cases import clock
from cases.actions.tries import TRIES
from cases.tables import Account, JournalEntry, WebSession
from cases.vocabulary import Role
from server.demands import PROVED_FOR
from tests.accounts import PASSWORD, session_for
from tests.factors import set_up, shown

pytestmark = pytest.mark.anyio
PEOPLE = "/administration/people"
TYPED = {"name": "新<来>的", "sign_in_name": "new01", "role": "leader", "title": '第一行\n第二行 "引号"'}


async def tired(client_as, role=Role.ADMIN):
    """Somebody who gave his password a while ago."""
    person = await client_as(role)
    long_ago = clock.now() - PROVED_FOR
    await WebSession.update({WebSession.proved_at: long_ago}, force=True)
    return person


def again(page) -> dict[str, str]:
    """The form of the page that asked, as a browser sends it."""
    body = page.text[page.text.index("再确认一次是您本人") :]
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', body)}


ASKING = {
    Role.ADMIN: (
        PEOPLE, f"{PEOPLE}/1/posts", f"{PEOPLE}/1/posts/1/end", f"{PEOPLE}/1/reset", f"{PEOPLE}/1/disable",
        f"{PEOPLE}/1/enable", f"{PEOPLE}/1/leave", f"{PEOPLE}/1/factor", f"{PEOPLE}/1/factor/1",
        "/administration/people-import/carry-out",
    ),
    Role.CLERK: ("/publications/1", "/exports"),
    Role.SUBMITTER: (
        "/account/second-factor/begin", "/account/second-factor/finish", "/account/second-factor/codes",
        "/account/second-factor/off", "/account/sessions/1/end", "/account/sessions/end-others",
    ),
}  # fmt: skip


async def test_these_ask_and_do_nothing_before(client_as):
    for role, paths in ASKING.items():
        person = await tired(client_as, role)
        token = await person.token("/account")
        before = [await JournalEntry.count(), await Account.count(), await WebSession.count()]
        for path in paths:
            asked = await person.post(path, {"reason": "二字", "further": "一行"}, token=token)
            assert asked.status_code == 401, path
            assert again(asked)["reason"] == "二字" and f'action="{path}"' in asked.text, path
        assert [await JournalEntry.count(), await Account.count(), await WebSession.count()] == before


async def test_the_form_goes_on_with_every_word_and_a_password(client_as):
    person = await tired(client_as)
    asked = await person.write(PEOPLE, TYPED)
    fields = again(asked)
    assert {name: fields[name] for name in TYPED} == TYPED
    wrong = await person.post(PEOPLE, {**fields, "proof": "no <password>"})
    assert wrong.status_code == 422 and f"还可再试 {TRIES - 1} 次" in wrong.text
    assert "no &lt;password" not in wrong.text and {name: again(wrong)[name] for name in TYPED} == TYPED
    done = await person.post(PEOPLE, {**again(wrong), "proof": PASSWORD})
    assert done.status_code == 200 and "一次性密码" in done.text
    assert await Account.count().where(Account.sign_in_name == "new01") == 1
    # Ten minutes hold for all that follows.
    assert (await person.write(PEOPLE, {**TYPED, "sign_in_name": "new02"})).status_code == 200
    assert PASSWORD not in str(await JournalEntry.select())


async def test_a_proof_is_no_reason_to_do_something_twice(client_as):
    person = await tired(client_as)
    fields = {**again(await person.write(PEOPLE, TYPED)), "proof": PASSWORD}
    first, second = await person.post(PEOPLE, fields), await person.post(PEOPLE, {**fields, "sign_in_name": "new02"})
    assert first.status_code == 200 and second.status_code == 303
    assert await Account.count().where(Account.sign_in_name.like("new0%")) == 1


async def test_a_code_of_the_second_factor_is_a_proof_once(client_as):
    person = await client_as(Role.ADMIN)
    account = (await Account.select(Account.id).where(Account.person == person.actor.person))[0]["id"]
    seed, _ = await set_up(account)
    person.client.cookies.set("dafu_session", await session_for(account), domain="site.test")
    await WebSession.update({WebSession.proved_at: clock.now() - PROVED_FOR}, force=True)
    asked = await person.write(PEOPLE, TYPED)
    assert "六位验证码" in asked.text
    proof = {"proof": shown(seed)}
    assert (await person.post(PEOPLE, {**again(asked), **proof})).status_code == 200
    await WebSession.update({WebSession.proved_at: clock.now() - PROVED_FOR}, force=True)
    asked = await person.write(PEOPLE, {**TYPED, "sign_in_name": "new02"})
    assert (await person.post(PEOPLE, {**again(asked), **proof})).status_code == 422


async def test_before_reading_many_telephones_one_proves_oneself_and_is_led_back(client_as):
    person = await tired(client_as)
    asked = await person.get("/data/outbox.csv?text=a%20b")
    assert asked.status_code == 401
    fields = again(asked)
    assert fields["back"] == "/data/outbox.csv?text=a%20b"
    led = await person.post("/account/prove", {**fields, "proof": PASSWORD})
    assert (led.status_code, led.headers["location"]) == (303, fields["back"])
    assert (await person.get(fields["back"])).status_code == 200
    await WebSession.update({WebSession.proved_at: clock.now() - PROVED_FOR}, force=True)
    evil = await person.post(
        "/account/prove", {**fields, "back": "//evil.test", "proof": PASSWORD}, token=fields["token"]
    )
    assert evil.headers.get("location") == "/"


async def test_a_part_of_a_page_shows_the_question_in_its_place(client_as):
    person = await tired(client_as)
    asked = await person.write(PEOPLE, TYPED, headers={"HX-Request": "true"})
    assert (asked.status_code, asked.headers["HX-Retarget"]) == (401, "#problem")
    assert 'id="prove"' in asked.text and f'action="{PEOPLE}"' in asked.text


async def test_in_the_demonstration_a_click_is_enough(client_as, site):
    person = await tired(client_as)
    site.app.state.settings = replace(site.app.state.settings, demo=True)
    asked = await person.write(PEOPLE, TYPED)
    assert "演示环境不用输入" in asked.text
    assert (await person.post(PEOPLE, again(asked))).status_code == 200
