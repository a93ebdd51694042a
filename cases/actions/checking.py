"""Everything that stands between a draft and its approval, at once: rules of the move, and what is in the text."""

import asyncio
from dataclasses import dataclass

from cases.actions.letters import proposal_words
from cases.actor import Actor
from cases.clock import today
from cases.drafting.checks import Finding, text_findings
from cases.drafting.letters import personal_in, promises_of
from cases.drafting.points import points_of
from cases.errors import FIRST
from cases.facts import Facts, Row
from cases.queries.drafts import draft_of, seen_reply
from cases.reading.shapes import FoundCommitment, PersonalDatum
from cases.vocabulary import ClassSemantic, Machine, ReplyKind, Verb
from cases.vocabulary.writing import Check
from cases.workflow import unmet

# Where each rule is mended on the drafting page.
_PLACES = {
    "text_written": "body", "no_placeholder": "body", "class_set": "result_class", "disclosure_set": "disclosure",
    "contact_held": "contacts", "contact_named": "contact_person", "promises_declared": "no_commitments",
    "opinions_in": "opinions", "opinions_marked": "opinions", "cosigned": "opinions",
}  # fmt: skip
# Said more exactly by the findings of the text, or settled by the form of the act itself.
_SAID_OTHERWISE = frozenset({"no_placeholder"})


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a draft. points: of the submission; late: rules that a recorded reason lifts."""

    findings: tuple[Finding, ...]
    promises: tuple[FoundCommitment, ...]
    points: tuple[str, ...]
    personal: tuple[PersonalDatum, ...]
    late: tuple[str, ...] = ()


async def checked(facts: Facts, reply: Row, proceed_reason: str = "") -> Look:
    """Look a draft over. Spans count characters of its body. proceed_reason: why late co-handlers are left behind."""
    draft, opinion = draft_of(facts, reply), reply["kind"] == ReplyKind.CO_OPINION
    text = facts.proposal_text()
    points = () if opinion or text is None else points_of(text["recommendations"])
    promises = await asyncio.to_thread(promises_of, draft.body, proposal_words(facts), today())
    personal = await asyncio.to_thread(personal_in, draft.body)
    intent = {"promises": bool(promises), "proceed_reason": proceed_reason.strip()}
    missing = unmet(Machine.REPLY, Verb.ASK_APPROVAL, facts, reply, intent)
    lifted = unmet(Machine.REPLY, Verb.ASK_APPROVAL, facts, reply, {**intent, "proceed_reason": "x"})
    rules = [
        Finding(Check.RULE, True, "".join(FIRST[step]), _PLACES.get(step, "body"), step)
        for step in missing
        if step not in _SAID_OTHERWISE
    ]
    found = text_findings(
        draft.body,
        points=points,
        answered=draft.answered,
        semantic=ClassSemantic(reply["class_semantic"]) if reply["class_semantic"] else None,
        promises=promises,
        personal=personal,
    )
    late = tuple(step for step in missing if step not in lifted)
    return Look((*rules, *found), promises, points, personal, late)


async def look_over(reply_id: int, *, actor: Actor) -> Look:
    """What is found in a draft, for its page. Raises NotFound."""
    return await checked(*await seen_reply(reply_id, actor))
