"""Approval: rung by rung, never by the writer, back with a reason, signed with a number that has no gaps."""

import asyncio
from dataclasses import replace

import pytest

from cases.actions.approvals import Seen, approve, approve_all, ask_approval, note_opened, send_back
from cases.clock import today
from cases.errors import (
    ChangedMeanwhile,
    ComesFirst,
    DraftMoved,
    Forbidden,
    NotAlike,
    NotFound,
    NotFromHere,
    NotOpened,
    NotReadyForApproval,
    ReasonMissing,
)
from cases.queries.draft_lists import to_approve
from cases.queries.drafts import draft_page, version_body
from cases.tables import Approval, Document, JournalEntry, Notice, ReplyText
from cases.vocabulary import Decision, Role, TextKind
from tests.accounts import actor_as
from tests.replying import BODY, handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


async def test_each_rung_signs_once(case):
    reply = await case.asked()
    assert (await case.reply(reply))["approval_level"] == 1
    decisions = [await approve(reply, await case.seen(reply), actor=one, told="同意") for one in case.signers]
    assert decisions == [Decision.AGREED, Decision.AGREED, Decision.SIGNED]
    row = await case.reply(reply)
    assert (row["state"], row["signed_on"], row["signer"]) == ("signed", today(), case.signers[-1].person)
    assert row["doc_no"].endswith(f"〔{today().year}〕1号")
    steps = await Approval.select().where(Approval.reply == reply).order_by(Approval.id)
    assert [(s["level"], s["decision"]) for s in steps] == [(1, "agreed"), (2, "agreed"), (3, "signed")]


async def test_the_highest_rung_may_sign_at_once(case):
    reply = await case.asked()
    assert await approve(reply, await case.seen(reply), actor=case.signers[-1]) is Decision.SIGNED


async def test_a_rung_that_has_signed_cannot_sign_for_the_next(case):
    reply = await case.asked()
    await approve(reply, await case.seen(reply), actor=case.signers[0])
    with pytest.raises(ComesFirst):
        await approve(reply, await case.seen(reply), actor=case.signers[0])


@pytest.mark.parametrize("level", [1, 3])
async def test_who_wrote_it_never_signs_it(case, level):
    writer = await actor_as(Role.APPROVER, unit=case.writer.unit, level=level)
    case.writer = writer
    reply = await case.asked()
    with pytest.raises(ComesFirst, match="起草人"):
        await approve(reply, await case.seen(reply), actor=writer)
    assert (await case.reply(reply))["state"] == "pending_sign"


async def test_only_approvers_of_the_unit_decide(case):
    reply = await case.asked()
    seen = await case.seen(reply)
    elsewhere = await actor_as(Role.APPROVER, unit=case.made.cast.units[-1], level=3)
    refused = ((case.colleague, Forbidden), (case.made.cast.clerk(), Forbidden), (elsewhere, NotFound),
               (case.submitter, NotFound), (case.made.cast.reviewer, Forbidden))  # fmt: skip
    for actor, error in refused:
        with pytest.raises(error):
            await approve(reply, seen, actor=actor)
    assert await Approval.count() == 0


async def test_a_change_by_the_approver_is_a_version_under_his_name_approve_2(case):
    reply = await case.asked()
    changed = BODY + "\n另附助餐点名单。"
    decision = await approve(reply, await case.seen(reply), actor=case.signers[0], body=changed)
    assert decision is Decision.AGREED_WITH_CHANGES
    last = await ReplyText.select().where(ReplyText.reply == reply).order_by(ReplyText.number, ascending=False).first()
    assert (last["body"], last["author"]) == (changed, case.signers[0].person)
    assert (await case.text(reply))["body"] == changed
    again = await approve(reply, await case.seen(reply), actor=case.signers[2], body=changed)
    assert again is Decision.SIGNED


async def test_the_signed_letter_holds_the_words_that_were_signed(case):
    reply = await case.asked()
    changed = BODY.replace("80处", "90处")
    await approve(reply, await case.seen(reply), actor=case.signers[-1], body=changed)
    document = (await Document.select().where(Document.id == (await case.reply(reply))["document"]))[0]
    assert changed in document["text"]
    kinds = await ReplyText.select(ReplyText.kind).where(ReplyText.reply == reply).order_by(ReplyText.number)
    assert [k["kind"] for k in kinds] == [TextKind.WORKING, TextKind.FOR_APPROVAL, TextKind.SIGNED]


async def test_sending_back_wants_a_reason_and_opens_the_text_again_approve_3(case):
    reply = await case.asked()
    for reason in ("", "不行"):
        with pytest.raises(ReasonMissing):
            await send_back(reply, await case.seen(reply), actor=case.signers[0], reason=reason)
    await send_back(reply, await case.seen(reply), actor=case.signers[0], reason="请补充完成时限")
    row = await case.reply(reply)
    assert (row["state"], row["approval_level"]) == ("drafting", 0)
    told = await Notice.select().where((Notice.person == case.writer.person) & (Notice.event == "sent_back"))
    assert len(told) == 1
    await ask_approval(reply, await case.seen(reply), actor=case.writer, confirmed=True)
    assert (await case.reply(reply))["approval_level"] == 1


