"""Names under a joint submission: asked for, given, refused, taken back. Meanwhile the text stands still."""

from collections.abc import Sequence

from cases import tables
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import NotFound, TextMoved
from cases.facts import Facts, Row, outdated_signatures
from cases.journal import record
from cases.notices import about_thing, settle, tell
from cases.queries.choosing import submitters_of
from cases.stale_marks import mark_stale
from cases.tables import CaseSubmitter
from cases.tables.columns import Changes
from cases.vocabulary import Event, Machine, Signature, SubmitterKind, Verb
from cases.workflow import decided, move, taken

MOST_NAMES = 200


async def invite(case_id: int, persons: Sequence[int], *, seen: int, actor: Actor) -> int:
    """Ask people of the same body to sign; how many were asked who had not been.

    seen: version of the case. Raises NotFound for somebody who is no submitter there, and as ``workflow.move``.
    """
    async with write_tx():
        facts = await taken(case_id, actor)
        decided(Machine.CASE, Verb.INVITE_COSIGNER, facts, facts.case, actor)
        known = {one.id: one.name for one in await submitters_of(facts.case["body"])}
        asked = {s["person"]: s for s in facts.submitters}
        fresh = [person for person in dict.fromkeys(persons[:MOST_NAMES]) if person not in asked]
        again = [s["id"] for p, s in asked.items() if p in persons and s["signature"] == Signature.DECLINED]
        for person in fresh:
            if person not in known:
                raise NotFound(kind="联名人", key=str(person))
        if not fresh and not again:
            return 0
        last = max(s["position"] for s in facts.submitters)
        rows = [
            CaseSubmitter(
                case=case_id,
                person=person,
                position=last + place,
                printed_name=known[person],
                signature=Signature.INVITED.value,
            )
            for place, person in enumerate(fresh, start=1)
        ]
        if rows:
            await CaseSubmitter.insert(*rows)
        if again:
            columns: Changes = {CaseSubmitter.signature: Signature.INVITED.value, CaseSubmitter.answered_at: None}
            await CaseSubmitter.update(columns).where(CaseSubmitter.id.is_in(again))
        names = "、".join(row.printed_name for row in rows)
        joint = {"submitter_kind": SubmitterKind.JOINT.value}
        await move(
            Machine.CASE, case_id, Verb.INVITE_COSIGNER, actor=actor, seen=seen, changes=joint, told=names or None
        )
    return len(fresh) + len(again)


async def release(case_id: int, persons: Sequence[int] | None, *, seen: int, actor: Actor) -> None:
    """Take invitations and signatures back, of some people or of all, so that the text may change again.

    With the last of them the submission is one person's. Raises TextMoved, and as ``workflow.move``.
    """
    async with write_tx():
        facts = await taken(case_id, actor)
        decided(Machine.CASE, Verb.INVITE_COSIGNER, facts, facts.case, actor)
        if facts.case["version"] != seen:
            raise TextMoved
        others = [s for s in facts.submitters if s["position"] > 0]
        gone = [s for s in others if persons is None or s["person"] in persons]
        if gone:
            await CaseSubmitter.delete().where(CaseSubmitter.id.is_in([s["id"] for s in gone]))
            about = await about_thing(Machine.CASE, case_id, case_id, occasion="released")
            await settle(
                about, (Event.COSIGN_INVITED, Event.COSIGN_AGAIN), persons=[s["person"] for s in gone if s["person"]]
            )
        left = {s["id"] for s in others} - {s["id"] for s in gone}
        kind = SubmitterKind.JOINT if left else SubmitterKind.INDIVIDUAL
        case = tables.Case
        await case.update({case.submitter_kind: kind.value, case.version: case.version + 1}).where(case.id == case_id)
        names = "、".join(s["printed_name"] for s in gone)
        await record(actor, Verb.INVITE_COSIGNER, "case", case_id, case=case_id, new=f"撤回联名：{names}")
        await mark_stale(("case", case_id))


async def ask_again(case_id: int, *, seen: int, actor: Actor) -> int:
    """Ask all whose names stand under words that were changed since whether they still stand; how many.

    Their names wait as invitations do, and the text stands still meanwhile. Raises as ``workflow.move``.
    """
    async with write_tx():
        facts = await taken(case_id, actor)
        asked = outdated_signatures(facts)
        names = "、".join(s["printed_name"] for s in asked)
        moved = await move(Machine.CASE, case_id, Verb.ASK_AGAIN, actor=actor, seen=seen, told=names)
        await _set(asked, Signature.INVITED)
        about = await about_thing(Machine.CASE, case_id, case_id, occasion=f"v{moved.version}")
        await tell(Event.COSIGN_AGAIN, about, actor=actor)
    return len(asked)


async def write_on(case_id: int, *, seen: int, actor: Actor) -> None:
    """Take back what was asked again, so that the text may change once more before the names are asked for.

    Only who had signed before has a day of answering while he is asked. Raises TextMoved, and as ``workflow.move``.
    """
    async with write_tx():
        facts = await taken(case_id, actor)
        decided(Machine.CASE, Verb.INVITE_COSIGNER, facts, facts.case, actor)
        if facts.case["version"] != seen:
            raise TextMoved
        waiting = [s for s in facts.submitters if s["signature"] == Signature.INVITED and s["answered_at"] is not None]
        await _set(waiting, Signature.SIGNED)
        await tables.Case.update({tables.Case.version: seen + 1}).where(tables.Case.id == case_id)
        about = await about_thing(Machine.CASE, case_id, case_id, occasion="released")
        await settle(about, (Event.COSIGN_AGAIN,))
        names = "、".join(s["printed_name"] for s in waiting)
        await record(actor, Verb.ASK_AGAIN, "case", case_id, case=case_id, new=f"收回：{names}")


async def sign(case_id: int, *, text_seen: int, actor: Actor) -> None:
    """Put one's name under the text that one has read. Raises TextMoved where it is another one by now."""
    async with write_tx():
        facts = await taken(case_id, actor)
        text = facts.proposal_text()
        if text is None or text["version"] != text_seen:
            raise TextMoved
        # Others sign at the same time; what counts is the text, not how many names stand under it already.
        await move(Machine.CASE, case_id, Verb.SIGN_JOINTLY, actor=actor)
        await _answer(facts, actor, Signature.SIGNED)


async def decline(case_id: int, *, actor: Actor) -> None:
    """Refuse to sign. Raises as ``workflow.move``."""
    async with write_tx():
        facts = await taken(case_id, actor)
        await move(Machine.CASE, case_id, Verb.DECLINE_COSIGN, actor=actor)
        await _answer(facts, actor, Signature.DECLINED)


async def _set(names: Sequence[Row], signature: Signature) -> None:
    """When each answered last stays: it tells which words he signed."""
    ids = [s["id"] for s in names] or [0]
    await CaseSubmitter.update({CaseSubmitter.signature: signature.value}).where(CaseSubmitter.id.is_in(ids))


async def _answer(facts: Facts, actor: Actor, answer: Signature) -> None:
    mine = next(s for s in facts.submitters if s["person"] == actor.owner and s["signature"] == Signature.INVITED)
    await CaseSubmitter.update(
        {CaseSubmitter.signature: answer.value, CaseSubmitter.answered_at: now()}, force=True
    ).where(CaseSubmitter.id == mine["id"])
