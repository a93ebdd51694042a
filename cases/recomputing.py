"""Which stored days would be others under another calendar: of open cases and parts, and of ratings still awaited.

All other days are counted whenever they are looked at.

A day that the rules gave is counted anew. A day that somebody set, or that an extension gave, is only moved on where
it would no longer be a working day and the rules roll forward.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.calendars import working_calendar
from cases.clock import beijing_day
from cases.deadlines import due_on
from cases.schemes import Rules, rules_of
from cases.tables import Assignment, Delivery, JournalEntry
from cases.vocabulary import (
    LIVE,
    AssignmentRole,
    AssignmentState,
    CaseState,
    Clock,
    FeedbackState,
    Machine,
    Verb,
)
from cases.working_days import WorkingCalendar, is_working, working_day_from

_OPEN_CASES = (CaseState.ASSIGNED, CaseState.IN_HANDLING)
_OPEN = (*LIVE, AssignmentState.RETURN_REQUESTED)


@dataclass(frozen=True, slots=True)
class Moved:
    """A thing whose due day changes. unit: of an assignment. A reply stands for the ratings of it that are awaited."""

    machine: Machine
    id: int
    case: int
    title: str
    number: str | None
    unit: str
    old: date
    new: date


async def moved_days(calendar: WorkingCalendar) -> tuple[Moved, ...]:
    """What the calendar would change, compared with the one in force."""
    now = await working_calendar()
    rows, awaited = await _open_rows(), await _awaited()
    rules = {key: await rules_of(key) for key in {row["case.scheme"] for row in (*rows, *awaited)} if key}
    parts, ratings = [], []
    for row in rows:
        known = rules.get(row["case.scheme"])
        new = new_day(row, known, now, calendar) if known is not None else row["due_on"]
        if new != row["due_on"]:
            parts.append(_moved(Machine.ASSIGNMENT, row["id"], row, row["due_on"], new))
    for row in awaited:
        known = rules.get(row["case.scheme"])
        if known is not None:
            new = _counted_anew(row["due_on"], [(Clock.FEEDBACK, row["sent_on"])], known, now, calendar)
            if new != row["due_on"]:
                ratings.append(_moved(Machine.REPLY, row["id"], row, row["due_on"], new))
    return (*parts, *_cases(parts, rows), *ratings)


def new_day(row: dict[str, Any], rules: Rules, now: WorkingCalendar, calendar: WorkingCalendar) -> date:
    """The day of an open assignment under another calendar. A handling anew is counted from the day of its order."""
    clock = Clock.CO_OPINION if row["role"] == AssignmentRole.CO else Clock.REPLY
    begun = [(clock, row["assigned_on"]), (Clock.AFTER_REASSIGNMENT, row["assigned_on"])]
    if row.get("reopened_on"):
        begun.insert(0, (Clock.REHANDLE, row["reopened_on"]))
    return _counted_anew(row["due_on"], begun, rules, now, calendar)


def _counted_anew(
    kept: date,
    begun: Sequence[tuple[Clock, date | None]],
    rules: Rules,
    now: WorkingCalendar,
    calendar: WorkingCalendar,
) -> date:
    """A day by whichever of the clocks gave it, each with its first day; else the day itself, moved on if need be."""
    for clock, start in begun:
        if start and kept == due_on(clock, start, rules, now):
            return due_on(clock, start, rules, calendar)
    if rules.roll_forward and is_working(now, kept):
        return working_day_from(calendar, kept)
    return kept


async def _open_rows() -> list[dict[str, Any]]:
    columns = (
        Assignment.id, Assignment.case, Assignment.role, Assignment.assigned_on, Assignment.due_on,
        Assignment.printed_name, Assignment.case.scheme, Assignment.case.title, Assignment.case.number_raw,
        Assignment.case.due_on, Assignment.case.round,
    )  # fmt: skip
    where = (
        Assignment.state.is_in([state.value for state in _OPEN])
        & Assignment.case.state.is_in([state.value for state in _OPEN_CASES])
        & Assignment.due_on.is_not_null()
    )
    rows = await Assignment.select(*columns).where(where).order_by(Assignment.id)
    anew = await _reopened({row["case"] for row in rows if row["case.round"] > 1})
    return [{**row, "reopened_on": anew.get(row["case"])} for row in rows]


async def _reopened(cases: set[int]) -> dict[int, date]:
    """When each case was last handed back to be handled anew."""
    where = (JournalEntry.verb == Verb.ORDER_REHANDLE.value) & JournalEntry.case.is_in(sorted(cases) or [0])
    rows = await JournalEntry.select(JournalEntry.case, JournalEntry.at).where(where).order_by(JournalEntry.seq)
    return {row["case"]: beijing_day(row["at"]) for row in rows}


async def _awaited() -> list[dict[str, Any]]:
    """The replies whose ratings are awaited: one row for each day until when, from the day they were sent."""
    reply: Any = Delivery.reply
    columns = (
        Delivery.reply, Delivery.sent_at, Delivery.feedback_due_on, reply.case, reply.case.scheme,
        reply.case.title, reply.case.number_raw,
    )  # fmt: skip
    where = (Delivery.state == FeedbackState.AWAITING.value) & Delivery.feedback_due_on.is_not_null()
    found: dict[tuple[int, date], dict[str, Any]] = {}
    for row in await Delivery.select(*columns).where(where).order_by(Delivery.id):
        case = {name.removeprefix("reply."): value for name, value in row.items() if name.startswith("reply.case")}
        days = {"due_on": row["feedback_due_on"], "sent_on": beijing_day(row["sent_at"])}
        found.setdefault((row["reply"], row["feedback_due_on"]), {"id": row["reply"], **days, **case})
    return list(found.values())


def _cases(parts: Iterable[Moved], rows: Iterable[dict[str, Any]]) -> list[Moved]:
    """The cases whose own day is that of a leading part that moves."""
    by_id = {row["id"]: row for row in rows}
    found: dict[int, Moved] = {}
    for part in parts:
        row = by_id[part.id]
        if row["role"] != AssignmentRole.CO and row["case.due_on"] == part.old:
            later = max(part.new, found[part.case].new) if part.case in found else part.new
            found[part.case] = _moved(Machine.CASE, part.case, row, part.old, later)
    return list(found.values())


def _moved(machine: Machine, number: int, row: dict[str, Any], old: date, new: date) -> Moved:
    unit = row["printed_name"] if machine is Machine.ASSIGNMENT else ""
    return Moved(machine, number, row["case"], row["case.title"], row["case.number_raw"], unit, old, new)
