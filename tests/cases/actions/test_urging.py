"""Reminders by rule: the right circle on the right day, each once, none on a day off."""

import asyncio
from datetime import date, datetime, timedelta

import pytest

from cases.actions import urging
from cases.actions.urging import urge_by_rule
from cases.actor import SYSTEM
from cases.clock import BEIJING, today
from cases.database import write_tx
from cases.journal import record
from cases.pacing import SERVING, at_pace
from cases.queries import watches
from cases.queries.changes import HOUR, Looked
from cases.tables import (
    Assignment,
    CalendarDay,
    Case,
    CaseSubmitter,
    Commitment,
    Contact,
    Delivery,
    JournalEntry,
    Notice,
    Reply,
    Urge,
)
from cases.vocabulary import AssignmentState, CommitmentState, DayKind, Event, Role, UrgeForm, Verb
from cases.working_days import WorkingCalendar, working_day_from
from tests.cases.tables.rules import new_row
from tests.cases.told_case import told_case
from tests.furnishing import furnish

pytestmark = pytest.mark.anyio
START = date(2026, 3, 2)
DUE = date(2026, 6, 2)  # a Tuesday
BEFORE = datetime(2026, 3, 2, 9, tzinfo=BEIJING)


async def world_at(state=AssignmentState.WORKING, *, scheme="cppcc-default/1"):
    await furnish()
    world = await told_case(due=DUE, scheme=scheme)
    accepted = datetime(2026, 3, 3, 10, tzinfo=BEIJING) if state is not AssignmentState.PENDING_ACCEPT else None
    async with write_tx():
        await Assignment.update(
            {Assignment.state: state.value, Assignment.assigned_on: START, Assignment.accepted_at: accepted}
        ).where(Assignment.case == world.case)
        await Assignment.update({Assignment.due_on: date(2026, 4, 2)}).where(Assignment.id == world.co)
    return world


async def met(world):
    async with write_tx():
        await Contact.insert(Contact(case=world.case, assignment=world.lead, happened_on=START, met="委员"))


async def told(world):
    rows = await Notice.select(Notice.person).where((Notice.event == Event.REMINDED.value) & Notice.done_at.is_null())
    return {world.name_of(row["person"]) for row in rows}


async def test_once_a_point_however_often_it_is_asked(database):
    world = await world_at()
    await met(world)
    assert await urge_by_rule(date(2026, 5, 4)) == 0  # a holiday
    first = await urge_by_rule(date(2026, 5, 6))
    assert first == 2  # the reply at thirty days, the co-opinion long overdue
    assert await urge_by_rule(date(2026, 5, 6)) == await urge_by_rule(date(2026, 5, 7)) == 0
    assert await JournalEntry.count().where(JournalEntry.verb == "urge") == 2


async def test_the_ladder_climbs_to_the_head_and_the_formal_notice(database):
    world = await world_at()
    await met(world)
    day, forms = date(2026, 4, 30), []
    while day <= DUE + timedelta(days=30):
        await urge_by_rule(day)
        day += timedelta(days=1)
    rows = await Urge.select().where(Urge.assignment == world.lead).order_by(Urge.id)
    forms = [row["form"] for row in rows]
    assert len(rows) == 8 + 1  # thirty, fifteen, seven, three, none left; plus seven, fifteen, twenty-two, twenty-nine
    assert forms.count(UrgeForm.SUPERVISION) == 1
    assert {"处长", "局长"} <= await told(world)
    assert (
        await Notice.count().where(
            (Notice.person == world.people["经办"]) & Notice.done_at.is_null() & Notice.key.like("%:reply:%")
        )
        == 1
    )


async def test_what_is_not_accepted_is_urged_and_its_window_told(database):
    world = await world_at(AssignmentState.PENDING_ACCEPT)
    await urge_by_rule(date(2026, 3, 5))  # three working days
    assert await told(world) == {"联络", "会办联络"}
    await urge_by_rule(date(2026, 3, 9))
    assert "处长" in await told(world)
    keys = await Urge.select(Urge.rule_key).output(as_list=True)
    assert {key.partition(":")[0] for key in keys} == {"acceptance", "return_window"}


