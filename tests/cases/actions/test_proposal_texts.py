"""A draft is on the server at once; of two who save, one wins and no word is lost."""

import asyncio
from dataclasses import replace

import pytest

from cases.actions.cosignatures import invite
from cases.actions.proposal_texts import (
    NewDraft,
    Written,
    begin_draft,
    keep_aside,
    save_text,
    settle_losing_text,
    write_wishes,
    written_of,
)
from cases.actions.submissions import submit
from cases.database import write_tx
from cases.errors import ComesFirst, Forbidden, NotAtABody, NotFound, NotFromHere, NotItsContact
from cases.facts import facts_of
from cases.tables import (
    Case,
    CaseSubmitter,
    Collective,
    Department,
    DraftCopy,
    JournalEntry,
    Post,
    ProposalText,
    UnitWish,
)
from cases.vocabulary import Role, SubmitterKind, Track, Verb, WishBy
from tests.accounts import actor_as
from tests.cases.submissions import WORDS, hall, row, text_version, version, written

pytestmark = pytest.mark.anyio


async def test_a_draft_belongs_to_its_writer_and_carries_body_and_track(furnished):
    here = await hall(Track.NPC)
    case_id = await begin_draft(NewDraft(), actor=here.first)
    case = await row(case_id)
    assert (case["state"], case["audience"], case["track"], case["body"]) == ("draft", "own", "npc", here.body)
    assert case["delegation"] == "河东"
    assert await ProposalText.count().where(ProposalText.case == case_id) == 1
    assert await JournalEntry.count().where((JournalEntry.case == case_id) & (JournalEntry.verb == "create")) == 1


@pytest.mark.parametrize("role", [Role.CLERK, Role.ASSIGNER, Role.AUDITOR])
async def test_others_do_not_write(furnished, role):
    await hall()
    with pytest.raises(Forbidden):
        await begin_draft(NewDraft(), actor=await actor_as(role))


async def test_without_a_body_nothing_begins(furnished):
    here = await hall()
    with pytest.raises(NotAtABody):
        await begin_draft(NewDraft(), actor=replace(here.first, body=None))


async def test_staff_enters_for_a_submitter_of_its_own_body_only(furnished):
    here, there = await hall(), await hall(Track.NPC)
    case_id = await begin_draft(NewDraft(person=here.first.person), actor=here.reviewer)
    case = await row(case_id)
    lead = await CaseSubmitter.select().where(CaseSubmitter.case == case_id).first()
    assert (case["recorded_by"], lead["person"]) == (here.reviewer.person, here.first.person)
    await save_text(case_id, WORDS, seen=1, actor=here.reviewer)
    for person in (there.first.person, None, here.reviewer.person):
        with pytest.raises(NotFound):
            await begin_draft(NewDraft(person=person), actor=here.reviewer)


async def test_only_its_contact_submits_for_a_collective(furnished):
    here = await hall()
    sector = Collective(name="教育界别", kind="sector", body=here.body, place=here.place)
    await Collective.insert(sector)
    with pytest.raises(NotItsContact, match="教育界别"):
        await begin_draft(NewDraft(collective=sector.id), actor=here.first)
    await Post.update({Post.title: "教育界别"}).where(Post.person == here.first.person)
    case_id = await begin_draft(NewDraft(collective=sector.id), actor=here.first)
    lead = await CaseSubmitter.select().where(CaseSubmitter.case == case_id).first()
    assert (lead["printed_name"], lead["person"]) == ("教育界别", here.first.person)
    assert (await row(case_id))["submitter_kind"] == SubmitterKind.SECTOR
    with pytest.raises(NotItsContact):
        await begin_draft(NewDraft(collective=sector.id), actor=here.second)


async def test_saving_counts_versions_and_keeps_everything(furnished):
    here = await hall()
    case_id = await begin_draft(NewDraft(), actor=here.first)
    unit = (await Department.select(Department.id).where(Department.place == here.place).first())["id"]
    given = replace(WORDS, consent_publish=False, consent_reason="涉及个人经历", identity_kept=True, lead_units=(unit,))
    saved = await save_text(case_id, given, seen=1, actor=here.first)
    assert (saved.version, saved.copy) == (2, None)
    assert await written_of(await facts_of(case_id)) == given


async def test_the_later_of_two_savings_is_kept_beside_the_draft(furnished):
    here = await hall()
    case_id = await written(here)
    seen = await text_version(case_id)
    mine, theirs = replace(WORDS, situation="甲写的情况。"), replace(WORDS, situation="乙写的情况。")
    await save_text(case_id, mine, seen=seen, actor=here.first)
    lost = await save_text(case_id, theirs, seen=seen, actor=here.first)
    assert lost.copy is not None
    assert (await written_of(await facts_of(case_id))).situation == "甲写的情况。"
    again = await save_text(case_id, theirs, seen=seen, actor=here.first)
    assert again.copy == lost.copy
    await settle_losing_text(case_id, lost.copy, use=True, seen=lost.version, actor=here.first)
    assert (await written_of(await facts_of(case_id))).situation == "乙写的情况。"
    assert await DraftCopy.count().where(DraftCopy.settled_at.is_null()) == 0
    with pytest.raises(NotFound):
        await settle_losing_text(case_id, lost.copy, use=True, seen=lost.version, actor=here.first)


