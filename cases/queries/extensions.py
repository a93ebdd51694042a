"""Requests for more time: those that wait for a decision, and what was decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.listing import Rows
from cases.tables import Extension
from cases.vocabulary import ExtensionState


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """One request: from the day in force when it was asked to the day asked for."""

    id: int
    assignment: int
    case_id: int
    number: str | None
    title: str
    unit: str
    reason: str
    due_before: date | None
    asked_due_on: date
    told_on: date | None
    state: ExtensionState
    asked_at: datetime


async def extension_list(*, actor: Actor, whole: bool = False, page: int = 1, per_page: int = 20) -> Rows[ExtensionRow]:
    """Requests that wait, the one whose day comes first first; whole: the decided ones too, the newest first."""
    where = visible_to(actor, Extension)
    if not whole:
        where = where & (Extension.state == ExtensionState.REQUESTED.value)
    case: Any = Extension.case
    assignment: Any = Extension.assignment
    query = Extension.select(*Extension.all_columns(), case.number, case.title, assignment.printed_name).where(where)
    query = query.order_by(Extension.id, ascending=False) if whole else query.order_by(Extension.due_before)
    rows = await query.order_by(Extension.id).limit(per_page).offset((page - 1) * per_page)
    found = tuple(
        ExtensionRow(
            id=row["id"],
            assignment=row["assignment"],
            case_id=row["case"],
            number=row["case.number"],
            title=row["case.title"],
            unit=row["assignment.printed_name"],
            reason=row["reason"],
            due_before=row["due_before"],
            asked_due_on=row["asked_due_on"],
            told_on=row["submitter_told_on"],
            state=ExtensionState(row["state"]),
            asked_at=row["created_at"],
        )
        for row in rows
    )
    return Rows(found, await Extension.count().where(where), page, per_page)
