"""Names under a joint submission: many sign at once, each what he has read, and only who was asked."""

import asyncio
from dataclasses import replace

import pytest

from cases.actions.cosignatures import ask_again, decline, invite, release, sign, write_on
from cases.actions.proposal_texts import save_text
from cases.actions.reviews import Decision, decide
from cases.actions.submissions import submit
from cases.errors import ChangedMeanwhile, ComesFirst, Forbidden, NotFound, TextMoved
from cases.tables import CaseSubmitter, Notice
from cases.vocabulary import Event, Role, Track, Verb
from tests.accounts import actor_as
from tests.cases.submissions import WORDS, hall, joint, row, text_version, version, written

pytestmark = pytest.mark.anyio


async def signatures(case_id):
    rows = await CaseSubmitter.select().where(CaseSubmitter.case == case_id).order_by(CaseSubmitter.position)
    return [r["signature"] for r in rows]


async def test_who_is_asked_is_told_and_signs_or_refuses(furnished):
    here = await hall()
    case_id = await joint(here)
    assert (await row(case_id))["submitter_kind"] == "joint"
    assert await signatures(case_id) == ["signed", "signed", "invited"]
    assert await Notice.exists().where((Notice.person == here.third.person) & Notice.done_at.is_null())
    await decline(case_id, actor=here.third)
    assert await signatures(case_id) == ["signed", "signed", "declined"]
    with pytest.raises(NotFound):
        await sign(case_id, text_seen=await text_version(case_id), actor=here.third)


async def test_only_who_was_asked_may_sign_and_once(furnished):
    here = await hall()
    case_id = await joint(here)
    seen = await text_version(case_id)
    with pytest.raises(ComesFirst):
        await sign(case_id, text_seen=seen, actor=here.second)
    with pytest.raises(NotFound):
        await sign(case_id, text_seen=seen, actor=await actor_as(Role.SUBMITTER, body=here.body))


async def test_one_signs_what_one_has_read(furnished):
    here = await hall()
    case_id = await joint(here)
    with pytest.raises(TextMoved):
        await sign(case_id, text_seen=await text_version(case_id) - 1, actor=here.third)


async def test_many_sign_at_the_same_time(furnished):
    here = await hall()
    case_id = await written(here)
    people = [await actor_as(Role.SUBMITTER, body=here.body) for _ in range(12)]
    await invite(case_id, [one.person for one in people], seen=await version(case_id), actor=here.first)
    seen = await text_version(case_id)
    await asyncio.gather(*(sign(case_id, text_seen=seen, actor=one) for one in people))
    assert await signatures(case_id) == ["signed"] * 13


async def test_only_people_of_the_same_body_are_asked_and_none_twice(furnished):
    here, there = await hall(), await hall(Track.NPC)
    case_id = await written(here)
    with pytest.raises(NotFound):
        await invite(case_id, [there.first.person], seen=await version(case_id), actor=here.first)
    people = [here.second.person, here.second.person]
    assert await invite(case_id, people, seen=await version(case_id), actor=here.first) == 1
    assert await invite(case_id, people, seen=await version(case_id), actor=here.first) == 0


async def test_who_refused_may_be_asked_again(furnished):
    here = await hall()
    case_id = await joint(here)
    await decline(case_id, actor=here.third)
    assert await invite(case_id, [here.third.person], seen=await version(case_id), actor=here.first) == 1
    await sign(case_id, text_seen=await text_version(case_id), actor=here.third)


async def test_with_the_last_name_taken_back_the_text_is_free_and_it_is_one_persons(furnished):
    here = await hall()
    case_id = await joint(here)
    await release(case_id, [here.third.person], seen=await version(case_id), actor=here.first)
    assert (await row(case_id))["submitter_kind"] == "joint"
    assert not await Notice.exists().where((Notice.person == here.third.person) & Notice.done_at.is_null())
    await release(case_id, None, seen=await version(case_id), actor=here.first)
    assert (await row(case_id))["submitter_kind"] == "individual"
    saved = await save_text(case_id, WORDS, seen=await text_version(case_id), actor=here.first)
    assert saved.copy is None


