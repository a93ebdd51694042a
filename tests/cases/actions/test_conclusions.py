"""After the rating: anew only for the dissatisfied, concluded when all have spoken, closed with nothing open."""

import pytest

from cases.actions.conclusions import advance, change_class, conclude, escalate, order_rehandle
from cases.actions.drafts import start_draft
from cases.database import write_tx
from cases.errors import ChoiceMissing, ComesFirst, Forbidden, NotFound, NotFromHere, ReasonMissing
from cases.tables import Commitment, Feedback, JournalEntry, Notice, ReplyText
from cases.vocabulary import CommitmentState, Score, Verb
from tests.replying import BODY, handled
from tests.situations import once

pytestmark = pytest.mark.anyio

REASON = "请当面听取意见后重新答复"


async def answered():
    case = await handled()
    case.first = await case.sent()
    return case


@pytest.fixture
async def case(database):
    return await once(answered)


async def version(case):
    return (await case.made.row())["version"]


async def test_only_the_dissatisfied_come_back(case):
    await case.rated(case.first, Score.SATISFIED)
    with pytest.raises(ComesFirst):
        await order_rehandle(case.id, await version(case), actor=case.made.cast.reviewer, reason=REASON)
    await conclude(case.id, await version(case), actor=case.made.cast.reviewer)
    assert (await case.made.row())["state"] == "concluded"
    assert {a["state"] for a in await case.made.assignments()} == {"done"}


async def test_nobody_of_the_unit_or_without_reason_orders_it(case):
    await case.rated(case.first, Score.DISSATISFIED, "没有回答费用")
    for actor, error in ((case.writer, Forbidden), (case.signers[-1], Forbidden), (case.submitter, Forbidden)):
        with pytest.raises(error):
            await order_rehandle(case.id, await version(case), actor=actor, reason=REASON)
    with pytest.raises(ReasonMissing):
        await order_rehandle(case.id, await version(case), actor=case.made.cast.assigner, reason="")
    with pytest.raises(ComesFirst):
        await conclude(case.id, await version(case), actor=case.made.cast.reviewer)


async def test_a_new_round_leaves_the_old_one_as_it_was(case):
    await case.rated(case.first, Score.DISSATISFIED, "没有回答费用")
    before = await as_it_stands(case)
    await order_rehandle(case.id, await version(case), actor=case.made.cast.reviewer, reason=REASON)
    row = await case.made.row()
    assert (row["state"], row["round"]) == ("in_handling", 2)
    part = (await case.made.assignments())[0]
    assert (part["state"], part["due_on"]) == ("working", row["due_on"])
    assert await Notice.exists().where((Notice.event == "rehandle") & (Notice.person == case.signers[-1].person))
    second = await start_draft(case.lead["id"], actor=case.writer)
    assert (await case.reply(second))["number"] == 2
    assert await as_it_stands(case) == before


async def as_it_stands(case):
    """The first reply with its texts and its rating."""
    texts = await ReplyText.select().where(ReplyText.reply == case.first).order_by(ReplyText.id)
    return await case.reply(case.first), texts, await Feedback.select()


async def test_the_second_dissatisfaction_goes_before_the_leaders(case):
    await case.rated(case.first, Score.DISSATISFIED, "没有回答费用")
    with pytest.raises(ComesFirst):
        await escalate(case.id, await version(case), actor=case.made.cast.reviewer, reason=REASON)
    await order_rehandle(case.id, await version(case), actor=case.made.cast.reviewer, reason=REASON)
    await case.met()
    second = await case.sent(body=BODY + "\n费用另行研究。")
    await case.rated(second, Score.DISSATISFIED, "还是没有答案")
    await escalate(case.id, await version(case), actor=case.made.cast.reviewer, reason=REASON)
    assert (await case.made.row())["key_case"]


async def test_what_is_open_is_followed_and_closed_when_it_is_not(case):
    await case.rated(case.first)
    await conclude(case.id, await version(case), actor=case.made.cast.reviewer)
    reviewer = case.made.cast.reviewer
    with pytest.raises(ComesFirst):
        await advance(case.id, Verb.CLOSE_ITEM, await version(case), actor=reviewer)
    await advance(case.id, Verb.OPEN_FOLLOW_UP, await version(case), actor=reviewer)
    with pytest.raises(NotFromHere):
        await advance(case.id, Verb.ARCHIVE, await version(case), actor=reviewer)
    async with write_tx():
        settled = {"state": CommitmentState.FULFILLED.value}
        await Commitment.update(settled).where(Commitment.case == case.id)
    await advance(case.id, Verb.CLOSE_ITEM, await version(case), actor=reviewer)
    await advance(case.id, Verb.ARCHIVE, await version(case), actor=reviewer)
    assert (await case.made.row())["state"] == "archived"


async def test_a_class_is_changed_with_words_and_its_history_stays(case):
    reviewer = case.made.cast.reviewer
    seen = (await case.reply(case.first))["version"]
    for code in ("Z", "B", ""):
        with pytest.raises(ChoiceMissing):
            await change_class(case.first, code, seen, actor=reviewer, reason="已经建成投用")
    for actor, error in ((case.writer, Forbidden), (case.submitter, Forbidden)):
        with pytest.raises(error):
            await change_class(case.first, "A", seen, actor=actor, reason="已经建成投用")
    await change_class(case.first, "A", seen, actor=reviewer, reason="已经建成投用")
    row = await case.reply(case.first)
    assert (row["result_class"], row["class_semantic"]) == ("A", "solved")
    entry = (await JournalEntry.select().where(JournalEntry.verb == "change_class"))[0]
    assert "B → A" in entry["new"]
    assert entry["reason"] == "已经建成投用"


async def test_a_case_that_is_not_there_is_not_found(case):
    with pytest.raises(NotFound):
        await conclude(999_999, 1, actor=case.made.cast.reviewer)