async def test_a_point_before_the_beginning_is_not_urged(database):
    world = await world_at()
    await met(world)
    async with write_tx():
        await Assignment.update({Assignment.assigned_on: date(2026, 5, 25)}).where(Assignment.id == world.lead)
    assert not await Urge.exists().where(Urge.assignment == world.lead)
    await urge_by_rule(date(2026, 5, 25))
    assert not await Urge.exists().where(Urge.assignment == world.lead)
    await urge_by_rule(date(2026, 5, 26))
    assert await Urge.count().where(Urge.assignment == world.lead) == 1


async def test_no_contact_is_urged_until_there_is_one(database):
    world = await world_at()
    await urge_by_rule(date(2026, 4, 1))
    assert await Urge.exists().where(Urge.rule_key.like("contact:%"))
    other = await told_case_met(world)
    await urge_by_rule(other)
    assert await Urge.count().where(Urge.rule_key.like("contact:%")) == 1


async def told_case_met(world):
    await met(world)
    return date(2026, 4, 8)


async def test_an_overdue_co_opinion_is_copied_to_the_lead(database):
    world = await world_at()
    await met(world)
    await urge_by_rule(date(2026, 4, 2))
    assert await told(world) >= {"会办联络", "联络", "经办"}


async def test_a_submitter_is_asked_to_rate_at_most_twice(database):
    world = await world_at(AssignmentState.REPLY_SENT)
    name = await CaseSubmitter.select().where(CaseSubmitter.person == world.people["委员"]).first()
    async with write_tx():
        reply = Reply(case=world.case, assignment=world.lead, printed_name="溪口市民政局", state="sent")
        await Reply.insert(reply)
        await Delivery.insert(
            Delivery(
                reply=reply.id, submitter=name["id"], person=world.people["委员"], feedback_due_on=date(2026, 6, 23),
                sent_at=datetime(2026, 6, 2, 9, tzinfo=BEIJING),
            )
        )  # fmt: skip
    day = date(2026, 6, 3)
    while day < date(2026, 9, 1):
        await urge_by_rule(day)
        day += timedelta(days=1)
    assert await Urge.count() == 2
    assert await told(world) == {"委员"}


async def test_a_promise_is_urged_and_a_settled_one_is_not(database):
    world = await world_at(AssignmentState.REPLY_SENT)
    for state in (CommitmentState.CONFIRMED, CommitmentState.FULFILLED, CommitmentState.IDENTIFIED):
        await new_row(
            Commitment, case=world.case, department=world.units["民政局"], state=state.value,
            due_on=date(2026, 6, 30), current=True, quote="年底前建成。", created_at=BEFORE,
        )  # fmt: skip
    await urge_by_rule(date(2026, 6, 30))
    assert await Urge.count().where(Urge.rule_key.like("commitment:%")) == 1
    assert "局长" in await told(world)


async def test_imported_cases_of_the_past_are_left_alone(database):
    world = await world_at()
    async with write_tx():
        await Case.update({Case.state: "replied"}).where(Case.id == world.case)
    assert await urge_by_rule(date(2026, 7, 1)) == 0


async def test_today_is_taken_where_no_day_is_given(database):
    world = await world_at()
    async with write_tx():
        await Assignment.update({Assignment.due_on: today() - timedelta(days=1)}).where(Assignment.id == world.lead)
    working = working_day_from(WorkingCalendar(), today()) == today()
    assert (await urge_by_rule() > 0) == working
    assert Role.SUBMITTER.value not in {r["event"] for r in await Notice.select(Notice.event)}


