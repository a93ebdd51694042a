"""The units that a page names, as assignments of its case."""

from dataclasses import dataclass
from typing import Any

from cases.clock import now
from cases.database import insert_rows
from cases.errors import CaseError
from cases.importing.document_rows import day_of, storable, writer_of
from cases.importing.lookups import Lookups
from cases.importing.rows import Source
from cases.importing.sittings import Sitting
from cases.reading.actor_words import with_lent_level
from cases.reading.offices import folded
from cases.reading.shapes import Page
from cases.tables import Assignment
from cases.tables.columns import Changes
from cases.vocabulary import AssignmentRole, AssignmentState, DocumentKind


@dataclass(frozen=True, slots=True)
class Writer:
    """The unit that wrote a page: its assignment, and the department where it is known."""

    assignment: int
    department: int | None


@dataclass(frozen=True, slots=True)
class _Named:
    """One unit as a page names it."""

    name: str
    role: AssignmentRole
    state: AssignmentState
    unit: int | CaseError | None

    @property
    def department(self) -> int | None:
        return self.unit if isinstance(self.unit, int) else None


async def save_assignments(
    case: int, page: Page, sitting: Sitting, lookups: Lookups, source: Source, *, fresh: bool
) -> Writer | None:
    """Enter the units a page names; returns the one that wrote it. fresh: the case has no assignment yet."""
    known = [] if fresh else await Assignment.select().where(Assignment.case == case)
    entered: list[tuple[dict[str, Any], _Named]] = []
    writer = None
    for named in await _named(page, sitting, lookups):
        row = _same(named, known)
        if row is None:
            row = _columns(case, named, known)
            known.append(row)
            entered.append((row, named))
        elif "id" in row:
            await _advance(row, named, known)
        if writer is None and writer_of(page) is not None:
            writer = row
    ids = await insert_rows(Assignment, [row for row, _ in entered])
    for row_id, (row, named) in zip(ids, entered, strict=True):
        row["id"] = row_id
        if isinstance(named.unit, CaseError):
            await source.tell(named.unit, case=case, assignment=row_id, unknown_name=folded(named.name))
    return Writer(writer["id"], writer["department"]) if writer else None


async def _named(page: Page, sitting: Sitting, lookups: Lookups) -> list[_Named]:
    """The units of a page, the one that wrote it first. A co-handler's opinion is written by a co-handler."""
    place = sitting.place.id if sitting.place else None
    on = day_of(page.reply_date)
    co_reply = page.kind is DocumentKind.CO_REPLY
    lead = page.lead_department
    leading = AssignmentState.WORKING if co_reply else AssignmentState.REPLY_SENT
    printed = [(lead.text, lead.text, AssignmentRole.LEAD, leading)] if lead else []
    names = [value.text for value in page.co_departments]
    helping = [AssignmentState.OPINION_SENT for _ in names]
    if co_reply:  # only its writer has spoken; the others are merely named
        helping[1:] = [AssignmentState.WORKING for _ in names[1:]]
    others = [
        (name, full, AssignmentRole.CO, state)
        for name, full, state in zip(names, with_lent_level(names), helping, strict=True)
    ]
    printed = others[:1] + printed + others[1:] if co_reply else printed + others
    return [
        _Named(storable(name), role, state, await lookups.unit(full, place, on)) for name, full, role, state in printed
    ]


def _same(named: _Named, known: list[dict[str, Any]]) -> dict[str, Any] | None:
    for row in known:
        if row["printed_name"] == named.name or (named.department and row["department"] == named.department):
            return row
    return None


def _columns(case: int, named: _Named, known: list[dict[str, Any]]) -> dict[str, Any]:
    role = AssignmentRole.SPLIT if named.role is AssignmentRole.LEAD and _has_lead(known) else named.role
    at = now()
    return {
        "case": case,
        "department": named.department,
        "printed_name": named.name,
        "role": role.value,
        "state": named.state.value,
        "created_at": at,
        "updated_at": at,
    }


def _has_lead(known: list[dict[str, Any]]) -> bool:
    return any(row["role"] in (AssignmentRole.LEAD.value, AssignmentRole.SOLE.value) for row in known)


async def _advance(row: dict[str, Any], named: _Named, known: list[dict[str, Any]]) -> None:
    """A unit seen before as co-handler turns out to answer itself, or its opinion has come in."""
    changes: Changes = {}
    if named.state is AssignmentState.REPLY_SENT and row["state"] != named.state.value:
        others = [other for other in known if other["id"] != row["id"]]
        role = AssignmentRole.SPLIT if _has_lead(others) else named.role
        changes = {"state": named.state.value, "role": role.value}
    elif named.state is AssignmentState.OPINION_SENT and row["state"] == AssignmentState.WORKING.value:
        changes = {"state": named.state.value}
    if changes:
        await Assignment.update(changes).where(Assignment.id == row["id"])
