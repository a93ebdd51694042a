"""Lists of what is being written, waits for approval, or waits to be rated, for whoever has to do with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.permissions import visible_to
from cases.tables import Approval, Assignment, CoSign, Delivery, JournalEntry, Reply, ReplyText
from cases.vocabulary import CoSignState, FeedbackState, Machine, ReplyKind, ReplyState, Role, Track, Verb

_OPEN = (ReplyState.DRAFTING, ReplyState.COSIGNING, ReplyState.PENDING_SIGN, ReplyState.SIGNED)
MOST = 200


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A reply on its way in a list. due_on: of the unit's part in the case.

    seen, text_seen: versions of the reply and of its text; opened: whether the reader has had just these before him.
    """

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
    seen: int = 0
    text_seen: int = 0
    opened: bool = False


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
    rows = await _drafts(actor, own & _in((ReplyState.PENDING_SIGN,)))
    ids = [row.id for row in rows]
    texts = await ReplyText.select(ReplyText.reply, ReplyText.version).where(
        ReplyText.reply.is_in(ids or [0]) & (ReplyText.number == 0)
    )
    versions, read = {text["reply"]: text["version"] for text in texts}, await opened_by(actor, ids)
    return tuple(
        replace(row, text_seen=version, opened=read.get(row.id) == opened_mark(row.seen, version))
        for row in rows
        for version in (versions.get(row.id, 0),)
    )


async def opened_by(actor: Actor, replies: Sequence[int]) -> dict[int, str]:
    """By reply the mark of what an approver had before him last; those that he never opened are left out."""
    entry = JournalEntry
    mine = (entry.verb == Verb.SEE.value) & (entry.thing == Machine.REPLY.value) & (entry.person == actor.person)
    rows = (
        await entry.select(entry.thing_id, entry.new)
        .where(mine & entry.thing_id.is_in(list(replies) or [0]))
        .order_by(entry.seq)
    )
    return {row["thing_id"]: row["new"] for row in rows}


def opened_mark(reply: int, text: int) -> str:
    """What the journal says was opened: the versions of a reply and of its text."""
    return f"{reply}.{text}"


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
            r.case.number_raw.as_alias("case_number"), r.department.name.as_alias("unit"), r.version,
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
            r["updated_at"], seen=r["version"],
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
