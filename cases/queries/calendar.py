"""The working calendar as people read it: a year of months, what a change would move, how a due day was counted."""

import calendar as plain
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.actor import Actor
from cases.calendars import provisional_years, working_calendar
from cases.clock import beijing_day, today
from cases.deadlines import CountedDay, Due, Event, Extended, counted_days, due_of
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.recomputing import Moved, moved_days
from cases.schemes import rules_of
from cases.tables import Assignment, CalendarDay, Case, Extension
from cases.vocabulary import AssignmentRole, Clock, DayKind, DayReason, ExtensionState
from cases.working_days import WorkingCalendar, calendar_of, is_working

__all__ = ["CountedPage", "GridDay", "YearPage", "counted_page", "moved_by", "year_page"]


@dataclass(frozen=True, slots=True)
class GridDay:
    """One day of the year grid. special: what the calendar says of it, none for a day of the plain week."""

    day: date
    working: bool
    special: DayKind | None
    name: str


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year. months: of weeks, Monday first, None for the days of other months. provisional: not announced yet."""

    year: int
    months: tuple[tuple[tuple[GridDay | None, ...], ...], ...]
    provisional: bool
    marked: bool
    working_days: int
    special_days: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CountedPage:
    """How the due day of a unit's part in a case was counted. stored: the day in force, which people may have set."""

    case_id: int
    title: str
    number: str | None
    unit: str
    clock: Clock
    span: str
    start: date
    due: Due
    stored: date | None
    days: tuple[CountedDay, ...]
    counted: int
    scheme: str


async def year_page(year: int) -> YearPage:
    """The grid of a year as it is in force."""
    rows = await CalendarDay.select(CalendarDay.on, CalendarDay.kind, CalendarDay.name)
    special = {row["on"]: (DayKind(row["kind"]), row["name"]) for row in rows}
    working, marked = await working_calendar(), await provisional_years()
    months = tuple(_month(year, month, special, working) for month in range(1, 13))
    known = {day.year for day in special} | {year, today().year, today().year + 1}
    every = [day for month in months for week in month for day in week if day is not None]
    return YearPage(
        year=year,
        months=months,
        provisional=working.provisional(date(year, 1, 1)),
        marked=year in marked,
        working_days=sum(day.working for day in every),
        special_days=sum(day.special is not None for day in every),
        years=tuple(sorted(known)),
    )


async def moved_by(year: int, days: Sequence[tuple[date, DayKind, str]], *, actor: Actor) -> tuple[Moved, ...]:
    """The open cases and assignments whose day would change if the year had these days."""
    rows = await CalendarDay.select(CalendarDay.on, CalendarDay.kind, CalendarDay.name)
    kept = [(row["on"], DayKind(row["kind"]), row["name"]) for row in rows if row["on"].year != year]
    found = await moved_days(calendar_of([*kept, *days]))
    seen = Case.select(Case.id).where(visible_to(actor, Case) & Case.id.is_in([m.case for m in found] or [0]))
    allowed = {row["id"] for row in await seen}
    return tuple(m if m.case in allowed else replace(m, title="", number=None) for m in found)


async def counted_page(case_id: int, assignment: int | None, *, actor: Actor) -> CountedPage:
    """How the day of an assignment was counted: the one named, else that of the unit that answers. Raises NotFound."""
    case = await Case.select().where(visible_to(actor, Case) & (Case.id == case_id)).first()
    where = visible_to(actor, Assignment) & (Assignment.case == case_id) & Assignment.assigned_on.is_not_null()
    if assignment is not None:
        where = where & (Assignment.id == assignment)
    rows = await Assignment.select().where(where).order_by(Assignment.position, Assignment.id)
    leading = [row for row in rows if row["role"] != AssignmentRole.CO] or rows
    if case is None or not leading or not case["scheme"]:
        raise NotFound(kind="期限", key=str(case_id))
    row = leading[0]
    rules, working = await rules_of(case["scheme"]), await working_calendar()
    clock = Clock.CO_OPINION if row["role"] == AssignmentRole.CO else Clock.REPLY
    events = await _events(row["id"])
    given = (clock, row["assigned_on"], rules, working, events)
    days = counted_days(*given)
    return CountedPage(
        case_id=case_id,
        title=case["title"],
        number=case["number_raw"],
        unit=row["printed_name"],
        clock=clock,
        span=str(rules.spans[clock]),
        start=row["assigned_on"],
        due=due_of(*given),
        stored=row["due_on"],
        days=days,
        counted=sum(day.number is not None for day in days),
        scheme=rules.title,
    )


async def _events(assignment: int) -> tuple[Event, ...]:
    where = (Extension.assignment == assignment) & (Extension.state == ExtensionState.APPROVED.value)
    rows = await Extension.select().where(where & Extension.asked_due_on.is_not_null()).order_by(Extension.id)
    return tuple(Extended(beijing_day(row["decided_at"] or row["created_at"]), row["asked_due_on"]) for row in rows)


def by_month(days: Sequence[CountedDay]) -> Mapping[tuple[int, int], list[CountedDay]]:
    """The days of a count by year and month."""
    found: dict[tuple[int, int], list[CountedDay]] = {}
    for one in days:
        found.setdefault((one.day.year, one.day.month), []).append(one)
    return found


def reasons(days: Sequence[CountedDay]) -> dict[DayReason, int]:
    """How many days there are of each reason, in the order of the list."""
    return {why: number for why in DayReason if (number := sum(day.why is why for day in days))}


def _month(
    year: int, month: int, special: Mapping[date, tuple[DayKind, str]], working: WorkingCalendar
) -> tuple[tuple[GridDay | None, ...], ...]:
    def grid_day(number: int) -> GridDay | None:
        if not number:
            return None
        day = date(year, month, number)
        kind, name = special.get(day, (None, ""))
        return GridDay(day, is_working(working, day), kind, name)

    return tuple(tuple(grid_day(number) for number in week) for week in plain.Calendar().monthdayscalendar(year, month))