async def test_names_are_the_leads_alone(furnished):
    here = await hall()
    case_id = await joint(here)
    with pytest.raises(Forbidden):
        await invite(case_id, [here.third.person], seen=await version(case_id), actor=here.second)
    with pytest.raises(Forbidden):
        await release(case_id, None, seen=await version(case_id), actor=here.second)
    with pytest.raises(TextMoved):
        await release(case_id, None, seen=1, actor=here.first)
    with pytest.raises(ChangedMeanwhile):
        await invite(case_id, [(await actor_as(Role.SUBMITTER, body=here.body)).person], seen=1, actor=here.first)


async def sent_back(here) -> int:
    """A joint submission that two signed and the review sent back."""
    case_id = await joint(here)
    await sign(case_id, text_seen=await text_version(case_id), actor=here.third)
    await submit(case_id, seen=await version(case_id), actor=here.first)
    back = Decision(Verb.RETURN_FOR_REVISION, words="请把建议写得具体一些")
    await decide(case_id, back, seen=await version(case_id), actor=here.reviewer)
    return case_id


async def rewrite(case_id, here, words="改为两年内分批装完，并逐站公布。"):
    changed = replace(WORDS, title=(await row(case_id))["title"], recommendations=words)
    return await save_text(case_id, changed, seen=await text_version(case_id), actor=here.first)


async def hand_in_again(case_id, here):
    await submit(case_id, seen=await version(case_id), actor=here.first)


async def test_who_signed_need_not_sign_again_what_came_back_and_stayed_as_it_was(furnished):
    here = await hall()
    case_id = await sent_back(here)
    with pytest.raises(ComesFirst):
        await ask_again(case_id, seen=await version(case_id), actor=here.first)
    await hand_in_again(case_id, here)
    assert await signatures(case_id) == ["signed"] * 3


async def test_under_changed_words_stands_nobody_who_has_not_seen_them(furnished):
    here = await hall()
    case_id = await sent_back(here)
    await rewrite(case_id, here)
    with pytest.raises(ComesFirst) as stopped:
        await hand_in_again(case_id, here)
    assert stopped.value.step == "signatures_current"
    assert await ask_again(case_id, seen=await version(case_id), actor=here.first) == 2
    waiting = (Notice.event == Event.COSIGN_AGAIN.value) & Notice.done_at.is_null()
    assert await Notice.count().where(waiting) == 2
    with pytest.raises(ComesFirst):
        await rewrite(case_id, here, "趁他们没看又改了一处。")
    await sign(case_id, text_seen=await text_version(case_id), actor=here.second)
    await decline(case_id, actor=here.third)
    assert not await Notice.exists().where(waiting)
    await hand_in_again(case_id, here)
    assert await signatures(case_id) == ["signed", "signed"]
    # What goes back a second time is measured against what was signed last.
    back = Decision(Verb.RETURN_FOR_REVISION, words="请再补充经费来源")
    await decide(case_id, back, seen=await version(case_id), actor=here.reviewer)
    await hand_in_again(case_id, here)


async def test_who_wants_to_write_on_takes_the_question_back_and_nobody_has_signed_by_that(furnished):
    here = await hall()
    case_id = await sent_back(here)
    await rewrite(case_id, here)
    await ask_again(case_id, seen=await version(case_id), actor=here.first)
    with pytest.raises(TextMoved):
        await write_on(case_id, seen=1, actor=here.first)
    await write_on(case_id, seen=await version(case_id), actor=here.first)
    assert await signatures(case_id) == ["signed"] * 3
    assert not await Notice.exists().where((Notice.event == Event.COSIGN_AGAIN.value) & Notice.done_at.is_null())
    await rewrite(case_id, here, "每站装两把，年内装完。")
    with pytest.raises(ComesFirst):
        await hand_in_again(case_id, here)


async def test_who_refused_and_is_asked_again_has_not_signed_by_writing_on(furnished):
    here = await hall()
    case_id = await joint(here)
    await decline(case_id, actor=here.third)
    await invite(case_id, [here.third.person], seen=await version(case_id), actor=here.first)
    await write_on(case_id, seen=await version(case_id), actor=here.first)
    assert await signatures(case_id) == ["signed", "signed", "invited"]


async def test_names_may_be_taken_away_from_what_came_back(furnished):
    here = await hall()
    case_id = await sent_back(here)
    await rewrite(case_id, here)
    await release(case_id, None, seen=await version(case_id), actor=here.first)
    await hand_in_again(case_id, here)
    assert ((await row(case_id))["submitter_kind"], await signatures(case_id)) == ("individual", ["signed"])
