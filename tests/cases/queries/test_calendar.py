"""The year as a grid, what a change would move, and the page that counts the days."""

from datetime import date, datetime

import pytest

from cases.actor import PUBLIC, Actor
from cases.clock import BEIJING
from cases.database import write_tx
from cases.errors import NotFound
from cases.queries.calendar import by_month, counted_page, moved_by, reasons, year_page
from cases.tables import Case, Extension
from cases.vocabulary import Audience, Clock, DayKind, DayReason, Role
from tests.cases.test_recomputing import DUE, START, world_at
from tests.furnishing import furnish

pytestmark = pytest.mark.anyio
ADMIN = Actor("管理员", Role.ADMIN)


def clerk(world):
    return Actor("联络", Role.CLERK, person=world.people["联络"], unit=world.units["民政局"])


async def test_a_year_is_whole(furnished):
    await furnish()
    page = await year_page(2026)
    days = [day for month in page.months for week in month for day in week if day is not None]
    assert len(days) == 365 and len(page.months) == 12
    assert all(len(week) == 7 for month in page.months for week in month)
    assert page.working_days == sum(day.working for day in days) == 248
    assert not page.provisional and 2027 in page.years
    named = {day.day: day for day in days}
    assert named[date(2026, 10, 1)].special is DayKind.HOLIDAY
    assert named[date(2026, 10, 10)].working and named[date(2026, 10, 10)].name == "国庆节"
    assert (await year_page(2027)).provisional


async def test_what_would_move_is_told_before_it_moves(database):
    world = await world_at()
    moved = await moved_by(2027, [(DUE, DayKind.HOLIDAY, "放假")], actor=ADMIN)
    assert [(m.old, m.new) for m in moved] == [(DUE, date(2027, 6, 2))] * 2
    assert (await counted_page(world.case, None, actor=clerk(world))).due.day == DUE


async def test_a_title_that_the_administrator_may_not_see_is_left_out(database):
    world = await world_at()
    async with write_tx():
        await Case.update({Case.audience: Audience.PARTIES.value}).where(Case.id == world.case)
    moved = await moved_by(2027, [(DUE, DayKind.HOLIDAY, "放假")], actor=ADMIN)
    assert {m.title for m in moved} == {""}


async def test_the_counted_days_end_on_the_due_day(database):
    world = await world_at()
    page = await counted_page(world.case, None, actor=clerk(world))
    assert (page.start, page.due.day, page.stored, page.clock) == (START, DUE, DUE, Clock.REPLY)
    assert page.days[-1].day == DUE and page.due.provisional
    assert sum(len(days) for days in by_month(page.days).values()) == len(page.days)
    assert sum(reasons(page.days).values()) == len(page.days)
    co = await counted_page(world.case, world.co, actor=clerk(world))
    assert co.clock is Clock.CO_OPINION and co.due.day == date(2027, 4, 1)


async def test_an_extension_is_part_of_the_count(database):
    world = await world_at()
    async with write_tx():
        await Extension.insert(
            Extension(
                case=world.case, assignment=world.lead, reason="需要调研", asked_due_on=date(2027, 7, 1),
                state="approved", decided_at=datetime(2027, 5, 20, 9, tzinfo=BEIJING),
            )
        )  # fmt: skip
    page = await counted_page(world.case, world.lead, actor=clerk(world))
    assert page.due.day == date(2027, 7, 1)
    assert reasons(page.days)[DayReason.EXTENDED] == 30


async def test_who_does_not_see_the_case_sees_no_count(database):
    world = await world_at()
    async with write_tx():
        await Case.update({Case.audience: Audience.PARTIES.value}).where(Case.id == world.case)
    for actor in (PUBLIC, ADMIN, Actor("他人", Role.CLERK, person=1, unit=999)):
        with pytest.raises(NotFound):
            await counted_page(world.case, None, actor=actor)
    with pytest.raises(NotFound):
        await counted_page(world.case, 99_999, actor=clerk(world))
