"""The reviewing office's lists, one submission on its review sheet, and what was decided before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.clock import now
from cases.facts import Facts, Row
from cases.permissions import visible_to
from cases.queries.choosing import UnitRow
from cases.queries.listing import Rows
from cases.queries.submissions import SubmissionPage, seen_facts, submission_page, wishes_of
from cases.queries.word_lists import Word, words_in
from cases.tables import Case, CaseSubmitter, JournalEntry, ProposalText, Review
from cases.vocabulary import (
    BOXES,
    CATEGORIES,
    GROUNDS,
    AssignmentRole,
    CaseState,
    Phase,
    ReviewTab,
    Role,
    SubmitterKind,
    TextKind,
    Track,
    Verb,
    WishBy,
)

STATES: Mapping[ReviewTab, tuple[CaseState, ...]] = {
    ReviewTab.WAITING: (CaseState.SUBMITTED,),
    ReviewTab.UNDER_REVIEW: (CaseState.IN_REVIEW,),
    ReviewTab.RETURNED: (CaseState.RETURNED_FOR_REVISION,),
    ReviewTab.DEFERRED: (CaseState.DEFERRED,),
    ReviewTab.REFUSED: (CaseState.NOT_FILED, CaseState.CONVERTED),
    ReviewTab.MERGED: (CaseState.MERGED,),
}
OPEN = (CaseState.SUBMITTED, CaseState.IN_REVIEW)
PRESENT_MINUTES = 10
RESPONSIBLE = "负责人"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One submission in a list of the office. lacks: what is missing in it, in words."""

    id: int
    title: str
    track: Track
    kind: SubmitterKind
    state: CaseState
    since: datetime
    receipt_no: str | None
    number: str | None
    submitted_on: date | None
    phase: Phase | None
    submitter: str
    names: int
    present: str | None
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """Another reviewer who has the submission before him."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One submission on its review sheet. wished: by the submitter; meant: by the review; after: the next one open."""

    page: SubmissionPage
    categories: tuple[Word, ...]
    grounds: tuple[Word, ...]
    category: str | None
    wished: Mapping[AssignmentRole, tuple[UnitRow, ...]]
    meant: Mapping[AssignmentRole, tuple[UnitRow, ...]]
    presence: tuple[Presence, ...]
    facts: Facts
    after: int | None


