"""Replies as their addressees rate them, and all ratings of a case as the offices weigh them."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.errors import NotFound
from cases.facts import Facts, Row, facts_of
from cases.permissions import sees, visible_to
from cases.queries.drafts import Head, head_of, seen_reply
from cases.schemes import ResultClass
from cases.tables import Attachment, CaseSubmitter, Delivery, Feedback
from cases.vocabulary import (
    CaseState,
    ClassSemantic,
    FeedbackState,
    Machine,
    ReplyKind,
    ReplyState,
    Role,
    Score,
    Verb,
)
from cases.vocabulary.writing import ToThePoint
from cases.workflow import Offer, offers


@dataclass(frozen=True, slots=True)
class Given:
    """A rating that was given. number: 1, and one more with each change of mind; the highest counts.

    promises: commitments that were looked at, and whether they were put down rightly; form: id of the scan from which
    staff entered it.
    """

    number: int
    attitude: Score
    result: Score
    to_the_point: ToThePoint | None
    told: str
    promises: dict[int, bool]
    on_paper: bool
    at: datetime
    form: int | None = None

    @property
    def doubted(self) -> tuple[int, ...]:
        """The commitments that the addressee says were put down wrongly."""
        return tuple(number for number, right in self.promises.items() if not right)


@dataclass(frozen=True, slots=True)
class RatingPage:
    """One copy of a reply before its addressee. open: whether it can be rated or the rating changed now.

    counts: whether the rules go by this addressee's rating, or only show it. on_paper: staff enters a signed form.
    """

    delivery: int
    reply: int
    version: int
    head: Head
    unit: str
    number: int
    doc_no: str | None
    addressee: str
    result_class: str | None
    scale: tuple[Score, ...]
    state: FeedbackState
    due_on: date | None
    given: tuple[Given, ...]
    open: bool
    counts: bool
    on_paper: bool
    superseded: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """One addressee in the list of a case."""

    delivery: int
    reply: int
    round: int
    number: int
    unit: str
    name: str
    state: FeedbackState
    due_on: date | None
    counts: bool
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class SentReply:
    """A reply in force, whose class may be changed."""

    id: int
    version: int
    unit: str
    number: int
    result_class: str | None
    semantic: ClassSemantic | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class ConclusionPage:
    """A case after its reply: every rating, what may be done now, and what must come first."""

    head: Head
    state: CaseState
    ratings: tuple[Rated, ...]
    replies: tuple[SentReply, ...]
    offers: tuple[Offer, ...]
    classes: tuple[ResultClass, ...]
    open_commitments: int

    def offer(self, verb: str) -> Offer | None:
        """The move of a verb, blocked or not."""
        return next((offer for offer in self.offers if offer.verb.value == verb), None)


async def rating_page(delivery_id: int, *, actor: Actor) -> RatingPage:
    """One copy of a reply. Raises NotFound where the reader is neither its addressee nor of the receiving office."""
    delivery = await Delivery.select().where(visible_to(actor, Delivery) & (Delivery.id == delivery_id)).first()
    if delivery is None:
        raise NotFound(kind=Verb.GIVE_FEEDBACK.label, key=str(delivery_id))
    facts, reply = await seen_reply(delivery["reply"], actor)
    own = delivery["person"] is not None and delivery["person"] == actor.owner
    offered = [o for o in offers(facts, Machine.REPLY, reply, actor) if o.verb is Verb.GIVE_FEEDBACK]
    on_paper = bool(offered) and actor.body is not None and not own
    if not (own or on_paper or actor.body is not None):
        raise NotFound(kind=Verb.GIVE_FEEDBACK.label, key=str(delivery_id))
    return RatingPage(
        delivery=delivery_id,
        reply=reply["id"],
        version=reply["version"],
        head=head_of(facts, actor),
        unit=reply["printed_name"],
        number=reply["number"],
        doc_no=reply["doc_no"],
        addressee=await _name(delivery["submitter"], actor),
        result_class=reply["result_class"],
        scale=facts.rules.scale,
        state=FeedbackState(delivery["state"]),
        due_on=delivery["feedback_due_on"],
        given=await _given(delivery_id, actor),
        open=bool(offered) and (own or on_paper),
        counts=facts.counts(delivery),
        on_paper=on_paper,
        superseded=reply["state"] == ReplyState.SUPERSEDED,
    )


async def conclusion_page(case_id: int, *, actor: Actor) -> ConclusionPage:
    """A case after its reply. Raises NotFound."""
    facts = await facts_of(case_id)
    if facts is None or not sees(actor, facts.standing()):
        raise NotFound(kind=Machine.CASE.label, key=str(case_id))
    sent = [r for r in facts.replies if r["kind"] == ReplyKind.REPLY and r["state"] == ReplyState.SENT]
    ids = [d["id"] for d in facts.deliveries] or [0]
    seen = await Delivery.select(Delivery.id).where(visible_to(actor, Delivery) & Delivery.id.is_in(ids))
    visible = {row["id"] for row in seen}
    return ConclusionPage(
        head=head_of(facts, actor),
        state=CaseState(facts.case["state"]),
        ratings=tuple([await _rated(facts, d, actor) for d in facts.deliveries if d["id"] in visible]),
        replies=tuple(_sent(facts, reply, actor) for reply in sent),
        offers=offers(facts, Machine.CASE, facts.case, actor),
        classes=facts.rules.classes,
        open_commitments=facts.open_commitments,
    )


async def _rated(facts: Facts, delivery: Row, actor: Actor) -> Rated:
    reply = next(r for r in facts.replies if r["id"] == delivery["reply"])
    return Rated(
        delivery=delivery["id"],
        reply=reply["id"],
        round=reply["round"],
        number=reply["number"],
        unit=reply["printed_name"],
        name=await _name(delivery["submitter"], actor),
        state=FeedbackState(delivery["state"]),
        due_on=delivery["feedback_due_on"],
        counts=facts.counts(delivery),
        given=await _given(delivery["id"], actor),
    )


def _sent(facts: Facts, reply: Row, actor: Actor) -> SentReply:
    semantic = ClassSemantic(reply["class_semantic"]) if reply["class_semantic"] else None
    return SentReply(
        reply["id"], reply["version"], reply["printed_name"], reply["number"], reply["result_class"], semantic,
        offers(facts, Machine.REPLY, reply, actor),
    )  # fmt: skip


async def _given(delivery_id: int, actor: Actor) -> tuple[Given, ...]:
    rows = await Feedback.select().where(Feedback.delivery == delivery_id).order_by(Feedback.number)
    beside = (Attachment.belongs == "feedback") & Attachment.belongs_id.is_in([row["id"] for row in rows] or [0])
    scans = await Attachment.select(Attachment.id, Attachment.belongs_id).where(visible_to(actor, Attachment) & beside)
    forms = {scan["belongs_id"]: scan["id"] for scan in scans}
    return tuple(_one(row, forms.get(row["id"])) for row in rows)


def _one(row: dict[str, Any], form: int | None) -> Given:
    seen = row["promises_seen"]
    pairs = json.loads(seen) if isinstance(seen, str) else seen
    point = row["to_the_point"]
    return Given(
        row["number"], Score(row["attitude"]), Score(row["result"]), ToThePoint(point) if point else None,
        row["told"] or "", {int(one[0]): bool(one[1]) for one in pairs}, bool(row["on_paper"]), row["created_at"], form,
    )  # fmt: skip


async def _name(submitter: int, actor: Actor) -> str:
    named = visible_to(actor, CaseSubmitter) & (CaseSubmitter.id == submitter)
    row = await CaseSubmitter.select(CaseSubmitter.printed_name).where(named).first()
    return row["printed_name"] if row else Role.SUBMITTER.label
