"""Sending a signed reply to everybody it is for, and what follows from it for the older version and the units."""

from typing import Any

from cases.actions.drafts import taken_reply
from cases.actions.letters import take_over_promises, widen
from cases.actor import SYSTEM, Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.deadlines import due_on
from cases.facts import Facts, Row
from cases.tables import Case, CaseSubmitter, Delivery
from cases.vocabulary import Audience, CaseState, Clock, Machine, ReplyKind, ReplyState, Signature, Verb
from cases.workflow import follow, move, unchanged


async def send_reply(reply_id: int, seen: int, *, actor: Actor) -> int:
    """Send a signed reply, one delivery for each addressee; how many. Raises as ``move``.

    The unit's part is answered, an older version is superseded, and the case is answered when every unit has.
    """
    async with write_tx():
        facts, reply = await taken_reply(reply_id, actor)
        await unchanged(Machine.REPLY, reply, seen)
        rows = await _deliveries(facts, reply)
        for row in rows:
            await Delivery.insert(Delivery(**row))
        changes = {"sent_at": now(), "audience": Audience.PARTIES.value}
        await move(
            Machine.REPLY, reply_id, Verb.SEND_REPLY, actor=actor, seen=seen, changes=changes, told=f"{len(rows)}"
        )
        await widen(reply["document"], Audience.PARTIES)
        await _supersede(facts, reply)
        await move(
            Machine.ASSIGNMENT, reply["assignment"], Verb.REPLY_GIVEN, actor=SYSTEM, changes={"finished_at": now()}
        )
        await follow(reply["case"])
        answered = (Case.id == reply["case"]) & (Case.state == CaseState.REPLIED.value)
        await Case.update({Case.replied_on: today()}).where(answered)
        return len(rows)


async def addressees(facts: Facts) -> tuple[Row, ...]:
    """Everybody who gets a copy: each name under the case that was signed, and those of the cases merged into it.

    A person who stands under several of them gets one.
    """
    merged = await Case.select(Case.id).where(Case.merged_into == facts.case["id"])
    ids = [row["id"] for row in merged]
    further = (
        await CaseSubmitter.select().where(CaseSubmitter.case.is_in(ids)).order_by(CaseSubmitter.id) if ids else []
    )
    found: dict[Any, Row] = {}
    for row in (*sorted(facts.submitters, key=lambda s: s["position"]), *further):
        if row["signature"] == Signature.SIGNED:
            who = row["person"] or row["collective"]
            found.setdefault(("person" if row["person"] else "body", who) if who else row["printed_name"], row)
    return tuple(found.values())


async def _deliveries(facts: Facts, reply: Row) -> list[dict[str, Any]]:
    until = due_on(Clock.FEEDBACK, today(), facts.rules, facts.calendar)
    return [
        {
            "reply": reply["id"], "submitter": row["id"], "person": row["person"], "sent_at": now(),
            "feedback_due_on": until,
        }
        for row in await addressees(facts)
    ]  # fmt: skip


async def _supersede(facts: Facts, reply: Row) -> None:
    """The unit's versions before this one are no longer in force; their words and ratings stay as they are."""
    older = [
        r for r in facts.replies
        if r["kind"] == ReplyKind.REPLY and r["printed_name"] == reply["printed_name"]
        and r["id"] != reply["id"] and r["state"] == ReplyState.SENT
    ]  # fmt: skip
    for row in older:
        await move(Machine.REPLY, row["id"], Verb.SUPERSEDE, actor=SYSTEM)
        if row["document"] is not None and reply["document"] is not None:
            await take_over_promises(row["document"], reply["document"])
