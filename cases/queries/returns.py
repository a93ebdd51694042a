"""Requests to hand cases back: those that wait for a decision, what was decided, and the way of one case so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.listing import Rows
from cases.tables import JournalEntry, ReturnRequest
from cases.vocabulary import Machine, ReturnState, Verb


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
    proposed_id: int | None
    reason: str
    state: ReturnState
    decision: str | None
    asked_at: datetime
    decided_at: datetime | None
    times: int


@dataclass(frozen=True, slots=True)
class Coordination:
    """A meeting about whose a case is. said: when, where and what for, in one sentence."""

    said: str
    by: str
    at: datetime


async def return_list(*, actor: Actor, whole: bool = False, page: int = 1, per_page: int = 20) -> Rows[ReturnRow]:
    """Requests that wait, the oldest first; whole: the decided ones too, the newest first."""
    where = visible_to(actor, ReturnRequest)
    if not whole:
        where = where & (ReturnRequest.state == ReturnState.OPEN.value)
    query = _select(where).order_by(ReturnRequest.id, ascending=not whole)
    rows = await query.limit(per_page).offset((page - 1) * per_page)
    return Rows(tuple(map(_row, rows)), await ReturnRequest.count().where(where), page, per_page)


async def returns_of(cases: Sequence[int], *, actor: Actor) -> dict[int, tuple[ReturnRow, ...]]:
    """By case every request that was ever made, the earliest first: who passed it on to whom."""
    where = visible_to(actor, ReturnRequest) & ReturnRequest.case.is_in(list(cases) or [0])
    found: dict[int, tuple[ReturnRow, ...]] = {}
    for row in await _select(where).order_by(ReturnRequest.id):
        found[row["case"]] = (*found.get(row["case"], ()), _row(row))
    return found


async def coordinations_of(assignment: int, since: datetime, *, actor: Actor) -> tuple[Coordination, ...]:
    """The meetings about a request that was made then, the earliest first."""
    entry = JournalEntry
    mine = (entry.thing == Machine.ASSIGNMENT.value) & (entry.thing_id == assignment)
    where = visible_to(actor, entry) & mine & (entry.verb == Verb.COORDINATE.value) & (entry.at >= since)
    rows = await entry.select(entry.reason, entry.actor, entry.at).where(where).order_by(entry.seq)
    return tuple(Coordination(row["reason"], row["actor"], row["at"]) for row in rows)


def _select(where: Combinable) -> Any:
    case: Any = ReturnRequest.case
    assignment: Any = ReturnRequest.assignment
    proposed: Any = ReturnRequest.proposed
    return ReturnRequest.select(
        *ReturnRequest.all_columns(), case.number, case.title, case.returns, assignment.printed_name, proposed.name
    ).where(where)


def _row(row: dict[str, Any]) -> ReturnRow:
    return ReturnRow(
        id=row["id"],
        assignment=row["assignment"],
        case_id=row["case"],
        number=row["case.number"],
        title=row["case.title"],
        unit=row["assignment.printed_name"],
        proposed=row["proposed.name"],
        proposed_id=row["proposed"],
        reason=row["reason"],
        state=ReturnState(row["state"]),
        decision=row["decision_words"],
        asked_at=row["created_at"],
        decided_at=row["decided_at"],
        times=row["case.returns"],
    )
