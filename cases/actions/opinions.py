"""Co-handlers: their opinion to the lead unit, what the lead makes of it, and their word on the lead's final draft."""

from typing import Any

from cases.actions.drafts import Collided, Saved, keep, save_draft, taken_reply
from cases.actor import SYSTEM, Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import ChoiceMissing, DraftMoved, Forbidden, NotFound, NotFromHere, Outdated, ReasonMissing
from cases.journal import record
from cases.permissions import can
from cases.queries.drafts import Draft, name_of, working_text
from cases.stale_marks import mark_stale
from cases.tables import CoSign, Reply
from cases.vocabulary import (
    Adoption,
    CoSignState,
    Machine,
    ReplyKind,
    ReplyState,
    Stance,
    TextKind,
    Verb,
)
from cases.workflow import LEAST_REASON, move


async def save_opinion(
    opinion_id: int, *, stance: Stance | None, body: str, person: str, phone: str, base: int, actor: Actor
) -> Saved | Collided:
    """Keep an opinion that is being written. base and the answers are those of ``drafts.save_draft``."""
    draft = Draft(body=body, contact_person=person, contact_phone=phone)
    said = await save_draft(opinion_id, draft, base=base, actor=actor)
    if isinstance(said, Saved):
        async with write_tx():
            await Reply.update({Reply.stance: stance.value if stance else None}).where(Reply.id == opinion_id)
    return said


async def send_opinion(opinion_id: int, seen: int, *, stance: Stance | None, base: int, actor: Actor) -> None:
    """Send the unit's opinion to the lead unit, signed by its clerk or approver.

    seen: the version of the unit's assignment; base: that of the text. NO_OPINION needs no text. Raises ChoiceMissing,
    DraftMoved, ComesFirst and as ``move``.
    """
    if stance is None:
        raise ChoiceMissing(what_for=Verb.SEND_CO_OPINION.label)
    async with write_tx():
        facts, opinion = await taken_reply(opinion_id, actor)
        text = working_text(facts, opinion_id)
        if text["version"] != base and stance is not Stance.NO_OPINION:
            raise DraftMoved(who=await name_of(text["author"]))
        await Reply.update({Reply.stance: stance.value}).where(Reply.id == opinion_id)
        changes = {"finished_at": now()}
        await move(
            Machine.ASSIGNMENT, opinion["assignment"], Verb.SEND_CO_OPINION, actor=actor, seen=seen, changes=changes,
            told=stance.label,
        )  # fmt: skip
        await keep(facts, opinion_id, TextKind.SIGNED, actor)
        signed = {"signed_on": today(), "signer": actor.owner, "sent_at": now()}
        await move(Machine.REPLY, opinion_id, Verb.SEND_CO_OPINION, actor=SYSTEM, changes=signed)


async def adopt(opinion_id: int, adoption: Adoption | None, seen: int, *, actor: Actor, reason: str = "") -> None:
    """Mark what the lead unit makes of an opinion; the unit that wrote it reads it. Every change is in the journal.

    Whoever does not adopt all of it says why. Raises Forbidden, NotFromHere, ChoiceMissing, ReasonMissing.
    """
    if adoption is None:
        raise ChoiceMissing(what_for=Verb.ADOPT_OPINION.label)
    if adoption is not Adoption.ADOPTED and len(reason.strip()) < LEAST_REASON:
        raise ReasonMissing(act=adoption.label, least=LEAST_REASON)
    async with write_tx():
        facts, opinion = await taken_reply(opinion_id, actor)
        leads = any(a["department"] == actor.unit for a in facts.leading)
        if not (leads and actor.unit is not None and can(actor, Verb.ADOPT_OPINION, facts.standing())):
            raise Forbidden(act=Verb.ADOPT_OPINION.label)
        if opinion["kind"] != ReplyKind.CO_OPINION or opinion["state"] != ReplyState.SENT:
            state = ReplyState(opinion["state"]).label
            raise NotFromHere(ReplyKind.CO_OPINION.label, Verb.ADOPT_OPINION.label, state)
        columns: dict[Any, Any] = {
            Reply.adoption: adoption.value, Reply.adoption_reason: reason.strip() or None, Reply.version: seen + 1,
        }  # fmt: skip
        written = (
            await Reply.update(columns).where((Reply.id == opinion_id) & (Reply.version == seen)).returning(Reply.id)
        )
        if not written:
            raise Outdated(kind=ReplyKind.CO_OPINION.label, key=opinion["printed_name"])
        old = Adoption(opinion["adoption"]).label if opinion["adoption"] else None
        await record(
            actor, Verb.ADOPT_OPINION, Machine.REPLY.value, opinion_id, case=opinion["case"], old=old,
            new=adoption.label, reason=reason.strip() or None,
        )  # fmt: skip
        await mark_stale(("case", opinion["case"]))


async def ask_cosign(reply_id: int, seen: int, *, actor: Actor) -> int:
    """Lay the lead's final draft before every co-handler; how many are asked. Earlier answers are asked anew."""
    async with write_tx():
        facts, _ = await taken_reply(reply_id, actor)
        asked = {c["assignment"] for c in facts.co_signs if c["reply"] == reply_id}
        for unit in facts.co_units:
            if unit["id"] not in asked:
                await CoSign.insert(CoSign(reply=reply_id, assignment=unit["id"]))
        again: dict[Any, Any] = {CoSign.state: CoSignState.PENDING.value, CoSign.told: None}
        await CoSign.update(again).where(CoSign.reply == reply_id)
        await keep(facts, reply_id, TextKind.KEPT, actor)
        await move(Machine.REPLY, reply_id, Verb.ASK_COSIGN, actor=actor, seen=seen)
        return len(facts.co_units)


async def cosign(reply_id: int, seen: int, *, agrees: bool, actor: Actor, told: str = "") -> None:
    """A co-handler's word on the final draft. Who does not agree says what should change. Raises as ``move``."""
    async with write_tx():
        facts, _ = await taken_reply(reply_id, actor)
        mine = next((a for a in facts.co_units if a["department"] == actor.unit), None)
        verb = Verb.COSIGN if agrees else Verb.OBJECT_COSIGN
        await move(Machine.REPLY, reply_id, verb, actor=actor, seen=seen, reason=told)
        if mine is None:
            raise NotFound(kind=CoSignState.PENDING.label, key=str(reply_id))
        state = CoSignState.AGREED if agrees else CoSignState.OBJECTED
        columns: dict[Any, Any] = {
            CoSign.state: state.value, CoSign.told: told.strip() or None, CoSign.signed_by: actor.owner,
            CoSign.answered_at: now(),
        }  # fmt: skip
        await CoSign.update(columns).where((CoSign.reply == reply_id) & (CoSign.assignment == mine["id"]))
