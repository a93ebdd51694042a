"""Handing in: receipt, session and rules are fixed once; unanswered invitations do not count; the way back is short."""

import asyncio
import json
from datetime import timedelta

import pytest

from cases.actions.cosignatures import invite
from cases.actions.proposal_texts import NewDraft, begin_draft, save_text
from cases.actions.reviews import open_review
from cases.actions.submissions import Reached, spoken_session, submit, withdraw
from cases.clock import today
from cases.errors import ChangedMeanwhile, ComesFirst, Forbidden, InvitationsOpen, NotFromHere, ReasonMissing
from cases.queries.sittings import sessions_of, sitting_on
from cases.sealing import contact_of, contact_row
from cases.tables import CaseSubmitter, Notice, PersonContact, Scheme, Session
from cases.vocabulary import ContactKind, Track
from tests.cases.submissions import WORDS, hall, handed_in, joint, row, version, written

pytestmark = pytest.mark.anyio


async def test_what_a_case_begins_with(furnished):
    here = await hall()
    case_id = await written(here)
    receipt = await submit(case_id, seen=await version(case_id), actor=here.first)
    case = await row(case_id)
    assert case["receipt_no"] == receipt == f"{today().year}-00001"
    assert (case["state"], case["audience"], case["phase"]) == ("submitted", "parties", "in_session")
    assert (case["session"], case["session_text"], case["scheme"]) == (here.session, "九届三次会议", "cppcc-default/1")
    assert case["title"] == "关于给公交站加装候车座椅的提案"
    assert case["submitted_on"] == today()
    assert await Notice.exists().where((Notice.person == here.reviewer.person) & (Notice.case == case_id))


async def test_between_sessions(furnished):
    here = await hall()
    day = timedelta(days=1)
    await Session.update({Session.opens_on: today() - 30 * day, Session.closes_on: today() - 20 * day}, force=True)
    assert (await row(await handed_in(here)))["phase"] == "intersession"


async def test_fifty_at_once_get_numbers_without_a_gap(furnished):
    here = await hall()
    cases = [await written(here) for _ in range(15)]
    seen = {case_id: await version(case_id) for case_id in cases}
    given = await asyncio.gather(*(submit(one, seen=seen[one], actor=here.first) for one in cases))
    assert sorted(given) == [f"{today().year}-{n:05}" for n in range(1, 16)]


async def test_of_two_that_hand_in_the_same_draft_one_wins(furnished):
    here = await hall()
    case_id = await written(here)
    seen = await version(case_id)
    done = await asyncio.gather(
        *(submit(case_id, seen=seen, actor=here.first) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(one, str) for one in done) == 1
    assert {type(one) for one in done if not isinstance(one, str)} <= {ChangedMeanwhile, NotFromHere}


async def test_a_failed_submission_uses_no_receipt(furnished):
    here = await hall()
    empty = await begin_draft(NewDraft(), actor=here.first)
    with pytest.raises(ComesFirst):
        await submit(empty, seen=1, actor=here.first)
    case = await row(await handed_in(here))
    assert case["receipt_no"].endswith("-00001")


async def test_unanswered_invitations_do_not_count(furnished):
    here = await hall()
    case_id = await joint(here)
    await submit(case_id, seen=await version(case_id), actor=here.first)
    rows = await CaseSubmitter.select().where(CaseSubmitter.case == case_id).order_by(CaseSubmitter.position)
    assert [r["printed_name"] for r in rows] == ["李文山", "卢文澍"]


async def test_where_all_must_sign_it_waits(furnished):
    here = await hall()
    for one in await Scheme.select().output(load_json=True):
        data = json.dumps({**one["data"], "joint": "all_sign"})
        await Scheme.update({Scheme.data: data}).where(Scheme.id == one["id"])
    case_id = await joint(here)
    with pytest.raises(InvitationsOpen, match="钟小雨"):
        await submit(case_id, seen=await version(case_id), actor=here.first)
    assert (await row(case_id))["state"] == "draft"


async def test_nobody_signed_is_no_joint_submission(furnished):
    here = await hall()
    case_id = await written(here)
    await invite(case_id, [here.second.person], seen=await version(case_id), actor=here.first)
    with pytest.raises(ComesFirst):
        await submit(case_id, seen=await version(case_id), actor=here.first)
    assert await CaseSubmitter.count().where(CaseSubmitter.case == case_id) == 2


async def test_a_signer_does_not_hand_in(furnished):
    here = await hall()
    case_id = await joint(here)
    with pytest.raises(Forbidden):
        await submit(case_id, seen=await version(case_id), actor=here.second)


async def test_how_he_is_reached_is_kept_apart_and_the_newest_address_counts(furnished):
    here = await hall()
    case_id = await written(here)
    known = PersonContact(**contact_row(here.first.person, ContactKind.ADDRESS, "旧址"))
    await PersonContact.insert(known)
    reached = Reached("13800000000", " 滨江路 1 号 ")
    await submit(case_id, seen=await version(case_id), actor=here.first, reached=reached)
    rows = await PersonContact.select().where(PersonContact.person == here.first.person)
    assert {(r["kind"], contact_of(r)) for r in rows} == {("phone", "13800000000"), ("address", "滨江路 1 号")}


async def test_taken_back_while_nobody_reviews_it(furnished):
    here = await hall()
    case_id = await handed_in(here)
    with pytest.raises(ReasonMissing):
        await withdraw(case_id, reason="改", seen=await version(case_id), actor=here.first)
    await withdraw(case_id, reason="数字需要再核对一遍", seen=await version(case_id), actor=here.first)
    case = await row(case_id)
    assert (case["state"], case["audience"]) == ("draft", "own")
    await save_text(case_id, WORDS, seen=3, actor=here.first)
    again = await submit(case_id, seen=await version(case_id), actor=here.first)
    assert again == case["receipt_no"]
    await open_review(case_id, seen=await version(case_id), actor=here.reviewer)
    with pytest.raises((NotFromHere, Forbidden)):
        await withdraw(case_id, reason="数字需要再核对一遍", seen=await version(case_id), actor=here.first)


async def test_a_session_as_people_say_it(furnished):
    here = await hall(Track.NPC, number=12)
    assert spoken_session(sitting_on(today(), await sessions_of(here.body))) == "九届十二次会议"
    assert spoken_session(sitting_on(today(), ())) is None
