"""Ratings: by the addressee alone or from paper, within the scale, words where not satisfied, changed minds kept."""

from datetime import timedelta

import pytest

from cases.actions.ratings import Rating, lapse_feedback, open_delivery, rate
from cases.actions.signed_forms import SignedForm
from cases.clock import today
from cases.database import write_tx
from cases.errors import ChoiceMissing, ComplaintMissing, Forbidden, NotFound, PaperMissing
from cases.permissions import visible_to
from cases.tables import Attachment, Delivery, Feedback, JournalEntry, Notice
from cases.vocabulary import Role, Score, Track
from cases.vocabulary.writing import ToThePoint
from tests.accounts import actor_as
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio

GOOD = Rating(Score.SATISFIED, Score.BASICALLY)
BAD = Rating(Score.SATISFIED, Score.DISSATISFIED, told="没有回答费用问题")


async def answered(track):
    case = await handled(track=track)
    case.sent_reply = await case.sent()
    case.delivery = (await case.deliveries(case.sent_reply))[0]["id"]
    return case


@pytest.fixture(params=[Track.CPPCC, Track.NPC])
async def case(database, request):
    return await once(answered, request.param)


async def give(case, rating, actor=None, paper=None):
    seen = (await case.reply(case.sent_reply))["version"]
    return await rate(case.delivery, rating, seen=seen, actor=actor or case.submitter, paper=paper)


async def test_nobody_but_the_addressee_rates(case):
    others = [(case.writer, NotFound), (case.signers[-1], NotFound), (case.made.cast.clerk(), NotFound),
              (case.made.cast.assigner, NotFound), (await actor_as(Role.SUBMITTER), NotFound)]  # fmt: skip
    for actor, error in others:
        with pytest.raises(error):
            await give(case, GOOD, actor)
    assert await Feedback.count() == 0
    assert await give(case, GOOD) is False


async def test_paper_is_entered_by_the_receiving_office_with_the_signed_form_and_says_so_rate_1(case):
    elsewhere = await actor_as(Role.OVERSIGHT)
    with pytest.raises((NotFound, Forbidden)):
        await give(case, GOOD, elsewhere)
    reviewer = case.made.cast.reviewer
    with pytest.raises(PaperMissing):
        await give(case, GOOD, reviewer)
    assert await Feedback.count() == 0
    await give(case, GOOD, reviewer, paper=SignedForm("评价表.jpg", "image/jpeg", 9, "ab" * 32))
    row = (await Feedback.select())[0]
    assert (row["on_paper"], row["given_by"]) == (True, reviewer.person)
    for reader in (reviewer, case.submitter):
        scans = await Attachment.select().where(visible_to(reader, Attachment))
        assert [(one["belongs"], one["belongs_id"]) for one in scans] == [("feedback", row["id"])], "who rated sees it"


@pytest.mark.parametrize(
    ("rating", "error"),
    [
        (Rating(None, Score.SATISFIED), ChoiceMissing),
        (Rating(Score.SATISFIED, None), ChoiceMissing),
        (Rating(Score.VERY_SATISFIED, Score.SATISFIED), ChoiceMissing),
        (Rating(Score.SATISFIED, Score.DISSATISFIED), ComplaintMissing),
        (Rating(Score.DISSATISFIED, Score.SATISFIED, told=" 差 "), ComplaintMissing),
    ],
)
async def test_half_a_rating_is_none(case, rating, error):
    with pytest.raises(error):
        await give(case, rating)
    assert await Feedback.count() == 0
    assert (await Delivery.select(Delivery.state).where(Delivery.id == case.delivery))[0]["state"] == "awaiting"


async def test_dissatisfaction_is_told_at_once(case):
    assert await give(case, BAD) is True
    told = await Notice.select(Notice.person).where(Notice.event == "dissatisfied")
    assert {case.made.cast.reviewer.person, case.made.cast.assigner.person} <= {row["person"] for row in told}


async def test_a_changed_mind_adds_a_rating(case):
    await give(case, BAD)
    await give(case, Rating(Score.SATISFIED, Score.SATISFIED, ToThePoint.YES, promises=((1, True), (2, False))))
    rows = await Feedback.select().order_by(Feedback.number).output(load_json=True)
    assert [(r["number"], r["result"]) for r in rows] == [(1, "dissatisfied"), (2, "satisfied")]
    assert rows[1]["promises_seen"] == [[1, True], [2, False]]
    assert rows[1]["to_the_point"] == "yes"


async def test_silence_lapses_once_and_by_rule_only_after_its_day(case):
    assert await lapse_feedback() == 0
    async with write_tx():
        late = {Delivery.feedback_due_on: today() - timedelta(days=1)}
        await Delivery.update(late).where(Delivery.id == case.delivery)
    assert await lapse_feedback() == 1
    assert await lapse_feedback() == 0
    assert await JournalEntry.count().where(JournalEntry.verb == "lapse_feedback") == 1


async def test_opening_is_noted_once_and_only_for_the_addressee(case):
    await open_delivery(case.delivery, actor=case.writer)
    row = (await Delivery.select().where(Delivery.id == case.delivery))[0]
    assert row["opened_at"] is None
    await open_delivery(case.delivery, actor=case.submitter)
    first = (await Delivery.select().where(Delivery.id == case.delivery))[0]["opened_at"]
    await open_delivery(case.delivery, actor=case.submitter)
    assert (await Delivery.select().where(Delivery.id == case.delivery))[0]["opened_at"] == first is not None
