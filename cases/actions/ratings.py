"""Rating a reply: by the addressee alone, or by staff from a signed form; changed minds are kept; silence lapses."""

import json
from dataclasses import dataclass
from typing import Any

from cases.actions.drafts import taken_reply
from cases.actions.each import each
from cases.actions.signed_forms import SignedForm, put_beside
from cases.actor import SYSTEM, Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import ChoiceMissing, ComplaintMissing, NotFound, PaperMissing
from cases.facts import Facts
from cases.journal import record
from cases.notices import about_thing, settle, tell
from cases.pacing import Stint
from cases.stale_marks import mark_stale
from cases.tables import Delivery, Feedback
from cases.vocabulary import Event, FeedbackState, Machine, Role, Score, Verb
from cases.vocabulary.writing import ATTITUDE, RESULT_OF, ToThePoint
from cases.workflow import move

LEAST_COMPLAINT = 5
PAGE = 200
_ASKED = (Event.REPLIED, Event.REMINDED)  # tasks that a rating, or the end of the wait for it, settles


@dataclass(frozen=True, slots=True)
class Rating:
    """What an addressee says. promises: id of a commitment to whether it was put down rightly."""

    attitude: Score | None
    result: Score | None
    to_the_point: ToThePoint | None = None
    told: str = ""
    promises: tuple[tuple[int, bool], ...] = ()


async def rate(delivery_id: int, rating: Rating, *, seen: int, actor: Actor, paper: SignedForm | None = None) -> bool:
    """Keep a rating; whether it is one of dissatisfaction. The newest number counts, older ones stay.

    seen: the version of the reply that was read. Staff of the body enters a form that the addressee signed; the
    rating says so and keeps the form, which must be there: paper. Raises NotFound, Forbidden, ChoiceMissing,
    ComplaintMissing, PaperMissing and as ``move``.
    """
    async with write_tx():
        delivery = await Delivery.select().where(Delivery.id == delivery_id).first()
        if delivery is None:
            raise NotFound(kind=Verb.GIVE_FEEDBACK.label, key=str(delivery_id))
        facts, reply = await taken_reply(delivery["reply"], actor)
        on_paper = actor.role is Role.REVIEWER
        if not on_paper and (delivery["person"] is None or delivery["person"] != actor.owner):
            raise NotFound(kind=Verb.GIVE_FEEDBACK.label, key=str(delivery_id))
        if on_paper and paper is None:
            raise PaperMissing
        attitude, result = _whole(facts, rating)
        unhappy = _is_dissatisfied(facts, attitude, result)
        number = await _next_number(delivery_id)
        await move(
            Machine.REPLY, reply["id"], Verb.GIVE_FEEDBACK, actor=actor, seen=seen,
            reason=rating.told if unhappy else "", intent={"on_paper": on_paper},
            told=f"{attitude.label} {result.label}",
        )  # fmt: skip
        row = Feedback(
            delivery=delivery_id, number=number, attitude=attitude.value, result=result.value,
            to_the_point=rating.to_the_point.value if rating.to_the_point else None,
            told=rating.told.strip() or None, promises_seen=json.dumps([list(one) for one in rating.promises]),
            on_paper=on_paper, given_by=actor.person,
        )  # fmt: skip
        await Feedback.insert(row)
        if on_paper and paper is not None:
            await put_beside(paper, reply["case"], "feedback", row.id, actor=actor)
        await Delivery.update({Delivery.state: FeedbackState.RECEIVED.value}).where(Delivery.id == delivery_id)
        about = await about_thing(Machine.REPLY, reply["id"], reply["case"], occasion=f"f{row.id}")
        await settle(about, _ASKED, persons=[delivery["person"] or 0])
        if unhappy:
            await tell(Event.DISSATISFIED, about, actor=actor)
        return unhappy


async def open_delivery(delivery_id: int, *, actor: Actor) -> None:
    """Note that the addressee has opened his reply, the first time only."""
    mine = (Delivery.id == delivery_id) & (Delivery.person == actor.owner) & Delivery.opened_at.is_null()
    async with write_tx():
        await Delivery.update({Delivery.opened_at: now()}).where(mine)


async def lapse_feedback() -> int:
    """Close the wait for ratings whose last day is over; how many. By rule, once a day, by the keeper.

    Each in a transaction of its own: a rating that comes meanwhile is in time.
    """
    over = (Delivery.state == FeedbackState.AWAITING.value) & (Delivery.feedback_due_on < today())
    columns = (Delivery.id, Delivery.reply, Delivery.person, Delivery.reply.case.as_alias("case"))
    stint, done, last = Stint(), 0, 0
    while late := await Delivery.select(*columns).where(over & (Delivery.id > last)).order_by(Delivery.id).limit(PAGE):
        done += (await each(late, _lapse, stint)).done
        last = late[-1]["id"]
    return done


async def _lapse(row: dict[str, Any]) -> bool:
    waiting = (Delivery.id == row["id"]) & (Delivery.state == FeedbackState.AWAITING.value)
    async with write_tx():
        lapsed = Delivery.update({Delivery.state: FeedbackState.LAPSED.value}).where(waiting)
        if not await lapsed.returning(Delivery.id):
            return False
        await record(
            SYSTEM, Verb.LAPSE_FEEDBACK, "delivery", row["id"], case=row["case"],
            old=FeedbackState.AWAITING.value, new=FeedbackState.LAPSED.value,
        )  # fmt: skip
        about = await about_thing(Machine.REPLY, row["reply"], row["case"], occasion="lapsed")
        await settle(about, _ASKED, persons=[row["person"] or 0])
        await mark_stale(("case", row["case"]))
    return True


def _whole(facts: Facts, rating: Rating) -> tuple[Score, Score]:
    """Both scores, of the scale of the case's rules; whoever is not satisfied says why."""
    scale = facts.rules.scale
    if rating.attitude not in scale or rating.attitude is None:
        raise ChoiceMissing(what_for=ATTITUDE)
    if rating.result not in scale or rating.result is None:
        raise ChoiceMissing(what_for=RESULT_OF)
    if _is_dissatisfied(facts, rating.attitude, rating.result) and len(rating.told.strip()) < LEAST_COMPLAINT:
        raise ComplaintMissing(least=LEAST_COMPLAINT)
    return rating.attitude, rating.result


def _is_dissatisfied(facts: Facts, attitude: Score, result: Score) -> bool:
    return Score.DISSATISFIED in (attitude, result) or result in facts.rules.rehandle_on


async def _next_number(delivery_id: int) -> int:
    given = await Feedback.select(Feedback.number).where(Feedback.delivery == delivery_id)
    return max((row["number"] for row in given), default=0) + 1
