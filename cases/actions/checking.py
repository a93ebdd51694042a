"""Everything that stands between a draft and its approval, at once: rules of the move, and what is in the text."""

import asyncio
from dataclasses import dataclass, replace

from cases.actions.letters import proposal_words
from cases.actions.points import points_asked
from cases.actions.said_before import Matter, SaidBefore, said_before
from cases.actor import Actor
from cases.clock import today
from cases.drafting.answers import answers_to
from cases.drafting.checks import Finding, text_findings
from cases.drafting.letters import personal_in, promises_and_figures, promises_of
from cases.drafting.mentions import Known
from cases.errors import FIRST
from cases.facts import Facts, Row
from cases.notation import Plain, plain_of
from cases.queries.drafts import draft_of, seen_reply
from cases.reading.shadow import Span
from cases.reading.shapes import FoundCommitment, PersonalDatum
from cases.vocabulary import ClassSemantic, Machine, ReplyKind, Signature, Track, Verb
from cases.vocabulary.writing import DIFFERS, Check
from cases.workflow import unmet

# Where each rule is mended on the drafting page.
_PLACES = {
    "text_written": "body", "no_placeholder": "body", "class_set": "result_class", "disclosure_set": "disclosure",
    "contact_held": "contacts", "contact_named": "contact_person", "promises_declared": "no_commitments",
    "opinions_in": "opinions", "opinions_marked": "opinions", "cosigned": "opinions",
}  # fmt: skip
# Said more exactly by the findings of the text, or settled by the form of the act itself.
_SAID_OTHERWISE = frozenset({"no_placeholder"})
# A letter of which so much stood in an earlier one was hardly written anew.
MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a draft. points: of the submission; late: rules that a recorded reason lifts.

    sections: for each point the words by which the section begins that speaks of it, empty where none does.
    before: what the unit said on the matter in other cases.
    """

    findings: tuple[Finding, ...]
    promises: tuple[FoundCommitment, ...]
    points: tuple[str, ...]
    personal: tuple[PersonalDatum, ...]
    late: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    before: SaidBefore = SaidBefore()


async def checked(facts: Facts, reply: Row, actor: Actor, proceed_reason: str = "") -> Look:
    """Look a draft over. Spans count characters of its body. proceed_reason: why late co-handlers are left behind."""
    draft, opinion = draft_of(facts, reply), reply["kind"] == ReplyKind.CO_OPINION
    # Signs of bold words stand between the characters that rules look for; what is found is counted with them again.
    plain = plain_of(draft.body)
    text, asked = facts.proposal_text(), proposal_words(facts)
    points = points_asked(facts, reply)
    promises, figures = await asyncio.to_thread(promises_and_figures, plain.text, asked, today())
    personal = await asyncio.to_thread(personal_in, plain.text)
    before = SaidBefore()
    if not opinion and reply["department"] is not None:
        wanted = text["recommendations"] if text else ""
        matter = Matter(reply["case"], reply["department"], facts.case["title"], wanted, plain.text, today())
        before = await said_before(matter, figures, actor=actor)
    rules, late = _rules(facts, reply, bool(promises), proceed_reason)
    found = await asyncio.to_thread(
        text_findings,
        plain.text,
        points=points,
        answered=draft.answered,
        semantic=ClassSemantic(reply["class_semantic"]) if reply["class_semantic"] else None,
        promises=promises,
        personal=personal,
        figures=figures,
        asked=asked,
        known=None if opinion else _known(facts),
        addressee=draft.addressee,
    )
    sections = tuple(one.name if one else "" for one in answers_to(points, plain.text))
    return Look(
        findings=tuple(_finding_in(one, plain) for one in (*rules, *found, *_behind(before))),
        promises=tuple(replace(one, span=_span_in(one.span, plain)) for one in promises),
        points=points,
        personal=tuple(replace(one, span=_span_in(one.span, plain)) for one in personal),
        late=late,
        sections=sections,
        before=before,
    )


async def look_over(reply_id: int, *, actor: Actor) -> Look:
    """What is found in a draft, for its page. Raises NotFound."""
    facts, reply = await seen_reply(reply_id, actor)
    return await checked(facts, reply, actor)


async def promises_in(body: str) -> tuple[Span, ...]:
    """Where a text promises something, whoever may yet change it. Spans count its characters."""
    plain = plain_of(body)
    found = await asyncio.to_thread(promises_of, plain.text, "", today())
    return tuple(_span_in(one.span, plain) for one in found)


def _span_in(span: Span, plain: Plain) -> Span:
    """A stretch of the plain text as one of the draft."""
    return Span(*plain.back(span.start, span.end))


def _finding_in(finding: Finding, plain: Plain) -> Finding:
    """A finding of the plain text at its place in the draft."""
    if finding.span is None:
        return finding
    span = _span_in(finding.span, plain)
    return replace(finding, span=span, place=f"f{span.start}")


def _rules(facts: Facts, reply: Row, promises: bool, proceed_reason: str) -> tuple[list[Finding], tuple[str, ...]]:
    """What the move itself asks for, and which of it a recorded reason would lift."""
    intent = {"promises": promises, "proceed_reason": proceed_reason.strip()}
    missing = unmet(Machine.REPLY, Verb.ASK_APPROVAL, facts, reply, intent)
    lifted = unmet(Machine.REPLY, Verb.ASK_APPROVAL, facts, reply, {**intent, "proceed_reason": "x"})
    found = [
        Finding(Check.RULE, True, "".join(FIRST[step]), _PLACES.get(step, "body"), step)
        for step in missing
        if step not in _SAID_OTHERWISE
    ]
    return found, tuple(step for step in missing if step not in lifted)


def _known(facts: Facts) -> Known:
    """What the case is called. Names that stay with the offices are held against nothing."""
    case = facts.case
    signed = [s for s in facts.submitters if s["signature"] == Signature.SIGNED]
    return Known(
        track=Track(case["track"]),
        title=case["title"] or "",
        number=case["number_raw"] or case["number"] or "",
        session=case["session_text"] or "",
        submitters=() if case["identity_kept"] else tuple(s["printed_name"] for s in signed),
    )


def _behind(before: SaidBefore) -> list[Finding]:
    """What does not go with what the unit said earlier. None of it stops a draft: a person has to look."""
    found = [
        Finding(Check.PROMISE_UNSAID, False, one.row.quote[:60], f"open-{one.row.id}")
        for one in before.promises
        if one.asked_for and not one.mentioned
    ]
    found += [
        Finding(
            Check.FIGURES_DIFFER, False, DIFFERS.format(said=one.figure.quote[:40], kept=one.earlier.printed),
            f"f{one.figure.span.start}", span=one.figure.span,
        )
        for one in before.against
    ]  # fmt: skip
    return found + [
        Finding(Check.TAKEN_OVER, False, f"{round(100 * one.share)}% {one.letter.title[:40]}", f"taken-{one.letter.id}")
        for one in before.letters
        if one.share >= MOSTLY
    ]