async def test_the_same_words_sent_again_succeed_whatever_their_version(furnished):
    here = await hall()
    case_id = await written(here)
    first = await save_text(case_id, WORDS, seen=1, actor=here.first)
    assert first.copy is None
    assert first.version == await text_version(case_id)


async def test_twenty_at_once_lose_no_word(furnished):
    here = await hall()
    case_id = await written(here)
    seen = await text_version(case_id)
    given = [replace(WORDS, analysis=f"第{n}种写法，各不相同。") for n in range(20)]
    saved = await asyncio.gather(*(save_text(case_id, one, seen=seen, actor=here.first) for one in given))
    assert sum(one.copy is None for one in saved) == 1
    kept = {row["text"]["analysis"] for row in await DraftCopy.select().output(load_json=True)}
    kept.add((await written_of(await facts_of(case_id))).analysis)
    assert kept == {one.analysis for one in given}


async def test_a_copy_is_its_writers_own_and_stays_until_he_saw_the_newest(furnished):
    here = await hall()
    case_id = await written(here)
    copy = await keep_aside(case_id, replace(WORDS, title="另一个案由"), actor=here.first)
    await settle_losing_text(case_id, copy, use=True, seen=1, actor=here.first)
    assert (await row(case_id))["title"] == WORDS.title
    with pytest.raises((NotFound, Forbidden)):
        await settle_losing_text(case_id, copy, use=False, seen=1, actor=here.second)
    await settle_losing_text(case_id, copy, use=False, seen=1, actor=here.first)
    assert (await row(case_id))["title"] == WORDS.title


async def test_nobody_else_reads_or_writes_a_draft(furnished):
    here = await hall()
    case_id = await written(here)
    for other in (here.second, here.reviewer, await actor_as(Role.OVERSIGHT)):
        with pytest.raises(NotFound):
            await save_text(case_id, Written(title="别人的字"), seen=2, actor=other)


async def test_while_names_are_collected_the_text_stands_still(furnished):
    here = await hall()
    case_id = await written(here)
    await invite(case_id, [here.second.person], seen=await version(case_id), actor=here.first)
    with pytest.raises(ComesFirst):
        await save_text(case_id, Written(title="改一改"), seen=2, actor=here.first)


async def test_what_was_handed_in_is_not_written_any_more(furnished):
    here = await hall()
    case_id = await written(here)
    await submit(case_id, seen=await version(case_id), actor=here.first)
    with pytest.raises(NotFromHere):
        await save_text(case_id, Written(title="改一改"), seen=2, actor=here.first)


async def test_the_button_is_journaled_and_the_rest_is_not(furnished):
    here = await hall()
    case_id = await written(here)
    edits = (JournalEntry.case == case_id) & (JournalEntry.verb == Verb.EDIT.value)
    assert await JournalEntry.count().where(edits) == 0
    await save_text(case_id, replace(WORDS, title="关于座椅"), seen=2, actor=here.first, kept=True)
    assert await JournalEntry.count().where(edits) == 1


async def test_wishes_are_replaced_and_a_unit_named_twice_leads(furnished):
    here = await hall()
    case_id = await written(here)
    units = [r["id"] for r in await Department.select(Department.id).where(Department.place == here.place)]
    async with write_tx():
        await write_wishes(case_id, WishBy.SUBMITTER, (units[0],), (units[0], units[1]))
        await write_wishes(case_id, WishBy.REVIEWER, (units[2],), ())
        await write_wishes(case_id, WishBy.SUBMITTER, (units[1],), (units[1], units[2]))
    mine = await UnitWish.select().where(UnitWish.said_by == "submitter").order_by(UnitWish.position)
    assert [(w["department"], w["role"]) for w in mine] == [(units[1], "lead"), (units[2], "co")]
    assert await Case.exists().where(Case.id == case_id)


async def test_saving_words_writes_to_nothing_that_the_public_reads(furnished):
    here = await hall()
    case_id = await begin_draft(NewDraft(), actor=here.first)
    await save_text(case_id, WORDS, seen=1, actor=here.first)
    before = await furnished.change_counts()
    await save_text(case_id, replace(WORDS, situation="又改了一处。"), seen=2, actor=here.first)
    after = await furnished.change_counts()
    assert {name for name in after if after[name] != before.get(name)} == {"proposal_texts"}
    await save_text(case_id, replace(WORDS, title="关于另一件事的提案"), seen=3, actor=here.first)
    assert (await row(case_id))["title"] == "关于另一件事的提案"
