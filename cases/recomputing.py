"""Which stored days would be others under another calendar.

A day that the rules gave is counted anew. A day that somebody set, or that an extension gave, is only moved on where
it would no longer be a working day and the rules roll forward.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.calendars import working_calendar
from cases.deadlines import due_on
from cases.schemes import Rules, rules_of
from cases.tables import Assignment
from cases.vocabulary import (
    LIVE,
    AssignmentRole,
    AssignmentState,
    CaseState,
    Clock,
    Machine,
)
from cases.working_days import WorkingCalendar, is_working, working_day_from

_OPEN_CASES = (CaseState.ASSIGNED, CaseState.IN_HANDLING)
_OPEN = (*LIVE, AssignmentState.RETURN_REQUESTED)


@dataclass(frozen=True, slots=True)
class Moved:
    """A thing whose due day changes. unit: of an assignment."""

    machine: Machine
    id: int
    case: int
    title: str
    number: str | None
    unit: str
    old: date
    new: date


async def moved_days(calendar: WorkingCalendar) -> tuple[Moved, ...]:
    """The open cases and assignments whose due day the calendar would change, compared with the one in force."""
    now = await working_calendar()
    rows = await _open_rows()
    rules = {key: await rules_of(key) for key in {row["case.scheme"] for row in rows} if key}
    parts = []
    for row in rows:
        known = rules.get(row["case.scheme"])
        new = new_day(row, known, now, calendar) if known is not None else row["due_on"]
        if new != row["due_on"]:
            parts.append(_moved(Machine.ASSIGNMENT, row["id"], row, row["due_on"], new))
    return (*parts, *_cases(parts, rows))


def new_day(row: dict[str, Any], rules: Rules, now: WorkingCalendar, calendar: WorkingCalendar) -> date:
    """The day of an open assignment under another calendar."""
    clock = Clock.CO_OPINION if row["role"] == AssignmentRole.CO else Clock.REPLY
    kept: date = row["due_on"]
    for candidate in (clock, Clock.AFTER_REASSIGNMENT):
        if row["assigned_on"] and kept == due_on(candidate, row["assigned_on"], rules, now):
            return due_on(candidate, row["assigned_on"], rules, calendar)
    if rules.roll_forward and is_working(now, kept):
        return working_day_from(calendar, kept)
    return kept


async def _open_rows() -> list[dict[str, Any]]:
    columns = (
        Assignment.id, Assignment.case, Assignment.role, Assignment.assigned_on, Assignment.due_on,
        Assignment.printed_name, Assignment.case.scheme, Assignment.case.title, Assignment.case.number_raw,
        Assignment.case.due_on,
    )  # fmt: skip
    where = (
        Assignment.state.is_in([state.value for state in _OPEN])
        & Assignment.case.state.is_in([state.value for state in _OPEN_CASES])
        & Assignment.due_on.is_not_null()
    )
    return await Assignment.select(*columns).where(where).order_by(Assignment.id)


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
