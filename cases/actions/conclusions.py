"""After the rating: handle anew, put before leaders, conclude, follow up, close, file away, change the class."""

from typing import Any

from cases.actions.drafts import taken_reply
from cases.actor import SYSTEM, Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.deadlines import due_on
from cases.errors import ChoiceMissing
from cases.vocabulary import (
    ANSWERED,
    LEADING,
    AssignmentState,
    Clock,
    Machine,
    Verb,
)
from cases.workflow import follow, move, taken


async def order_rehandle(case_id: int, seen: int, *, actor: Actor, reason: str) -> int:
    """Hand the case back to the units that answered, with a day of its own; the new round. Raises as ``move``.

    The reply that was given and its rating stay as they are; the units write the next version.
    """
    async with write_tx():
        facts = await taken(case_id, actor)
        round_, until = facts.case["round"] + 1, due_on(Clock.REHANDLE, today(), facts.rules, facts.calendar)
        changes = {"round": round_, "due_on": until, "replied_on": None, "concluded_on": None}
        await move(
            Machine.CASE, case_id, Verb.ORDER_REHANDLE, actor=actor, seen=seen, reason=reason, changes=changes,
            told=f"{round_}",
        )  # fmt: skip
        again = {"due_on": until, "first_due_on": until, "finished_at": None}
        for unit in facts.live:
            if unit["role"] in LEADING and unit["state"] in ANSWERED:
                await move(Machine.ASSIGNMENT, unit["id"], Verb.REOPEN, actor=SYSTEM, changes=again)
        return int(round_)


async def escalate(case_id: int, seen: int, *, actor: Actor, reason: str) -> None:
    """Bring a case that left its submitter dissatisfied twice before the leaders."""
    async with write_tx():
        await move(
            Machine.CASE, case_id, Verb.ESCALATE, actor=actor, seen=seen, reason=reason, changes={"key_case": True}
        )


async def conclude(case_id: int, seen: int, *, actor: Actor) -> None:
    """End the handling: everybody has rated or let the time pass, nobody is dissatisfied. Units are done with it."""
    async with write_tx():
        moved = await move(
            Machine.CASE, case_id, Verb.CONCLUDE, actor=actor, seen=seen, changes={"concluded_on": today()}
        )
        for unit in moved.facts.live:
            if unit["state"] in (AssignmentState.OPINION_SENT, AssignmentState.REPLY_SENT):
                changes = {"finished_at": unit["finished_at"] or now()}
                await move(Machine.ASSIGNMENT, unit["id"], Verb.FINISH, actor=SYSTEM, changes=changes)
        await follow(case_id)


async def advance(case_id: int, verb: Verb, seen: int, *, actor: Actor) -> None:
    """Open the follow-up of what was promised, close a case with nothing open, or file it away."""
    async with write_tx():
        await move(Machine.CASE, case_id, verb, actor=actor, seen=seen)


async def change_class(reply_id: int, code: str, seen: int, *, actor: Actor, reason: str) -> None:
    """Give a sent reply another class; reason: the supplementary words that submitter and unit are told.

    The class it had stands in the journal. Raises ChoiceMissing where the rules do not know the letter.
    """
    async with write_tx():
        await give_class(reply_id, code, seen, actor=actor, reason=reason)


async def give_class(reply_id: int, code: str, seen: int | None, *, actor: Actor, reason: str) -> None:
    """The same inside the caller's ``write_tx``. seen: none where another thing was looked at, which leads here."""
    facts, reply = await taken_reply(reply_id, actor)
    found = facts.rules.class_of(code)
    if found is None or code == reply["result_class"]:
        raise ChoiceMissing(what_for=Verb.CHANGE_CLASS.label)
    changes: dict[str, Any] = {
        "result_class": found.code, "class_semantic": found.semantic.value, "class_scheme": facts.rules.key,
    }  # fmt: skip
    await move(
        Machine.REPLY, reply_id, Verb.CHANGE_CLASS, actor=actor, seen=reply["version"] if seen is None else seen,
        reason=reason, changes=changes, told=f"{reply['result_class'] or ''} → {found.code}",
    )  # fmt: skip
