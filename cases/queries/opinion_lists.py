"""What a unit helps others with: every case in which it is a co-handler, and how far its opinion is. What it has in
hand stands on one page; of what it has given there are thousands after some years."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.calendars import working_calendar
from cases.clock import today
from cases.facts import Row
from cases.lights import light_of
from cases.permissions import visible_to
from cases.queries.counting import leaders_of
from cases.queries.listing import Listed, Order, Rows, known_first, ordered
from cases.tables import Assignment, Reply
from cases.vocabulary import (
    AT_WORK,
    ENDED,
    AssignmentRole,
    AssignmentState,
    Light,
    ReplyKind,
    ReplyState,
    Stance,
    Track,
    Watched,
)
from cases.working_days import WorkingCalendar

# Also what came in by import, where nobody wrote an opinion here.
_GIVEN = frozenset({AssignmentState.OPINION_SENT, AssignmentState.DONE})
_NUMBER = re.compile(r"第?([\u3400-\u9fff]{0,8}?[0-9]{1,8})(?:号|$|[^0-9])")


@dataclass(frozen=True, slots=True)
class CoPart:
    """One case in which a unit is co-handler. opinion: id of what it wrote, None before the first word."""

    assignment: int
    case_id: int
    title: str
    track: Track
    number: str | None
    lead: str | None
    state: AssignmentState
    due_on: date | None
    light: Light
    left: str
    opinion: int | None
    sent: bool
    stance: Stance | None

    @property
    def writable(self) -> bool:
        """Whether the unit may still write its opinion."""
        return not self.sent and self.state in AT_WORK


async def co_parts(*, actor: Actor) -> tuple[CoPart, ...]:
    """The parts of the actor's unit as co-handler that it has in hand, what is due first."""
    if actor.unit is None:
        return ()
    in_hand = _mine(actor) & Assignment.state.not_in(sorted(_GIVEN))
    found = await _parts(await _select().where(visible_to(actor, Assignment) & in_hand), actor)
    return tuple(sorted(found, key=lambda one: (one.sent, one.due_on or date.max, one.assignment)))


async def given_parts(*, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[CoPart]:
    """The parts in which the actor's unit has given its opinion, the latest due first: all of its past."""
    if actor.unit is None:
        return Rows((), 0, page, per_page)
    listed = Listed(actor, Assignment, _mine(actor) & Assignment.state.is_in(sorted(_GIVEN)))
    newest = [*known_first(Assignment.due_on, descending=True), Order(Assignment.id, descending=True)]
    rows = ordered(_select().where(listed.where), newest).limit(per_page).offset((page - 1) * per_page)
    return Rows(tuple(await _parts(await rows, actor)), await listed.count(), page, per_page)


def _mine(actor: Actor) -> Combinable:
    live = Assignment.state.not_in([state.value for state in ENDED])
    mine: Combinable = (Assignment.department == actor.unit) & (Assignment.role == AssignmentRole.CO.value) & live
    return mine


def _select() -> Any:
    a: Any = Assignment  # columns of joined tables are known at run time only
    return a.select(
        a.id, a.state, a.due_on, a.case.id.as_alias("case_id"), a.case.title.as_alias("title"),
        a.case.track.as_alias("track"), a.case.number_raw.as_alias("number"), a.case.round.as_alias("round"),
    )  # fmt: skip


async def _parts(rows: list[Row], actor: Actor) -> list[CoPart]:
    opinions = await _newest([row["id"] for row in rows], actor)
    leaders = await leaders_of([row["case_id"] for row in rows], actor=actor)
    calendar = await working_calendar()
    return [_part(row, opinions.get((row["id"], row["round"]), {}), leaders, calendar) for row in rows]


async def _newest(parts: list[int], actor: Actor) -> dict[tuple[int, int], Row]:
    """The newest opinion by part and round."""
    r = Reply
    wanted = (r.kind == ReplyKind.CO_OPINION.value) & r.assignment.is_in(parts or [0])
    rows = await r.select(r.id, r.assignment, r.round, r.state, r.stance).where(visible_to(actor, r) & wanted)
    return {(row["assignment"], row["round"]): row for row in sorted(rows, key=lambda row: row["id"])}


def _part(row: Row, opinion: Row, leaders: Mapping[int, tuple[Any, str | None]], calendar: WorkingCalendar) -> CoPart:
    sent = opinion.get("state") == ReplyState.SENT or row["state"] in _GIVEN
    light, left = light_of(Watched.CO_OPINION, row["due_on"], today(), calendar, done=sent)
    return CoPart(
        assignment=row["id"],
        case_id=row["case_id"],
        title=row["title"],
        track=Track(row["track"]),
        number=row["number"],
        lead=leaders.get(row["case_id"], (None, None))[1],
        state=AssignmentState(row["state"]),
        due_on=row["due_on"],
        light=light,
        left=left,
        opinion=opinion.get("id"),
        sent=sent,
        stance=Stance(opinion["stance"]) if opinion.get("stance") else None,
    )


def bare_number(text: str) -> str:
    """A case number as it is compared: 第0132号, １３２ and "132 会办意见.docx" are 132; empty where there is none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _NUMBER.match(plain)
    if found is None:
        return ""
    head = found[1].rstrip("0123456789")
    return head + (found[1][len(head) :].lstrip("0") or "0")
