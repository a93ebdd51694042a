"""The page after the reply: what may be done is a form, what must come first is said, a refusal is told on the page."""

import pytest

from cases.vocabulary import Score
from tests.replying import handled
from tests.server.replying import client_of, hidden
from tests.situations import once

pytestmark = pytest.mark.anyio


async def answered():
    case = await handled()
    case.sent_reply = await case.sent()
    return case


@pytest.fixture
async def case(site):
    return await once(answered)


async def test_handling_anew(site, case):
    await case.rated(case.sent_reply, Score.DISSATISFIED, "没有回答费用问题")
    office, place = await client_of(site, case.made.cast.reviewer), f"/conclusions/{case.id}"
    page = (await office.get(place)).text
    assert "没有回答费用问题" in page
    assert "最近的评价是不满意" in page  # concluding has to wait
    form = {"seen": hidden(page, "seen"), "verb": "order_rehandle"}
    refused = await office.write(place, {**form, "reason": "短"})
    assert refused.status_code == 422
    assert "不少于 5 个字" in refused.text
    assert (await office.write(place, {**form, "reason": "请当面听取意见"})).status_code == 303
    assert "第 2 次办理" in (await office.get(place)).text


async def test_concluding_and_changing_the_class(site, case):
    await case.rated(case.sent_reply)
    office, place = await client_of(site, case.made.cast.reviewer), f"/conclusions/{case.id}"
    page = (await office.get(place)).text
    form = {"seen": hidden(page, "seen", "/classes/"), "result_class": "A", "reason": "已经建成投用"}
    assert (await office.write(f"{place}/classes/{case.sent_reply}", form)).status_code == 303
    page = (await office.get(place)).text
    stale = await office.write(place, {"seen": "1", "verb": "conclude"})
    assert stale.status_code == 409
    assert (
        await office.write(place, {"seen": hidden(page, "seen", "acts-head"), "verb": "conclude"})
    ).status_code == 303
    assert "已办结" in (await office.get(place)).text


async def test_units_look_and_do_nothing(site, case):
    unit, place = await client_of(site, case.writer), f"/conclusions/{case.id}"
    assert "现在没有需要您办理的" in (await unit.get(place)).text
    seen = str((await case.made.row())["version"])
    assert (await unit.write(place, {"seen": seen, "verb": "conclude"})).status_code == 403
    assert (await unit.write(place, {"seen": "1", "verb": "see"})).status_code == 404
    submitter = await client_of(site, case.submitter)
    assert (await submitter.get(place)).status_code == 403
    led = await unit.get(f"/conclusions/replies/{case.sent_reply}")
    assert led.headers["location"] == place