async def test_what_was_not_seen_is_not_approved(case):
    reply = await case.asked()
    seen = await case.seen(reply)
    await approve(reply, seen, actor=case.signers[0], body=BODY + "\n多一句。")
    with pytest.raises(DraftMoved):
        await approve(reply, seen, actor=case.signers[1])
    with pytest.raises(ChangedMeanwhile):
        await approve(reply, Seen(seen.reply, seen.text + 1), actor=case.signers[1])


async def test_numbers_of_letters_have_no_gaps_approve_4(case):
    reply = await case.asked()
    seen = await case.seen(reply)
    tries = await asyncio.gather(
        *(approve(reply, seen, actor=case.signers[-1]) for _ in range(6)), return_exceptions=True
    )
    assert tries.count(Decision.SIGNED) == 1
    assert all(isinstance(one, NotFromHere | ChangedMeanwhile | Decision) for one in tries)
    assert (await case.reply(reply))["doc_no"].endswith("〕1号")
    assert await Document.count() == 1


async def test_who_signs_for_another_says_so_approve_7(case):
    reply = await case.asked()
    owner = case.signers[-1]
    deputy = replace(case.colleague, role=Role.APPROVER, level=3, acts_as=owner.person, on_behalf_of=owner.name)
    await approve(reply, await case.seen(reply), actor=deputy)
    step = (await Approval.select().where(Approval.reply == reply))[0]
    assert step["signed_as"] == f"{deputy.name}（受{owner.name}委托）"
    assert step["approver"] == owner.person


async def test_findings_hold_a_draft_back_all_at_once(case):
    reply = await case.drafted(
        body="我局将于2027年底前建成【待核实：几处】。",
        answered=(),
        result_class="",
        contact_phone="",
        no_commitments=True,
    )
    with pytest.raises(NotReadyForApproval) as caught:
        await ask_approval(reply, await case.seen(reply), actor=case.writer, confirmed=True)
    assert caught.value.count == 4
    assert (await case.reply(reply))["state"] == "drafting"


async def test_what_only_wants_a_look_has_to_be_confirmed(case):
    reply = await case.drafted(result_class="A", body=BODY + "\n请拨打13800138000。")
    with pytest.raises(NotReadyForApproval) as caught:
        await ask_approval(reply, await case.seen(reply), actor=case.writer)
    assert caught.value.count == 2
    await ask_approval(reply, await case.seen(reply), actor=case.writer, confirmed=True)


async def test_what_the_approver_changed_goes_back_as_changes_approve_2(case):
    reply = await case.asked()
    changed = BODY.replace("80处", "90处")
    why = "数字以本稿为准，请核实来源"
    await send_back(reply, await case.seen(reply), actor=case.signers[0], reason=why, body=changed)
    step = (await draft_page(reply, actor=case.writer)).steps[-1]
    assert (await version_body(reply, step.before, actor=case.writer)) == BODY
    assert (await version_body(reply, step.version, actor=case.writer)) == changed
    assert (await case.text(reply))["body"] == changed


async def test_only_what_was_opened_is_approved_in_a_batch_approve_6(case):
    other = await handled()
    assert other.signers[0].unit == case.signers[0].unit
    first, second = await case.asked(), await other.asked()
    signer = case.signers[0]
    wanted = {first: await case.seen(first), second: await case.seen(second)}
    await note_opened(first, actor=signer)
    with pytest.raises(NotOpened) as caught:
        await approve_all(wanted, actor=signer)
    assert caught.value.count == 1
    assert {(await case.reply(one))["approval_level"] for one in wanted} == {1}
    await note_opened(second, actor=signer)
    await note_opened(second, actor=signer)
    assert await JournalEntry.count().where((JournalEntry.verb == "see") & (JournalEntry.thing == "reply")) == 2
    assert {row.id: row.opened for row in await to_approve(actor=signer)} == {first: True, second: True}
    assert await approve_all(wanted, actor=signer) == 2
    assert {(await case.reply(one))["approval_level"] for one in wanted} == {2}
    await note_opened(first, actor=case.signers[1])
    await approve(first, await case.seen(first), actor=case.signers[1])
    for one in (first, second):
        await note_opened(one, actor=case.signers[2])
    mixed = {one: await case.seen(one) for one in (first, second)}
    with pytest.raises(NotAlike):
        await approve_all(mixed, actor=case.signers[2])


async def test_a_text_that_changed_since_has_to_be_opened_again_approve_6(case):
    reply = await case.asked()
    await note_opened(reply, actor=case.signers[1])
    await approve(reply, await case.seen(reply), actor=case.signers[0], body=BODY + "\n多一句。")
    with pytest.raises(NotOpened):
        await approve_all({reply: await case.seen(reply)}, actor=case.signers[1])
