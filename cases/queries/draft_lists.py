"""Lists of what is being written, waits for approval, or waits to be rated, for whoever has to do with it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.permissions import visible_to
from cases.tables import Approval, Assignment, CoSign, Delivery, Reply
from cases.vocabulary import CoSignState, FeedbackState, ReplyKind, ReplyState, Role, Track

_OPEN = (ReplyState.DRAFTING, ReplyState.COSIGNING, ReplyState.PENDING_SIGN, ReplyState.SIGNED)
MOST = 200


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A reply on its way in a list. due_on: of the unit's part in the case."""

    id: int
    case_id: int
    title: str
    track: Track
    number: str | None
    kind: ReplyKind
    version: int
    unit: str
    state: ReplyState
    level: int
    due_on: date | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A reply that somebody received. due_on: until when it can be rated."""

    id: int
    reply_id: int
    case_id: int
    title: str
    track: Track
    number: str | None
    unit: str
    version: int
    state: FeedbackState
    sent_at: datetime
    due_on: date | None
    superseded: bool


async def unit_drafts(*, actor: Actor) -> tuple[DraftRow, ...]:
    """What the actor's unit writes, the most urgent first."""
    if actor.unit is None:
        return ()
    return await _drafts(actor, (Reply.department == actor.unit) & _in(_OPEN))


async def draft_begun(assignment: int, *, actor: Actor) -> int | None:
    """What the actor's unit is writing for its part in a case, None before the first word."""
    if actor.unit is None:
        return None
    mine = (Reply.assignment == assignment) & (Reply.department == actor.unit)
    rows = (
        await Reply.select(Reply.id, Reply.round, Reply.case.round.as_alias("now"))
        .where(visible_to(actor, Reply) & mine & _in((*_OPEN, ReplyState.SENT)))
        .order_by(Reply.number, ascending=False)
    )
    return next((int(row["id"]) for row in rows if row["round"] == row["now"]), None)


async def to_approve(*, actor: Actor) -> tuple[DraftRow, ...]:
    """What waits for the actor's rung, or one below it; nothing for anybody else than an approver."""
    if actor.role is not Role.APPROVER or actor.unit is None:
        return ()
    own = (Reply.department == actor.unit) & (Reply.approval_level <= actor.level)
    return await _drafts(actor, own & _in((ReplyState.PENDING_SIGN,)))


async def to_cosign(*, actor: Actor) -> tuple[DraftRow, ...]:
    """Final drafts of lead units that wait for the word of the actor's unit."""
    if actor.unit is None:
        return ()
    asked = await CoSign.select(CoSign.reply).where(
        (CoSign.assignment.department == actor.unit) & (CoSign.state == CoSignState.PENDING.value)
    )
    ids = [row["reply"] for row in asked]
    return await _drafts(actor, Reply.id.is_in(ids) & _in((ReplyState.COSIGNING,))) if ids else ()


async def approved_lately(*, actor: Actor) -> tuple[DraftRow, ...]:
    """The last replies that the actor decided on."""
    rows = (
        await Approval.select(Approval.reply)
        .where(Approval.approver == actor.owner)
        .order_by(Approval.id, ascending=False)
        .limit(MOST)
    )
    ids = list(dict.fromkeys(row["reply"] for row in rows))[:20]
    return await _drafts(actor, Reply.id.is_in(ids)) if ids else ()


async def my_deliveries(*, actor: Actor) -> tuple[DeliveryRow, ...]:
    """Replies that were sent to the actor, those that wait for his rating first."""
    if actor.owner is None or actor.role is not Role.SUBMITTER:
        return ()
    return await _deliveries(visible_to(actor, Delivery) & (Delivery.person == actor.owner))


async def case_deliveries(case_id: int, *, actor: Actor) -> tuple[DeliveryRow, ...]:
    """Every copy of every reply of a case."""
    return await _deliveries(visible_to(actor, Delivery) & (Delivery.reply.case == case_id))


def _in(states: tuple[ReplyState, ...]) -> Combinable:
    return Reply.state.is_in([state.value for state in states])


async def _drafts(actor: Actor, where: Combinable) -> tuple[DraftRow, ...]:
    r: Any = Reply  # columns of joined tables are known at run time only
    rows = (
        await r.select(
            r.id, r.kind, r.number, r.state, r.approval_level, r.printed_name, r.updated_at, r.assignment,
            r.case.id.as_alias("case_id"), r.case.title.as_alias("title"), r.case.track.as_alias("track"),
            r.case.number_raw.as_alias("case_number"), r.department.name.as_alias("unit"),
        )
        .where(visible_to(actor, Reply) & where & r.assignment.is_not_null())
        .order_by(r.id, ascending=False)
        .limit(MOST)
    )  # fmt: skip
    parts = [row["assignment"] for row in rows]
    due = Assignment.select(Assignment.id, Assignment.due_on).where(Assignment.id.is_in(parts or [0]))
    days = {row["id"]: row["due_on"] for row in await due}
    found = [
        DraftRow(
            r["id"], r["case_id"], r["title"], Track(r["track"]), r["case_number"], ReplyKind(r["kind"]), r["number"],
            r["unit"] or r["printed_name"], ReplyState(r["state"]), r["approval_level"], days.get(r["assignment"]),
            r["updated_at"],
        )
        for r in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda row: (row.due_on or date.max, -row.id)))


async def _deliveries(where: Combinable) -> tuple[DeliveryRow, ...]:
    d: Any = Delivery
    rows = (
        await d.select(
            d.id, d.state, d.sent_at, d.feedback_due_on, d.reply.id.as_alias("reply_id"),
            d.reply.number.as_alias("version"), d.reply.state.as_alias("reply_state"),
            d.reply.printed_name.as_alias("unit"), d.reply.case.id.as_alias("case_id"),
            d.reply.case.title.as_alias("title"), d.reply.case.track.as_alias("track"),
            d.reply.case.number_raw.as_alias("case_number"),
        )
        .where(where)
        .order_by(d.id, ascending=False)
        .limit(MOST)
    )  # fmt: skip
    found = [
        DeliveryRow(
            r["id"], r["reply_id"], r["case_id"], r["title"], Track(r["track"]), r["case_number"], r["unit"],
            r["version"], FeedbackState(r["state"]), r["sent_at"], r["feedback_due_on"],
            r["reply_state"] == ReplyState.SUPERSEDED,
        )
        for r in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda row: (row.state is not FeedbackState.AWAITING or row.superseded, -row.id)))
