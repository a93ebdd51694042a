"""Rating through pages: nothing chosen beforehand, dissatisfaction explained before it is sent, nobody else inside."""

import pytest

from cases.tables import Feedback
from cases.vocabulary import Role
from tests.replying import handled
from tests.server.replying import client_of, hidden

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(site):
    case = await handled()
    case.sent_reply = await case.sent()
    case.place = f"/ratings/{(await case.deliveries(case.sent_reply))[0]['id']}"
    return case


async def test_what_dissatisfaction_leads_to_is_said_first(site, case):
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
