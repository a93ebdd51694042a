"""Rating through pages: nothing chosen beforehand, dissatisfaction explained before it is sent, nobody else inside."""

import re
from datetime import timedelta

import pytest

from cases.clock import now
from cases.queries.silent import REMINDED_FOR
from cases.tables import Delivery, Feedback, JournalEntry
from cases.vocabulary import Role
from tests.pictures import png
from tests.replying import handled
from tests.server.replying import client_of, hidden
from tests.situations import once

pytestmark = pytest.mark.anyio


async def answered():
    case = await handled()
    case.sent_reply = await case.sent()
    case.place = f"/ratings/{(await case.deliveries(case.sent_reply))[0]['id']}"
    return case


@pytest.fixture
async def case(site):
    return await once(answered)


async def test_nothing_is_chosen_before_and_what_dissatisfaction_leads_to_is_said_first_rate_3_rate_7(site, case):
    me = await client_of(site, case.submitter)
    assert case.place in (await me.get("/ratings")).text
    page = (await me.get(case.place)).text
    assert " checked" not in page
    form = {"seen": hidden(page, "seen"), "attitude": "satisfied", "result": "dissatisfied"}
    asked = await me.write(case.place, form)
    assert asked.status_code == 200
    assert "评价为“不满意”后会怎样" in asked.text
    assert await Feedback.count() == 0
    silent = await me.write(case.place, {**form, "understood": "yes"})
    assert silent.status_code == 422
    done = await me.write(case.place, {**form, "understood": "yes", "told": "没有回答费用问题", "promise-1": "wrong"})
    assert done.status_code == 303
    row = (await Feedback.select().output(load_json=True))[0]
    assert row["promises_seen"] == [[1, False]]


async def test_half_a_rating_keeps_what_was_chosen(site, case):
    me = await client_of(site, case.submitter)
    page = (await me.get(case.place)).text
    answer = await me.write(case.place, {"seen": hidden(page, "seen"), "attitude": "satisfied", "told": "谢谢"})
    assert answer.status_code == 422
    assert "对办理结果的评价" in answer.text
    assert answer.text.count(" checked") == 1
    assert ">\n谢谢</textarea>" in answer.text


async def test_others_do_not_get_in(site, case, client_as):
    stranger = await client_as(Role.SUBMITTER)
    assert (await stranger.get(case.place)).status_code == 404
    assert (
        await stranger.write(case.place, {"seen": "1", "attitude": "satisfied", "result": "satisfied"})
    ).status_code == 404
    unit = await client_of(site, case.writer)
    assert (await unit.get(case.place)).status_code == 403
    office = await client_of(site, case.made.cast.reviewer)
    assert "录入纸质评价表" in (await office.get(case.place)).text
    led = await (await client_of(site, case.submitter)).get(f"/ratings/replies/{case.sent_reply}")
    assert led.headers["location"] == case.place


async def test_staff_enters_a_rating_only_with_the_signed_form_rate_1_rate_2(site, case):
    office = await client_of(site, case.made.cast.reviewer)
    form = {"seen": hidden((await office.get(case.place)).text, "seen"), "attitude": "satisfied",
            "result": "dissatisfied", "told": "没有回答费用问题"}  # fmt: skip
    refused = await office.write(case.place, form)
    assert refused.status_code == 422
    assert "签名的评价表" in refused.text
    photo = {"paper": ("评价表.png", png(), "image/png")}
    assert (await office.write(case.place, form, files=photo)).status_code == 303
    me = await client_of(site, case.submitter)
    page = (await me.get(case.place)).text
    assert "纸质录入" in page
    scan = page.split('href="/attachments/')[1].split('"')[0]
    assert (await me.get(f"/attachments/{scan}")).content.startswith(b"\x89PNG")


async def test_the_link_of_a_mail_leads_through_the_entry_to_the_form_rate_1_login_6(site, case):
    place = f"/ratings/replies/{case.sent_reply}"
    entry = await site.get(place)
    assert entry.headers["location"].startswith("/account/sign-in?back=%2Fratings%2Freplies%2F")
    me = await client_of(site, case.submitter)
    assert (await me.get(place)).headers["location"] == case.place


async def test_each_promise_is_answered_right_or_wrong_and_the_answer_is_shown_rate_5_rate_6(site, case):
    me = await client_of(site, case.submitter)
    page = (await me.get(case.place)).text
    promises = sorted(set(re.findall(r'name="(promise-\d+)"', page)))
    assert promises
    for answer in ("wrong", "right"):
        form = {"seen": hidden(page, "seen"), "attitude": "satisfied", "result": "satisfied", promises[0]: answer}
        assert (await me.write(case.place, form)).status_code == 303
        page = (await me.get(case.place)).text
    assert "对 1 项，不对 0 项" in page
    assert "对 0 项，不对 1 项（第 1 项）" in page, "a changed mind is kept beside the new one"


async def test_who_stays_silent_is_rung_up_by_the_office_and_that_is_journaled_rate_8(site, case):
    office = await client_of(site, case.made.cast.reviewer)
    assert "没有久未评价的答复" in (await office.get("/ratings/silent")).text
    await Delivery.update({Delivery.sent_at: now() - REMINDED_FOR - timedelta(hours=1)}, force=True)
    page = (await office.get("/ratings/silent")).text
    assert case.submitter.name in page
    assert f'href="{case.place}"' in page
    assert await JournalEntry.count().where(JournalEntry.thing == "delivery") == 1
    for actor in (case.submitter, case.writer):
        assert (await (await client_of(site, actor)).get("/ratings/silent")).status_code == 403
