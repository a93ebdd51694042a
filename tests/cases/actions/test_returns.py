"""Handing back: asked inside the window with another unit named, decided once, counted, and flipping nothing else."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from cases import tables
from cases.actions.returns import Meeting, coordinate, decide_return, request_return
from cases.clock import today
from cases.errors import ChangedMeanwhile, ComesFirst, FieldMissing, Forbidden, NotFound, ReasonMissing, UnitsUnfit
from cases.queries.assignments import routed_cases
from cases.queries.returns import coordinations_of, returns_of
from cases.vocabulary import Event
from tests.factories import make_case
from tests.situations import once

pytestmark = pytest.mark.anyio
WHY = "职责划分文件已经写明"
EVER, MEETING_DAY = datetime(2000, 1, 1, tzinfo=UTC), date(2026, 11, 25)


@pytest.fixture
async def made(furnished):
    return await once(make_case, "in_handling", units=2)


async def ask(made, number=0, proposed=2, reason=WHY):
    part = await made.assignment(made.cast.units[number])
    unit = made.cast.units[proposed] if proposed is not None else None
    clerk = made.cast.clerk(number)
    return await request_return(part["id"], part["version"], reason, "第三条", unit, actor=clerk)


async def decide(made, request, number=0, *, granted=True, words=WHY):
    part = await made.assignment(made.cast.units[number])
    return await decide_return(request, part["version"], words, granted=granted, actor=made.cast.assigner)


async def test_a_co_handler_that_goes_leaves_the_case_with_its_lead(made):
    request = await ask(made, number=1)
    assert await decide(made, request, 1) == made.id
    row, part = await made.row(), await made.assignment(made.cast.units[1])
    assert (row["state"], row["returns"], part["state"], part["reason"]) == ("in_handling", 1, "returned", WHY)
    asked = (await tables.ReturnRequest.select())[0]
    assert (asked["state"], asked["decided_by"]) == ("granted", made.cast.assigner.person)


async def test_the_lead_that_goes_sends_the_case_back_to_be_assigned(made):
    await decide(made, await ask(made))
    assert (await made.row())["state"] == "to_assign"
    assert (await made.assignment(made.cast.units[1]))["state"] == "pending_accept"


@pytest.mark.parametrize(
    ("more", "error"),
    [({"proposed": None}, ComesFirst), ({"proposed": 0}, UnitsUnfit), ({"reason": "略"}, ReasonMissing)],
)
async def test_what_is_missing_stops_the_request(made, more, error):
    with pytest.raises(error):
        await ask(made, **more)
    assert (await made.assignment(made.cast.units[0]))["state"] == "accepted"
    assert await tables.ReturnRequest.count() == 0


async def test_after_the_window_nobody_hands_back(made):
    old = {tables.Assignment.assigned_on: today() - timedelta(days=60)}
    await tables.Assignment.update(old).where(tables.Assignment.case == made.id)
    with pytest.raises(ComesFirst):
        await ask(made)


async def test_only_an_office_decides_and_it_says_why(made):
    request = await ask(made)
    part = await made.assignment(made.cast.units[0])
    with pytest.raises(Forbidden):
        await decide_return(request, part["version"], WHY, granted=True, actor=made.cast.clerk())
    with pytest.raises(ReasonMissing):
        await decide(made, request, granted=False, words="")
    with pytest.raises(NotFound):
        await decide_return(987_654, 1, WHY, granted=True, actor=made.cast.assigner)


async def test_of_fifty_decisions_at_once_one_counts(made):
    request = await ask(made)
    part = await made.assignment(made.cast.units[0])

    async def grant():
        try:
            await decide_return(request, part["version"], WHY, granted=True, actor=made.cast.assigner)
        except ChangedMeanwhile as lost:
            return lost
        return None

    answers = await asyncio.gather(*(grant() for _ in range(50)))
    assert answers.count(None) == 1
    assert all(lost.status == 409 for lost in answers if lost)
    assert (await made.row())["returns"] == 1


async def met(made, request, *, on=MEETING_DAY, place="三楼会议室", words="请两家带职责文件参会", number=0):
    part = await made.assignment(made.cast.units[number])
    return await coordinate(request, part["version"], Meeting(on, place, words), actor=made.cast.assigner)


async def test_assign_6_a_meeting_is_recorded_told_to_both_units_and_leaves_the_request_open(made):
    request = await ask(made)
    assert await met(made, request) == made.id
    part = await made.assignment(made.cast.units[0])
    assert part["state"] == "return_requested"
    assert (await tables.ReturnRequest.select())[0]["state"] == "open"
    (meeting,) = await coordinations_of(part["id"], EVER, actor=made.cast.assigner)
    assert "三楼会议室：请两家带职责文件参会" in meeting.said and "2026年11月25日" in meeting.said
    told = await tables.Notice.select().where(tables.Notice.event == Event.COORDINATION.value)
    assert {row["person"] for row in told} == {made.cast.clerk(0).person, made.cast.clerk(2).person}
    assert all(meeting.said in row["told"] for row in told)
    # The unit that was named has no part in the case: it is told no more than the number.
    strange = next(row for row in told if row["person"] == made.cast.clerk(2).person)
    assert strange["link"] == "/notices" and (await made.row())["title"] not in strange["told"]
    await decide(made, request)
    assert await coordinations_of(part["id"], EVER, actor=made.cast.clerk(2)) == ()


@pytest.mark.parametrize(
    ("more", "error"),
    [({"on": None}, FieldMissing), ({"place": " "}, FieldMissing), ({"words": "略"}, ReasonMissing)],
)
async def test_a_meeting_has_its_day_place_and_words(made, more, error):
    request = await ask(made)
    with pytest.raises(error):
        await met(made, request, **more)
    assert not await tables.Notice.exists().where(tables.Notice.event == Event.COORDINATION.value)


async def test_assign_6_how_often_and_to_whom_a_case_was_passed_on_is_known_to_the_office(made):
    await decide(made, await ask(made, number=1, proposed=2), 1, granted=False)
    await decide(made, await ask(made))
    way = (await returns_of([made.id], actor=made.cast.assigner))[made.id]
    assert [(row.state, row.proposed_id, row.times) for row in way] == [
        ("refused", made.cast.units[2], 1), ("granted", made.cast.units[2], 1),
    ]  # fmt: skip
    (routed,) = await routed_cases([made.id], actor=made.cast.assigner)
    assert (routed.returns, routed.passed_on, routed.proposed) == (1, way, made.cast.units[2])
