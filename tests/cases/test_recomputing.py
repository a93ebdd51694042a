"""Which days a changed calendar moves: those that the rules gave, and those that would no longer be working days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.actions.calendar import set_year
from cases.actor import Actor
from cases.calendars import working_calendar
from cases.clock import BEIJING
from cases.database import write_tx
from cases.deadlines import due_on
from cases.recomputing import moved_days, new_day
from cases.tables import Assignment, CalendarDay, Case, CaseSubmitter, Delivery, JournalEntry, Notice, Reply
from cases.vocabulary import AssignmentState, Clock, DayKind, Event, Machine, Role, Verb
from cases.working_days import WorkingCalendar, calendar_of, is_working
from tests.cases.tables.rules import new_row
from tests.cases.test_deadlines import RULES
from tests.cases.test_working_days import ANNOUNCED, calendars, days
from tests.cases.told_case import told_case
from tests.furnishing import furnish

ADMIN = Actor("管理员", Role.ADMIN)
START, DUE = date(2027, 3, 1), date(2027, 6, 1)
FREE = calendar_of([(DUE, DayKind.HOLIDAY, "放假")])


async def world_at(due=DUE):
    await furnish()
    world = await told_case(due=due, scheme="cppcc-default/1")
    async with write_tx():
        await Assignment.update({Assignment.assigned_on: START, Assignment.state: "working"}).where(
            Assignment.case == world.case
        )
        await Assignment.update({Assignment.due_on: date(2027, 4, 1)}).where(Assignment.id == world.co)
    return world


@pytest.mark.anyio
async def test_the_day_of_the_lead_moves_with_its_case_and_no_other(database):
    world = await world_at()
    moved = {(m.machine, m.id): (m.old, m.new) for m in await moved_days(FREE)}
    assert moved == {
        (Machine.ASSIGNMENT, world.lead): (DUE, DUE + timedelta(days=1)),
        (Machine.CASE, world.case): (DUE, DUE + timedelta(days=1)),
    }


@pytest.mark.anyio
async def test_the_same_calendar_moves_nothing(database):
    await world_at()
    assert await moved_days(await working_calendar()) == ()


@pytest.mark.anyio
async def test_what_is_finished_stays(database):
    world = await world_at()
    async with write_tx():
        await Assignment.update({Assignment.state: AssignmentState.REPLY_SENT.value}).where(Assignment.id == world.lead)
    assert await moved_days(FREE) == ()
    async with write_tx():
        await Assignment.update({Assignment.state: "working"}).where(Assignment.id == world.lead)
        await Case.update({Case.state: "replied"}).where(Case.id == world.case)
    assert await moved_days(FREE) == ()


@pytest.mark.anyio
async def test_a_day_that_people_set_rolls_on_only_where_nobody_works(database):
    world = await world_at(due=date(2027, 7, 9))
    off = calendar_of([(date(2027, 7, 9), DayKind.HOLIDAY, "放假")])
    assert {m.new for m in await moved_days(off)} == {date(2027, 7, 12)}
    assert await moved_days(FREE) == ()
    async with write_tx():
        await CalendarDay.insert(CalendarDay(on=date(2027, 7, 9), kind=DayKind.HOLIDAY.value, name="放假"))
    assert await moved_days(WorkingCalendar()) == ()
    assert (await Assignment.select().where(Assignment.id == world.lead).first())["due_on"] == date(2027, 7, 9)


@given(days, calendars)
def test_a_day_that_the_rules_gave_is_always_that_of_the_new_calendar(start, calendar):
    row = {"role": "lead", "assigned_on": start, "due_on": due_on(Clock.REPLY, start, RULES, ANNOUNCED)}
    assert new_day(row, RULES, ANNOUNCED, calendar) == due_on(Clock.REPLY, start, RULES, calendar)


@given(days, calendars, st.sampled_from(["lead", "co"]))
def test_where_the_rules_roll_forward_no_day_ends_on_a_day_off_anew(day, calendar, role):
    row = {"role": role, "assigned_on": None, "due_on": day}
    new = new_day(row, RULES, ANNOUNCED, calendar)
    assert new >= day
    assert new == day or is_working(calendar, new)


@pytest.mark.anyio
async def test_the_day_of_a_handling_anew_is_counted_from_its_order(database):
    """One month after the order, whatever the first handling had; so is that of the case."""
    world = await world_at()
    ordered, until = date(2027, 7, 1), date(2027, 8, 2)  # the first of August is a Sunday
    async with write_tx():
        await Case.update({Case.round: 2, Case.due_on: until}).where(Case.id == world.case)
        await Assignment.update({Assignment.due_on: until}).where(Assignment.id == world.lead)
    entry = {"at": datetime(2027, 7, 1, 9, tzinfo=BEIJING), "verb": Verb.ORDER_REHANDLE.value, "case": world.case}
    await new_row(JournalEntry, **entry)
    assert until == due_on(Clock.REHANDLE, ordered, RULES, await working_calendar())
    works = calendar_of([(date(2027, 8, 1), DayKind.WORKDAY, "调休")])
    assert {(m.machine, m.new) for m in await moved_days(works)} == {
        (Machine.ASSIGNMENT, date(2027, 8, 1)), (Machine.CASE, date(2027, 8, 1)),
    }  # fmt: skip


@pytest.mark.anyio
async def test_the_days_of_ratings_that_are_awaited_move_and_no_others(database):
    world = await world_at()
    reply = await new_row(Reply, case=world.case, assignment=world.lead, audience="parties", state="sent")
    sent = datetime(2027, 6, 1, 10, tzinfo=BEIJING)
    until = due_on(Clock.FEEDBACK, sent.date(), RULES, await working_calendar())
    for number, state in enumerate(("awaiting", "received")):
        name = await new_row(CaseSubmitter, case=world.case, position=10 + number)
        of = {"reply": reply["id"], "submitter": name["id"], "person": world.people["委员"]}
        await new_row(Delivery, **of, state=state, sent_at=sent, feedback_due_on=until)
    off = calendar_of([(date(2027, 6, 3), DayKind.HOLIDAY, "放假")])
    moved = [m for m in await moved_days(off) if m.machine is Machine.REPLY]
    later = due_on(Clock.FEEDBACK, sent.date(), RULES, off)
    assert [(m.id, m.old, m.new) for m in moved] == [(reply["id"], until, later)]
    assert later > until
    await set_year(2027, [(date(2027, 6, 3), DayKind.HOLIDAY, "放假")], provisional=False, actor=ADMIN)
    days = await Delivery.select(Delivery.state, Delivery.feedback_due_on).order_by(Delivery.id)
    assert [(row["state"], row["feedback_due_on"]) for row in days] == [("awaiting", later), ("received", until)]
    told = (Notice.event == Event.RECOMPUTED.value) & (Notice.person == world.people["委员"])
    assert (await Notice.select().where(told).first())["due_on"] == later
    entry = (JournalEntry.thing == "reply") & (JournalEntry.verb == Verb.RECOMPUTE.value)
    assert (await JournalEntry.select().where(entry).first())["new"] == later.isoformat()
