"""Names under a joint submission: asked for, given, refused, taken back. Meanwhile the text stands still."""

from collections.abc import Sequence

from cases import tables
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import NotFound, TextMoved
from cases.facts import Facts
from cases.journal import record
from cases.notices import about_thing, settle
from cases.queries.choosing import submitters_of
from cases.stale_marks import mark_stale
from cases.tables import CaseSubmitter
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
            await CaseSubmitter.update({CaseSubmitter.signature: Signature.INVITED.value}).where(
                CaseSubmitter.id.is_in(again)
            )
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
            await settle(about, (Event.COSIGN_INVITED,), persons=[s["person"] for s in gone if s["person"]])
        left = {s["id"] for s in others} - {s["id"] for s in gone}
        kind = SubmitterKind.JOINT if left else SubmitterKind.INDIVIDUAL
        case = tables.Case
        await case.update({case.submitter_kind: kind.value, case.version: case.version + 1}).where(case.id == case_id)
        names = "、".join(s["printed_name"] for s in gone)
        await record(actor, Verb.INVITE_COSIGNER, "case", case_id, case=case_id, new=f"撤回联名：{names}")
        await mark_stale(("case", case_id))


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


async def _answer(facts: Facts, actor: Actor, answer: Signature) -> None:
    mine = next(s for s in facts.submitters if s["person"] == actor.owner and s["signature"] == Signature.INVITED)
    await CaseSubmitter.update(
        {CaseSubmitter.signature: answer.value, CaseSubmitter.answered_at: now()}, force=True
    ).where(CaseSubmitter.id == mine["id"])
