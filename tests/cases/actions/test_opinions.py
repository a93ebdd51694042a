"""Co-handlers: opinions sent once, marked by the lead alone, and the co-signing that holds the reply back."""

from datetime import timedelta

import pytest

from cases.actions.approvals import ask_approval, send_back
from cases.actions.checking import look_over
from cases.actions.drafts import Saved, start_draft
from cases.actions.opinions import adopt, ask_cosign, cosign, save_opinion, send_opinion
from cases.clock import today
from cases.database import write_tx
from cases.errors import ChoiceMissing, ComesFirst, Forbidden, NotFromHere, NotReadyForApproval, Outdated, ReasonMissing
from cases.tables import Assignment, CoSign, JournalEntry, Notice, Reply
from cases.vocabulary import Adoption, Stance
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    case = await once(handled, units=2)
    case.co_clerk = case.made.cast.clerk(1)
    case.co = await case.made.assignment(case.made.cast.units[1])
    return case


async def opinion_of(case, stance=Stance.SUPPLEMENT, body="建议把送餐费用一并写明。"):
    opinion = await start_draft(case.co["id"], actor=case.co_clerk)
    base = (await case.text(opinion))["version"]
    said = await save_opinion(
        opinion, stance=stance, body=body, person="郑工", phone="0571-85250002", base=base, actor=case.co_clerk
    )
    assert isinstance(said, Saved)
    seen = (await case.made.assignment(case.co["department"]))["version"]
    await send_opinion(opinion, seen, stance=stance, base=said.version, actor=case.co_clerk)
    return opinion


async def test_an_opinion_goes_to_the_lead_unit_only_cohandle_1(case):
    opinion = await opinion_of(case)
    row = await case.reply(opinion)
    assert (row["kind"], row["state"], row["stance"], row["audience"]) == ("co_opinion", "sent", "supplement", "units")
    assert (await case.made.assignment(case.co["department"]))["state"] == "opinion_sent"
    assert await Notice.exists().where(Notice.event == "opinion_in")
    assert not await Notice.exists().where(Notice.person == case.submitter.person).where(Notice.event == "opinion_in")


async def test_no_opinion_needs_no_words_and_anything_else_does(case):
    opinion = await start_draft(case.co["id"], actor=case.co_clerk)
    with pytest.raises(ComesFirst):
        await send_opinion(opinion, case.co["version"], stance=Stance.AGREE, base=1, actor=case.co_clerk)
    with pytest.raises(ChoiceMissing):
        await send_opinion(opinion, case.co["version"], stance=None, base=1, actor=case.co_clerk)
    await send_opinion(opinion, case.co["version"], stance=Stance.NO_OPINION, base=1, actor=case.co_clerk)
    with pytest.raises(NotFromHere):
        await send_opinion(opinion, case.co["version"] + 1, stance=Stance.NO_OPINION, base=1, actor=case.co_clerk)


async def test_the_lead_marks_what_it_made_of_it_cohandle_2(case):
    opinion = await opinion_of(case)
    for adoption, reason, error in (
        (None, "", ChoiceMissing), (Adoption.IN_PART, "", ReasonMissing), (Adoption.NOT_ADOPTED, "不", ReasonMissing),
    ):  # fmt: skip
        with pytest.raises(error):
            await adopt(opinion, adoption, await version(case, opinion), actor=case.writer, reason=reason)
    for actor in (case.co_clerk, case.made.cast.reviewer, case.made.cast.assigner):
        with pytest.raises(Forbidden):
            await adopt(opinion, Adoption.ADOPTED, await version(case, opinion), actor=actor)
    await adopt(opinion, Adoption.ADOPTED, await version(case, opinion), actor=case.writer)
    with pytest.raises(Outdated):
        await adopt(opinion, Adoption.IN_PART, 1, actor=case.writer, reason="费用另有文件规定")
    await adopt(opinion, Adoption.IN_PART, await version(case, opinion), actor=case.writer, reason="费用另有文件规定")
    row = await case.reply(opinion)
    assert (row["adoption"], row["adoption_reason"]) == ("in_part", "费用另有文件规定")
    marks = await JournalEntry.select().where(JournalEntry.verb == "adopt_opinion").order_by(JournalEntry.seq)
    assert [(m["old"], m["new"]) for m in marks] == [(None, "采纳"), ("采纳", "部分采纳")]


async def version(case, reply):
    return (await case.reply(reply))["version"]


async def test_the_reply_waits_for_opinions_marks_and_signatures(case):
    reply = await case.drafted()
    assert steps(await look_over(reply, actor=case.writer)) == {"opinions_in", "cosigned"}
    opinion = await opinion_of(case)
    assert steps(await look_over(reply, actor=case.writer)) == {"opinions_marked", "cosigned"}
    await adopt(opinion, Adoption.ADOPTED, await version(case, opinion), actor=case.writer)
    assert await ask_cosign(reply, await version(case, reply), actor=case.writer) == 1
    assert (await case.reply(reply))["state"] == "cosigning"
    with pytest.raises(Forbidden):
        await cosign(reply, await version(case, reply), agrees=True, actor=case.colleague)
    await cosign(reply, await version(case, reply), agrees=True, actor=case.co_clerk)
    assert steps(await look_over(reply, actor=case.writer)) == set()
    await ask_approval(reply, await case.seen(reply), actor=case.writer, confirmed=True)


def steps(look):
    return {one.step for one in look.findings if one.step}


async def test_an_objection_says_what_should_change_and_is_asked_anew(case):
    opinion = await opinion_of(case)
    await adopt(opinion, Adoption.ADOPTED, await version(case, opinion), actor=case.writer)
    reply = await case.drafted()
    await ask_cosign(reply, await version(case, reply), actor=case.writer)
    with pytest.raises(ReasonMissing):
        await cosign(reply, await version(case, reply), agrees=False, actor=case.co_clerk)
    await cosign(reply, await version(case, reply), agrees=False, actor=case.co_clerk, told="第二段与我局文件不一致")
    with pytest.raises(NotReadyForApproval):
        await ask_approval(reply, await case.seen(reply), actor=case.writer, confirmed=True)
    await send_back(reply, await case.seen(reply), actor=case.writer, reason="按会办意见修改")
    assert (await CoSign.select(CoSign.state))[0]["state"] == "pending"


async def test_who_is_late_is_left_behind_with_a_reason_cohandle_4(case):
    reply = await case.drafted()
    async with write_tx():
        late = {Assignment.due_on: today() - timedelta(days=1)}
        await Assignment.update(late).where(Assignment.id == case.co["id"])
    look = await look_over(reply, actor=case.writer)
    assert set(look.late) == {"opinions_in", "cosigned"}
    with pytest.raises(NotReadyForApproval):
        await ask_approval(reply, await case.seen(reply), actor=case.writer, confirmed=True)
    await ask_approval(
        reply, await case.seen(reply), actor=case.writer, confirmed=True, proceed_reason="对方逾期，已两次催办"
    )
    entry = await JournalEntry.select().where(JournalEntry.verb == "ask_approval").first()
    assert entry["reason"] == "对方逾期，已两次催办"
    assert (await Reply.select(Reply.state).where(Reply.id == reply))[0]["state"] == "pending_sign"