async def review_list(tab: ReviewTab, *, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[ReviewRow]:
    """One page of a list, the longest waiting first."""
    where = _where(tab, actor)
    total = await Case.count().where(where)
    found = (
        await Case.select()
        .where(where)
        .order_by(Case.submitted_at)
        .order_by(Case.id)
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    return Rows(await _rows(found, actor), total, page, per_page)


async def review_counts(*, actor: Actor) -> dict[ReviewTab, int]:
    """How many there are in each list."""
    return {tab: await Case.count().where(_where(tab, actor)) for tab in ReviewTab}


async def review_page(case_id: int, *, actor: Actor) -> ReviewPage:
    """One submission on its review sheet. Raises NotFound."""
    facts = await seen_facts(case_id, actor)
    page = await submission_page(case_id, actor=actor)
    track = page.track
    return ReviewPage(
        page=page,
        categories=await words_in(CATEGORIES[track]) if track in CATEGORIES else (),
        grounds=await words_in(GROUNDS[track]) if track in GROUNDS else (),
        category=facts.case["category"],
        wished=await wishes_of(case_id, WishBy.SUBMITTER),
        meant=await wishes_of(case_id, WishBy.REVIEWER),
        presence=(await present_at([case_id], actor)).get(case_id, ()),
        facts=facts,
        after=await next_open(case_id, actor=actor),
    )


async def next_open(case_id: int, *, actor: Actor) -> int | None:
    """The submission that has waited longest beside this one."""
    states = [state.value for state in OPEN]
    where = visible_to(actor, Case) & Case.state.is_in(states) & (Case.id != case_id) & _of_body(actor)
    row = await Case.select(Case.id).where(where).order_by(Case.submitted_at).order_by(Case.id).first()
    return row["id"] if row else None


async def case_named(said: str, *, actor: Actor) -> int | None:
    """The submission that a receipt number or a case number names to a reviewer; of two equal the newest."""
    plain = said.strip().removeprefix("第").removesuffix("号")
    if not plain:
        return None
    named = (Case.receipt_no == plain) | (Case.number_raw == plain) | (Case.number == (plain.lstrip("0") or plain))
    where = visible_to(actor, Case) & _of_body(actor) & named
    row = await Case.select(Case.id).where(where).order_by(Case.id, ascending=False).first()
    return row["id"] if row else None


async def present_at(ids: list[int], actor: Actor) -> dict[int, tuple[Presence, ...]]:
    """Who else looked at submissions or decided there within the last ten minutes, by case."""
    entry = JournalEntry
    since = datetime.fromtimestamp(now().timestamp() - PRESENT_MINUTES * 60, tz=now().tzinfo)
    where = entry.case.is_in(ids or [0]) & (entry.at > since) & (entry.role == Role.REVIEWER.value)
    where = where & entry.verb.is_in([Verb.SEE.value, Verb.REGISTER.value]) & (entry.person != (actor.person or 0))
    found: dict[int, dict[int, Presence]] = {}
    for row in await entry.select(entry.case, entry.person, entry.actor, entry.at).where(where).order_by(entry.seq):
        found.setdefault(row["case"], {})[row["person"]] = Presence(row["actor"], row["at"])
    return {case: tuple(by.values()) for case, by in found.items()}


def _where(tab: ReviewTab, actor: Actor) -> Combinable:
    return visible_to(actor, Case) & Case.state.is_in([s.value for s in STATES[tab]]) & _of_body(actor)


def _of_body(actor: Actor) -> Combinable:
    """Reviewers examine what their own body received; and only what was submitted here, not what pages told of."""
    where: Combinable = Case.receipt_no.is_not_null()
    return where & (Case.body == actor.body) if actor.role is Role.REVIEWER else where


async def _rows(found: list[dict[str, Any]], actor: Actor) -> tuple[ReviewRow, ...]:
    ids = [r["id"] for r in found]
    names: dict[int, list[dict[str, Any]]] = {}
    where = visible_to(actor, CaseSubmitter) & CaseSubmitter.case.is_in(ids or [0])
    for row in await CaseSubmitter.select().where(where).order_by(CaseSubmitter.position):
        names.setdefault(row["case"], []).append(row)
    working = (ProposalText.kind == TextKind.WORKING.value) & ProposalText.case.is_in(ids or [0])
    texts = {row["case"]: row for row in await ProposalText.select().where(working)}
    present = await present_at(ids, actor)
    return tuple(
        ReviewRow(
            id=r["id"],
            title=r["title"],
            track=Track(r["track"]),
            kind=SubmitterKind(r["submitter_kind"] or SubmitterKind.INDIVIDUAL),
            state=CaseState(r["state"]),
            since=r["state_since"],
            receipt_no=r["receipt_no"],
            number=r["number_raw"],
            submitted_on=r["submitted_on"],
            phase=Phase(r["phase"]) if r["phase"] else None,
            submitter=names[r["id"]][0]["printed_name"] if r["id"] in names else "",
            names=len(names.get(r["id"], ())),
            present=next((p.name for p in present.get(r["id"], ())), None),
            lacks=missing_in(r, texts.get(r["id"]), names.get(r["id"], ())),
        )
        for r in found
    )


def missing_in(case: Row, text: Row | None, names: Sequence[Row]) -> tuple[str, ...]:
    """What a submission must have to be filed together with others and has not: boxes of the form, who signs for it."""
    boxes = tuple(label for name, label in BOXES.items() if text is None or not text[name].strip())
    single = case["submitter_kind"] in (None, SubmitterKind.INDIVIDUAL.value, SubmitterKind.JOINT.value)
    signed = single or any(name["responsible"] for name in names)
    return boxes if signed else (*boxes, RESPONSIBLE)


async def last_decided(*, actor: Actor) -> datetime | None:
    """When the reviewer's office last decided anything."""
    case: Any = Review.case
    where = visible_to(actor, Review) & (case.body == (actor.body or 0))
    row = await Review.select(Review.created_at).where(where).order_by(Review.id, ascending=False).first()
    return row["created_at"] if row else None
