"""What the reviewing office decides about a submission. Each decision leaves the very words that its submitter reads.

A decision opens the review where nobody has; so one press of a button is enough, and the journal has both steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from cases import tables
from cases.actions.merging import merge_into
from cases.actions.numbering import columns_of, coming_numbers, give_number
from cases.actions.proposal_texts import write_wishes
from cases.actor import Actor
from cases.clock import now
from cases.database import savepoint, write_tx
from cases.errors import CaseError, ComesFirst, FieldMissing, NotInList, NotWhole, WordsMissing
from cases.facts import Facts
from cases.journal import record
from cases.queries.reviews import missing_in
from cases.queries.submissions import seen_facts
from cases.queries.word_lists import Word, words_in
from cases.requests import remember
from cases.vocabulary import (
    CATEGORIES,
    GROUNDS,
    NOUNS,
    TOLD_OF_REVIEW,
    CaseState,
    ConvertedTo,
    Machine,
    TextKind,
    Track,
    Verb,
    WishBy,
)
from cases.workflow import Moved, decided, move, taken

LEAST_WORDS = 5
PRESENT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides. words: his own, to the submitter. Each verb asks for its own fields.

    category: FILE. grounds: REJECT_FILING. converted: CONVERT. master: MERGE_CASE. contacted: whether the submitter
    was spoken to. lead_units, co_units: the units the review would give the case to, in any decision.
    """

    verb: Verb
    words: str = ""
    category: str = ""
    grounds: tuple[str, ...] = ()
    converted: ConvertedTo | None = None
    master: int | None = None
    contacted: bool = False
    lead_units: tuple[int, ...] = ()
    co_units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision. told: the words that the submitter reads; number: as printed, where one was given."""

    told: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """A case that would be filed, with the number that it would be given."""

    case_id: int
    title: str
    category: str
    number: str


@dataclass(frozen=True, slots=True)
class NotYet:
    """A case that was left out when several were filed, and why."""

    case_id: int
    title: str
    why: str


_ASKING = frozenset({Verb.RETURN_FOR_REVISION, Verb.DEFER_FILING})
# What a decision needs besides words, and the guard that asks for it: known before anything is written.
_NEEDED = {
    Verb.FILE: ("category", "category_set"),
    Verb.REJECT_FILING: ("grounds", "ground_named"),
    Verb.MERGE_CASE: ("master", "master_named"),
}
DECISIONS = (
    Verb.FILE, Verb.REJECT_FILING, Verb.CONVERT, Verb.RETURN_FOR_REVISION, Verb.DEFER_FILING, Verb.MERGE_CASE,
    Verb.WITHDRAW,
)  # fmt: skip


async def open_review(case_id: int, *, seen: int, actor: Actor) -> None:
    """Begin to examine a submission, which its submitter then cannot take back. Raises as ``workflow.move``."""
    async with write_tx():
        await move(Machine.CASE, case_id, Verb.REGISTER, actor=actor, seen=seen)


async def look(case_id: int, *, actor: Actor) -> None:
    """Note in the journal that a reviewer has a submission before him, at most once in ten minutes."""
    async with write_tx():
        facts = await taken(case_id, actor)
        entry = tables.JournalEntry
        mine = (entry.case == case_id) & (entry.person == actor.person) & (entry.verb == Verb.SEE.value)
        if not await entry.exists().where(mine & (entry.at > now() - PRESENT)):
            await record(actor, Verb.SEE, "case", case_id, case=facts.case["id"])


async def decide(case_id: int, decision: Decision, *, seen: int, actor: Actor) -> Decided:
    """Carry a decision out. seen: version of the case that the reviewer looked at.

    Raises WordsMissing, NotInList, MasterUnfit, and as ``workflow.move``.
    """
    async with write_tx():
        facts = await taken(case_id, actor)
        seen = await _opened(facts, decision.verb, seen, actor)
        return await _carry_out(facts, decision, seen, actor)


async def file_several(
    wanted: Sequence[tuple[int, str]], *, actor: Actor
) -> tuple[tuple[Decided, ...], tuple[NotYet, ...]]:
    """File those of the cases, each with its category, that lack nothing; the rest with what is in the way.

    All numbers are given in one transaction, in the order in which the cases were handed in.
    """
    filed: list[Decided] = []
    left: list[NotYet] = []
    async with write_tx() as transaction:
        await remember(actor)  # before the parts that may be taken back alone
        whole = [(await taken(case_id, actor), category) for case_id, category in wanted]
        for facts, category in _by_receipt(whole):
            case = facts.case
            try:
                _check_whole(facts)
                async with savepoint(transaction):
                    seen = await _opened(facts, Verb.FILE, case["version"], actor)
                    filed.append(await _carry_out(facts, Decision(Verb.FILE, category=category), seen, actor))
            except CaseError as missing:
                left.append(NotYet(case["id"], case["title"], str(missing)))
    return tuple(filed), tuple(left)


async def filing_preview(
    wanted: Sequence[tuple[int, str]], *, actor: Actor
) -> tuple[tuple[Coming, ...], tuple[NotYet, ...]]:
    """What ``file_several`` would do now: who would get which number, and what the rest lack. Nothing is written."""
    ready: list[tuple[Facts, str]] = []
    left: list[NotYet] = []
    for facts, category in _by_receipt([(await seen_facts(case_id, actor), category) for case_id, category in wanted]):
        try:
            await _check_filing(facts, category, actor)
            ready.append((facts, category))
        except CaseError as missing:
            left.append(NotYet(facts.case["id"], facts.case["title"], str(missing)))
    numbers = await coming_numbers([facts for facts, _ in ready])
    coming = (
        Coming(facts.case["id"], facts.case["title"], category, number)
        for (facts, category), number in zip(ready, numbers, strict=True)
    )
    return tuple(coming), tuple(left)


async def _check_filing(facts: Facts, category: str, actor: Actor) -> None:
    """Raise what filing would, in full view of the facts but without doing it."""
    _check_whole(facts)
    if facts.case["state"] == CaseState.SUBMITTED:
        decided(Machine.CASE, Verb.REGISTER, facts, facts.case, actor)
        facts = replace(facts, case={**facts.case, "state": CaseState.IN_REVIEW.value})
    await told_by(facts, Decision(Verb.FILE, category=category))
    decided(Machine.CASE, Verb.FILE, facts, facts.case, actor, intent={"category": category})


def _check_whole(facts: Facts) -> None:
    missing = missing_in(facts.case, facts.proposal_text(), facts.submitters)
    if missing:
        raise NotWhole(parts="、".join(missing))


def _by_receipt(whole: Sequence[tuple[Facts, str]]) -> list[tuple[Facts, str]]:
    """In the order in which they were handed in, in which their numbers follow."""
    return sorted(whole, key=lambda pair: (pair[0].case["submitted_at"] or now(), pair[0].case["id"]))


async def told_by(facts: Facts, decision: Decision, *, number: str = "") -> str:
    """The words that the submitter would read. Raises WordsMissing, NotInList, FieldMissing, ComesFirst."""
    verb, words = decision.verb, decision.words.strip()
    if verb in _ASKING and len(words) < LEAST_WORDS:
        raise WordsMissing(act=verb.label, least=LEAST_WORDS)
    field, step = _NEEDED.get(verb, ("", ""))
    if field and not getattr(decision, field):
        raise ComesFirst(act=verb.label, step=step)
    if verb is Verb.FILE:
        await _in_list(CATEGORIES, facts, (decision.category,))
    track = Track(facts.case["track"])
    said: dict[str, Any] = {
        "title": facts.case["title"],
        "receipt": facts.case["receipt_no"] or "",
        "noun": NOUNS.get(track, "建议"),
        "words": _sentence(words),
        "number": f"{number.removesuffix('号')}号",
    }
    if verb is Verb.REJECT_FILING:
        grounds = await _in_list(GROUNDS, facts, decision.grounds)
        said["grounds"] = "；".join(f"{g.label}（{g.note}）" if g.note else g.label for g in grounds) + "。"
    if verb is Verb.CONVERT:
        if decision.converted is None:
            raise FieldMissing(field="转作何用")
        said["converted"] = decision.converted.label
    if verb is Verb.MERGE_CASE:
        master = await tables.Case.select(tables.Case.title).where(tables.Case.id == (decision.master or 0)).first()
        said["master"] = f"《{master['title']}》" if master else ""
    return TOLD_OF_REVIEW[verb].format(**said)


async def _opened(facts: Facts, verb: Verb, seen: int, actor: Actor) -> int:
    """Open the review of a case that waits for it; the version that the decision then builds upon."""
    if facts.case["state"] != CaseState.SUBMITTED or verb not in DECISIONS:
        return seen
    return (await move(Machine.CASE, facts.case["id"], Verb.REGISTER, actor=actor, seen=seen)).version


async def _carry_out(facts: Facts, decision: Decision, seen: int, actor: Actor) -> Decided:
    case_id, verb = facts.case["id"], decision.verb
    changes: dict[str, Any] = {}
    number = None
    if verb is Verb.FILE:
        numbered = await give_number(facts)
        number = numbered.printed
        changes = {**{str(k): v for k, v in columns_of(numbered).items()}, "category": decision.category or None}
    elif verb is Verb.CONVERT:
        changes = {"converted_to": decision.converted.value if decision.converted else None}
    elif verb is Verb.MERGE_CASE:
        changes = {"merged_into": await merge_into(facts, decision.master, actor)}
    told = await told_by(facts, decision, number=number or "")
    await _moved(case_id, decision, seen, actor, changes, told)
    await _note(facts, decision, told, actor)
    return Decided(told, number)


async def _moved(
    case_id: int, decision: Decision, seen: int, actor: Actor, changes: dict[str, Any], told: str
) -> Moved:
    intent = {"category": decision.category, "grounds": decision.grounds, "merged_into": decision.master}
    return await move(
        Machine.CASE, case_id, decision.verb, actor=actor, seen=seen, reason=told, intent=intent, changes=changes
    )


async def _note(facts: Facts, decision: Decision, told: str, actor: Actor) -> None:
    case_id = facts.case["id"]
    row = tables.Review(
        case=case_id,
        decision=decision.verb.value,
        grounds=list(decision.grounds),
        told=told,
        category=decision.category or None,
        contacted=decision.contacted,
        reviewer=actor.person,
    )
    await tables.Review.insert(row)
    if decision.lead_units or decision.co_units:
        await write_wishes(case_id, WishBy.REVIEWER, decision.lead_units, decision.co_units)
    if decision.verb in _ASKING:
        await _keep_version(facts)


async def _keep_version(facts: Facts) -> None:
    """The text as it was sent back stays as a version of its own; the working one goes on under the next number."""
    text, table = facts.proposal_text(), tables.ProposalText
    if text is None:
        return
    latest = max(t["number"] for t in facts.texts)
    await table.update({table.number: latest + 1}).where(table.id == text["id"])
    words = {name: text[name] for name in ("title", "situation", "analysis", "recommendations", "author")}
    await table.insert(table(case=facts.case["id"], number=latest, kind=TextKind.SENT_BACK.value, **words))


async def _in_list(lists: dict[Any, Any], facts: Facts, codes: Sequence[str]) -> tuple[Word, ...]:
    """The entries with these codes. Raises NotInList."""
    listed = lists.get(Track(facts.case["track"]))
    known = {word.code: word for word in await words_in(listed)} if listed else {}
    for code in codes:
        if code not in known:
            raise NotInList(part=listed.label if listed else "字典", found=code)
    return tuple(known[code] for code in codes)


def _sentence(words: str) -> str:
    return words if not words or words[-1] in "。！？!?；" else words + "。"
