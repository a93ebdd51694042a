"""Cases that wait for their units, and what the form for units has to know of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.deadlines import Due, due_after_reassignment, due_of, due_on
from cases.errors import NotFound
from cases.facts import Facts, facts_of
from cases.permissions import sees, visible_to
from cases.queries.listing import Rows, plain_like
from cases.queries.returns import ReturnRow, returns_of
from cases.schemes import Span
from cases.tables import Case, UnitWish
from cases.vocabulary import (
    AssignmentRole,
    AssignmentState,
    CaseState,
    Clock,
    HandlingKind,
    Machine,
    ReturnState,
    Track,
    Verb,
    WishBy,
)
from cases.workflow import offered

WAITING = [CaseState.FILED.value, CaseState.TO_ASSIGN.value]


@dataclass(frozen=True, slots=True)
class Wish:
    """A unit that somebody would give the case to."""

    unit: int
    name: str
    by: WishBy


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that no unit has. since: when it came to this; returns: how often a unit handed it back."""

    id: int
    version: int
    number: str | None
    title: str
    track: Track
    since: datetime
    returns: int
    key_case: bool
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's present part in a case."""

    unit: int | None
    name: str
    role: AssignmentRole
    state: AssignmentState
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RoutedCase:
    """A case on the form for units. parts: the units that have it now; proposed: by the newest granted return;
    passed_on: every request ever made to hand it back.

    accept_by, return_until, answer, opinion: the days its rules give from today on, the latter with the span and where
    the count itself ended.
    """

    id: int
    version: int
    number: str | None
    title: str
    track: Track
    place: int | None
    kind: HandlingKind | None
    returns: int
    passed_on: tuple[ReturnRow, ...]
    key_case: bool
    wishes: tuple[Wish, ...]
    parts: tuple[Part, ...]
    proposed: int | None
    start: date
    accept_by: date
    return_until: date
    answer: Due
    opinion: Due
    answer_span: Span
    opinion_span: Span
    takes_over: bool
    recallable: bool


async def waiting_cases(
    *, actor: Actor, text: str = "", track: Track | None = None, page: int = 1, per_page: int = 20
) -> Rows[WaitingCase]:
    """Filed cases without a unit, the longest waiting first."""
    where = visible_to(actor, Case) & Case.state.is_in(WAITING)
    if text:
        like = plain_like(text)
        where = where & (Case.title.like(like) | Case.number.like(like))
    if track is not None:
        where = where & (Case.track == track.value)
    total = await Case.count().where(where)
    rows = (
        await Case.select()
        .where(where)
        .order_by(Case.state_since)
        .order_by(Case.id)
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    wishes = await _wishes([row["id"] for row in rows], actor)
    found = tuple(
        WaitingCase(
            id=row["id"],
            version=row["version"],
            number=row["number"],
            title=row["title"],
            track=Track(row["track"]),
            since=row["state_since"],
            returns=row["returns"],
            key_case=bool(row["key_case"]),
            wishes=wishes.get(row["id"], ()),
        )
        for row in rows
    )
    return Rows(found, total, page, per_page)


async def routed_cases(ids: Sequence[int], *, actor: Actor) -> tuple[RoutedCase, ...]:
    """The cases of a form, in the order in which they were ticked. Raises NotFound for one the actor cannot see."""
    wanted = list(dict.fromkeys(ids))
    wishes, passed_on = await _wishes(wanted, actor), await returns_of(wanted, actor=actor)
    found = []
    for case_id in wanted:
        facts = await facts_of(case_id)
        if facts is None or not sees(actor, facts.standing()):
            raise NotFound(kind=Machine.CASE.label, key=str(case_id))
        found.append(_routed(facts, wishes.get(case_id, ()), passed_on.get(case_id, ()), actor))
    return tuple(found)


def _routed(facts: Facts, wishes: tuple[Wish, ...], passed_on: tuple[ReturnRow, ...], actor: Actor) -> RoutedCase:
    case, rules, calendar = facts.case, facts.rules, facts.calendar
    answer = due_of(Clock.REPLY, facts.today, rules, calendar)
    takes_over = bool(facts.assignments) and case["due_on"] is not None
    if takes_over:
        day = due_after_reassignment(case["due_on"], facts.today, rules, calendar)
        answer = Due(day, day, answer.provisional)
    return RoutedCase(
        id=case["id"],
        version=case["version"],
        number=case["number"],
        title=case["title"],
        track=Track(case["track"]),
        place=case["place"],
        kind=HandlingKind(case["handling_kind"]) if case["handling_kind"] else None,
        returns=case["returns"],
        passed_on=passed_on,
        key_case=bool(case["key_case"]),
        wishes=wishes,
        parts=tuple(_part(row) for row in sorted(facts.live, key=lambda a: (a["role"] == "co", a["position"]))),
        proposed=_proposed(passed_on),
        start=facts.today,
        accept_by=due_on(Clock.ACCEPT, facts.today, rules, calendar),
        return_until=due_on(Clock.RETURN, facts.today, rules, calendar),
        answer=answer,
        opinion=due_of(Clock.CO_OPINION, facts.today, rules, calendar),
        answer_span=rules.spans[Clock.REPLY],
        opinion_span=rules.spans[Clock.CO_OPINION],
        takes_over=takes_over,
        recallable=offered(facts, Machine.CASE, case, actor, Verb.RECALL_ASSIGNMENT),
    )


def _part(row: dict[str, Any]) -> Part:
    role, state = AssignmentRole(row["role"]), AssignmentState(row["state"])
    return Part(row["department"], row["printed_name"], role, state, row["due_on"])


async def _wishes(cases: Sequence[int], actor: Actor) -> dict[int, tuple[Wish, ...]]:
    rows = (
        await UnitWish.select(UnitWish.case, UnitWish.department, UnitWish.department.name, UnitWish.said_by)
        .where(visible_to(actor, UnitWish) & UnitWish.case.is_in(list(cases) or [0]))
        .order_by(UnitWish.position)
        .order_by(UnitWish.id)
    )
    found: dict[int, tuple[Wish, ...]] = {}
    for row in rows:
        wish = Wish(row["department"], row["department.name"], WishBy(row["said_by"]))
        found[row["case"]] = (*found.get(row["case"], ()), wish)
    return found


def _proposed(passed_on: Sequence[ReturnRow]) -> int | None:
    """The unit that was named when the case was handed back last."""
    granted = [row.proposed_id for row in passed_on if row.state is ReturnState.GRANTED and row.proposed_id]
    return granted[-1] if granted else None