async def promised(world, due, came=BEFORE):
    row = await new_row(
        Commitment, case=world.case, department=world.units["民政局"], state=CommitmentState.CONFIRMED.value,
        due_on=due, current=True, quote="年底前建成。", created_at=came,
    )  # fmt: skip
    return row["id"]


async def test_a_promise_that_was_late_when_it_was_taken_in_is_urged_by_nobody_but_people(database):
    world = await world_at(AssignmentState.REPLY_SENT)
    came = datetime(2026, 6, 30, 9, tzinfo=BEIJING)
    old = await promised(world, date(2019, 12, 31), came)
    new = await promised(world, date(2026, 7, 20), came)  # sixty and thirty days before were over when it came
    days = [date(2026, 6, 30) + timedelta(days=n) for n in range(0, 120, 7)]
    told = [await urge_by_rule(day) for day in days]
    assert told.index(1) == 3 and sum(told) == await Urge.count() >= 3
    assert not await Urge.exists().where(Urge.rule_key.like(f"commitment:commitment {old}:%"))
    assert await Urge.exists().where(Urge.rule_key.like(f"commitment:commitment {new}:2026-07-20:0.0"))
    async with write_tx():
        await Commitment.update({Commitment.due_on: date(2026, 11, 2)}).where(Commitment.id == old)
    assert await urge_by_rule(date(2026, 11, 2)) == 1


async def test_a_round_that_is_broken_off_and_one_that_fails_lose_nothing_and_urge_nothing_twice(database, monkeypatch):
    monkeypatch.setattr(watches, "PAGE", 4)
    world = await world_at(AssignmentState.REPLY_SENT)
    made = [await promised(world, DUE - timedelta(days=number)) for number in range(12)]
    looked = Looked()
    plainly, there = urging.circle_of, asyncio.Event()
    with monkeypatch.context() as seen, at_pace(SERVING):
        seen.setattr(urging, "circle_of", circle_at(made[-3], there.set, plainly))
        broken = asyncio.create_task(urge_by_rule(DUE, looked))
        await there.wait()  # in the midst of a transaction
        broken.cancel()
        await asyncio.gather(broken, return_exceptions=True)
    assert broken.cancelled() and 0 < await Urge.count() < len(made)
    with monkeypatch.context() as failing:
        failing.setattr(urging, "circle_of", circle_at(made[-4], lambda: 1 // 0, plainly))
        await urge_by_rule(DUE, looked)
    assert await Urge.count() == len(made) - 1
    assert await urge_by_rule(DUE, looked) == 1 and await urge_by_rule(DUE, looked) == 0
    keys = await Urge.select(Urge.rule_key).output(as_list=True)
    assert {int(key.split(":")[1].rpartition(" ")[2]) for key in keys} == set(made)
    assert len(keys) == await JournalEntry.count().where(JournalEntry.verb == "urge") == len(made)


def circle_at(thing, act, circle):
    async def circle_of(whom, about):
        if about.thing_id == thing:
            act()
        return await circle(whom, about)

    return circle_of


async def test_between_two_rounds_only_what_the_journal_tells_of_is_looked_at(database):
    world = await world_at()
    await met(world)
    day, looked = date(2026, 5, 6), Looked()
    assert await urge_by_rule(day, looked) == 2
    await promised(world, day)
    assert await urge_by_rule(day, looked) == 0  # nobody has written that anything was done
    async with write_tx():
        await record(SYSTEM, Verb.CONFIRM, "commitment", 1, case=world.case)
    assert await urge_by_rule(day, looked) == 1
    await promised(world, day)
    async with write_tx():
        await CalendarDay.insert(CalendarDay(on=date(2026, 12, 31), kind=DayKind.HOLIDAY.value, name="放假"))
    assert await urge_by_rule(day, looked) == 1  # another calendar
    await promised(world, day)
    looked.at -= HOUR
    assert await urge_by_rule(day, looked) == 1
    await promised(world, day + timedelta(days=1))
    assert await urge_by_rule(day + timedelta(days=1), looked) >= 1
