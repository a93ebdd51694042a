"""More time through pages: asked before the day, granted only once the submitter was told, the first day kept."""

from datetime import timedelta

import pytest

from cases import tables
from cases.clock import today
from cases.vocabulary import Role
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
WHY = "需要与省级部门会商"


@pytest.fixture
async def asked(site, client_as):
    """A unit that has asked for ten more days; with the office's client."""
    cast = await cast_of()
    made = await make_case("in_handling", cast=cast)
    clerk, desk = await client_as(Role.CLERK, unit=cast.units[0]), await client_as(Role.ASSIGNER)
    one = await made.assignment(cast.units[0])
    day = one["due_on"] + timedelta(days=10)
    sent = {"assignment": one["id"], "seen": one["version"], "day": day.isoformat(), "reason": WHY}
    answer = await clerk.write("/extensions", sent, on=f"/extensions/new?assignment={one['id']}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{made.id}")
    return made, clerk, desk, one, day


async def decision(made, decision="grant", **more):
    one, row = await made.assignment(made.cast.units[0]), (await tables.Extension.select())[0]
    return {"request": row["id"], "assignment": one["id"], "seen": one["version"], "decision": decision, **more}


async def test_it_is_granted_once_the_submitter_was_told(asked):
    made, _, desk, before, day = asked
    assert "待审批的延期申请（1）" in (await desk.get("/extensions")).text
    place = f"/extensions/decide?assignment={before['id']}"
    refused = await desk.write("/extensions/decide", await decision(made), on=place)
    assert refused.status_code == 409 and "书面告知" in refused.text
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert (await desk.write("/extensions/decide", await decision(made, told_on=tomorrow), on=place)).status_code == 422
    granted = await desk.write("/extensions/decide", await decision(made, told_on=today().isoformat()), on=place)
    assert granted.headers["location"] == f"/cases/{made.id}"
    one, case = await made.assignment(made.cast.units[0]), await made.row()
    assert (one["due_on"], one["first_due_on"], case["due_on"]) == (day, before["due_on"], day)
    assert (await tables.Extension.select())[0]["submitter_told_on"] == today()


async def test_it_is_refused_with_words_and_the_day_stays(asked):
    made, _, desk, before, _ = asked
    without = await desk.write("/extensions/decide", await decision(made, "refuse"), on="/extensions")
    assert without.status_code == 422
    await desk.write("/extensions/decide", await decision(made, "refuse", words="请按原期限办结"), on="/extensions")
    one = await made.assignment(made.cast.units[0])
    assert (one["due_on"], one["first_due_on"]) == (before["due_on"], None)
    assert (await tables.Extension.select())[0]["state"] == "refused"


async def test_a_second_request_waits_for_the_first(asked):
    made, clerk, *_ = asked
    one = await made.assignment(made.cast.units[0])
    page = (await clerk.get(f"/extensions/new?assignment={one['id']}")).text
    assert "待审批" in page and 'action="/extensions"' not in page


@pytest.mark.parametrize("days", [-3, 0, 4000])
async def test_days_that_are_too_early_or_too_far_are_refused_and_the_form_keeps_them(site, client_as, days):
    cast = await cast_of()
    made = await make_case("in_handling", cast=cast)
    clerk = await client_as(Role.CLERK, unit=cast.units[0])
    one = await made.assignment(cast.units[0])
    day = (one["due_on"] + timedelta(days=days)).isoformat()
    sent = {"assignment": one["id"], "seen": one["version"], "day": day, "reason": WHY}
    answer = await clerk.write("/extensions", sent, on=f"/extensions/new?assignment={one['id']}")
    assert answer.status_code == 422 and day in answer.text and WHY in answer.text
    assert await tables.Extension.count() == 0


async def test_only_the_office_decides(asked, client_as):
    made, clerk, *_ = asked
    assert (await clerk.write("/extensions/decide", await decision(made), on="/account")).status_code == 403
    assert (await clerk.get("/extensions")).status_code == 403
    other = await client_as(Role.CLERK, unit=made.cast.units[2])
    one = await made.assignment(made.cast.units[0])
    assert (await other.get(f"/extensions/new?assignment={one['id']}")).status_code == 404
