"""Urging through pages: previewed with every unit ticked, sent to all or none, by the offices or by the lead unit."""

from urllib.parse import urlencode

import pytest

from cases import tables
from cases.vocabulary import Role
from tests.factories import make_case
from tests.situations import once

pytestmark = pytest.mark.anyio
WORDS = "请在本周内送出意见"


@pytest.fixture
async def made(site):
    return await once(make_case, "in_handling", units=3)


async def send(client, pairs, on):
    fields = [*pairs, ("token", await client.token(on)), ("key", "k" * 12)]
    headers = {"Origin": "http://site.test", "Content-Type": "application/x-www-form-urlencoded"}
    return await client.client.post("/urges", content=urlencode(fields), headers=headers)


async def ticks(made, *units):
    rows = [await made.assignment(unit) for unit in units]
    return [("assignment", f"{row['id']}-{row['version']}") for row in rows]


async def test_oversight_urges_every_unit_of_a_case(made, client_as):
    desk, place = await client_as(Role.OVERSIGHT), f"/urges/new?case={made.id}"
    page = (await desk.get(place)).text
    assert page.count('name="assignment"') == 3 and "督办通知" in page
    sent = [*await ticks(made, *made.cast.units), ("form", "letter"), ("words", WORDS)]
    answer = await send(desk, sent, place)
    assert answer.status_code == 303
    rows = await tables.Urge.select()
    assert {(row["form"], row["told"]) for row in rows} == {("letter", WORDS)} and len(rows) == 3
    assert "1 次" in (await desk.get(place)).text


async def test_the_lead_unit_urges_its_co_handlers_and_nobody_else_does(made, client_as):
    lead, co = made.cast.units[0], made.cast.units[1]
    clerk, other = await client_as(Role.CLERK, unit=lead), await client_as(Role.CLERK, unit=co)
    page = (await clerk.get(f"/urges/new?case={made.id}")).text
    assert page.count('name="assignment"') == 2 and "督办通知" not in page
    answer = await send(clerk, [*await ticks(made, co), ("form", "phone"), ("words", WORDS)], "/account")
    assert answer.status_code == 303
    assert (await other.get(f"/urges/new?case={made.id}")).status_code == 422
    answer = await send(other, [*await ticks(made, lead), ("form", "phone"), ("words", WORDS)], "/account")
    assert answer.status_code == 403
    assert await tables.Urge.count() == 1


async def test_one_that_cannot_be_urged_stops_all(made, client_as):
    desk = await client_as(Role.ASSIGNER)
    fresh = await ticks(made, made.cast.units[0])
    stale = [("assignment", f"{(await made.assignment(made.cast.units[1]))['id']}-77")]
    answer = await send(desk, [*fresh, *stale, ("words", WORDS)], "/account")
    assert answer.status_code == 409 and WORDS in answer.text
    assert await tables.Urge.count() == 0


@pytest.mark.parametrize("pairs", [[("words", WORDS)], "no words"])
async def test_nothing_ticked_or_nothing_said_is_refused(made, client_as, pairs):
    desk = await client_as(Role.ASSIGNER)
    sent = pairs if isinstance(pairs, list) else [*await ticks(made, made.cast.units[0]), ("words", " ")]
    assert (await send(desk, sent, "/account")).status_code == 422
