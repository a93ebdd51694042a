"""What writers, signers, reviewers and strangers see of a submission."""

import pytest

from cases.actions.proposal_texts import NewDraft, begin_draft
from cases.actions.submissions import Reached, submit
from cases.errors import NotFound
from cases.queries.choosing import units_of
from cases.queries.submissions import (
    contacts_of,
    ids_of,
    my_submissions,
    seen_facts,
    submission_page,
    unit_names,
    wishes_of,
)
from cases.tables import Case
from cases.vocabulary import AssignmentRole, Role, Track, WishBy
from tests.accounts import actor_as
from tests.cases.submissions import WORDS, hall, handed_in, joint, version, written

pytestmark = pytest.mark.anyio


async def test_the_lists_of_each(furnished):
    here = await hall()
    draft, sent, together = await written(here), await handed_in(here), await joint(here)
    mine = await my_submissions(actor=here.first)
    assert {r.id for r in mine.drafts} == {draft, together}
    assert [r.id for r in mine.handed_in] == [sent]
    asked = await my_submissions(actor=here.third)
    assert ([r.id for r in asked.to_sign], asked.drafts) == ([together], ())
    (row,) = asked.to_sign
    assert (row.asked, row.signed, row.lead, row.writes) == (2, 1, "李文山", False)
    signed = await my_submissions(actor=here.second)
    assert ([r.id for r in signed.handed_in], signed.to_sign) == ([together], ())
    for_others = await begin_draft(NewDraft(person=here.first.person), actor=here.reviewer)
    assert [r.id for r in (await my_submissions(actor=here.reviewer)).drafts] == [for_others]


async def test_a_page_offers_what_its_reader_may_do(furnished):
    here = await hall()
    case_id = await joint(here)
    writer = await submission_page(case_id, actor=here.first)
    signer = await submission_page(case_id, actor=here.third)
    assert writer.may("submit")
    assert not writer.may("edit")
    assert writer.offer("edit").blocked.step == "text_free"
    assert signer.may("sign_jointly")
    assert signer.offer("submit") is None
    assert signer.words.situation == WORDS.situation


async def test_others_find_nothing(furnished):
    here, there = await hall(), await hall(Track.NPC)
    draft, sent = await written(here), await handed_in(here)
    for reader in (here.second, here.reviewer, there.first, await actor_as(Role.LEADER)):
        with pytest.raises(NotFound):
            await submission_page(draft, actor=reader)
    for reader in (here.second, there.reviewer, await actor_as(Role.CLERK), await actor_as(Role.ADMIN)):
        with pytest.raises(NotFound):
            await seen_facts(sent, reader)
    assert (await submission_page(sent, actor=here.reviewer)).receipt_no


async def test_the_words_stay_with_the_parties_when_the_case_is_published(furnished):
    here, there = await hall(), await hall(Track.NPC)
    case_id = await handed_in(here)
    await Case.update({Case.audience: "public"}).where(Case.id == case_id)
    for reader in (here.second, there.reviewer, await actor_as(Role.CLERK)):
        with pytest.raises(NotFound):
            await submission_page(case_id, actor=reader)
    for reader in (here.first, here.reviewer):
        assert (await submission_page(case_id, actor=reader)).words.situation == WORDS.situation


async def test_how_one_is_reached_only_offices_and_oneself_know(furnished):
    here = await hall()
    case_id = await written(here)
    await submit(case_id, seen=await version(case_id), actor=here.first, reached=Reached(phone="13700007777"))
    assert (await submission_page(case_id, actor=here.reviewer)).phone == "13700007777"
    assert await contacts_of(here.first.person, here.second) == {}


async def test_wishes_of_units(furnished):
    here = await hall()
    first, second, _ = await units_of(here.place)
    case_id = await written(here, lead_units=(second.id,), co_units=(first.id,))
    found = await wishes_of(case_id, WishBy.SUBMITTER)
    assert ids_of(found[AssignmentRole.LEAD]) == (second.id,)
    assert ids_of(found[AssignmentRole.CO]) == (first.id,)
    assert first.short in await unit_names(here.place)
