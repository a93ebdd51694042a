"""Requests to hand cases back: those that wait for a decision, and what was decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.listing import Rows
from cases.tables import ReturnRequest
from cases.vocabulary import ReturnState


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One request. times: how often the case was handed back before."""

    id: int
    assignment: int
    case_id: int
    number: str | None
    title: str
    unit: str
    proposed: str | None
    reason: str
    state: ReturnState
    decision: str | None
    asked_at: datetime
    times: int


async def return_list(*, actor: Actor, whole: bool = False, page: int = 1, per_page: int = 20) -> Rows[ReturnRow]:
    """Requests that wait, the oldest first; whole: the decided ones too, the newest first."""
    where = visible_to(actor, ReturnRequest)
    if not whole:
        where = where & (ReturnRequest.state == ReturnState.OPEN.value)
    case: Any = ReturnRequest.case
    assignment: Any = ReturnRequest.assignment
    proposed: Any = ReturnRequest.proposed
    rows = (
        await ReturnRequest.select(
            *ReturnRequest.all_columns(), case.number, case.title, case.returns, assignment.printed_name, proposed.name
        )
        .where(where)
        .order_by(ReturnRequest.id, ascending=not whole)
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    found = tuple(
        ReturnRow(
            id=row["id"],
            assignment=row["assignment"],
            case_id=row["case"],
            number=row["case.number"],
            title=row["case.title"],
            unit=row["assignment.printed_name"],
            proposed=row["proposed.name"],
            reason=row["reason"],
            state=ReturnState(row["state"]),
            decision=row["decision_words"],
            asked_at=row["created_at"],
            times=row["case.returns"],
        )
        for row in rows
    )
    return Rows(found, await ReturnRequest.count().where(where), page, per_page)
