"""Writing: one draft a unit and round, savings that never write over another's, versions that nothing loses."""

import asyncio

import pytest

from cases.actions.approvals import ask_approval
from cases.actions.drafts import (
    Collided,
    Saved,
    keep_version,
    restore_version,
    save_draft,
    settle_copy,
    start_draft,
)
from cases.actor import Actor
from cases.errors import Forbidden, NotFound, NotFromHere
from cases.queries.drafts import draft_page
from cases.tables import DraftCopy, JournalEntry, Reply, ReplyText
from cases.vocabulary import Role, TextKind
from tests.accounts import actor_as
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


@pytest.fixture
async def draft(case):
    return await start_draft(case.lead["id"], actor=case.writer)


async def test_a_unit_has_one_draft_in_a_round(case, draft):
    assert await start_draft(case.lead["id"], actor=case.colleague) == draft
    row = await case.reply(draft)
    assert (row["state"], row["number"], row["round"], row["audience"]) == ("drafting", 1, 1, "units")
    assert row["drafter"] == case.writer.person


async def test_who_has_no_part_in_the_case_starts_nothing(case):
    stranger = await actor_as(Role.HANDLER, unit=case.made.cast.units[-1])
    for actor, error in ((stranger, NotFound), (case.submitter, Forbidden), (case.made.cast.reviewer, Forbidden)):
        with pytest.raises(error):
            await start_draft(case.lead["id"], actor=actor)
    assert await Reply.count() == 0


async def test_everything_on_the_page_is_saved_together(case, draft):
    saved = await save_draft(draft, case.draft(), base=1, actor=case.writer)
    assert isinstance(saved, Saved)
    page = await draft_page(draft, actor=case.writer)
    assert page.draft == case.draft()
    assert page.text_version == saved.version == 2
    row = await case.reply(draft)
    assert (row["class_semantic"], row["class_scheme"]) == ("in_progress", "cppcc-default/1")


async def test_saving_the_same_again_changes_nothing(case, draft):
    first = await save_draft(draft, case.draft(), base=1, actor=case.writer)
    again = await save_draft(draft, case.draft(), base=1, actor=case.writer)
    assert (type(again), again.version) == (Saved, first.version)
    assert await DraftCopy.count() == 0


async def test_of_two_who_save_at_once_no_word_is_lost(case, draft):
    texts = [f"第{number}个人写的正文。" for number in range(8)]
    people = [case.writer, case.colleague] * 4
    answers = await asyncio.gather(
        *(
            save_draft(draft, case.draft(body=text), base=1, actor=actor)
            for text, actor in zip(texts, people, strict=True)
        )
    )
    assert [isinstance(one, Saved) for one in answers].count(True) == 1
    aside = await DraftCopy.select().output(load_json=True)
    kept = [(await case.text(draft))["body"], *(row["text"]["body"] for row in aside)]
    assert sorted(kept) == sorted(texts)


async def test_the_loser_sees_his_words_until_he_has_dealt_with_them(case, draft):
    await save_draft(draft, case.draft(body="先到的"), base=1, actor=case.colleague)
    said = await save_draft(draft, case.draft(body="后到的"), base=1, actor=case.writer)
    assert isinstance(said, Collided)
    assert (said.who, said.version) == (case.colleague.name, 2)
    assert [copy.body for copy in (await draft_page(draft, actor=case.writer)).copies] == ["后到的"]
    assert (await draft_page(draft, actor=case.colleague)).copies == ()
    with pytest.raises(NotFound):
        await settle_copy(said.copy, actor=case.colleague)
    assert await settle_copy(said.copy, actor=case.writer) == draft
    assert (await draft_page(draft, actor=case.writer)).copies == ()
    assert await DraftCopy.count() == 1


async def test_a_restored_version_loses_nothing(case, draft):
    await save_draft(draft, case.draft(body="初稿"), base=1, actor=case.writer)
    number = await keep_version(draft, actor=case.writer)
    await save_draft(draft, case.draft(body="二稿"), base=2, actor=case.writer)
    assert isinstance(await restore_version(draft, number, base=3, actor=case.writer), Saved)
    texts = await ReplyText.select().where(ReplyText.reply == draft).order_by(ReplyText.number)
    assert [(t["number"], t["body"]) for t in texts] == [(0, "初稿"), (1, "初稿"), (2, "二稿")]
    assert {t["kind"] for t in texts} == {TextKind.WORKING, TextKind.KEPT}
    with pytest.raises(NotFound):
        await restore_version(draft, 99, base=4, actor=case.writer)


async def test_what_went_up_cannot_be_written_in(case):
    reply = await case.asked()
    for act in (
        save_draft(reply, case.draft(body="改"), base=2, actor=case.writer),
        keep_version(reply, actor=case.writer),
        restore_version(reply, 1, base=2, actor=case.writer),
    ):
        with pytest.raises(NotFromHere):
            await act


async def test_others_neither_read_nor_write(case, draft):
    stranger = await actor_as(Role.HANDLER, unit=case.made.cast.units[-1])
    for actor in (stranger, case.submitter, Actor("公众", Role.PUBLIC)):
        with pytest.raises(NotFound):
            await save_draft(draft, case.draft(), base=1, actor=actor)
        with pytest.raises(NotFound):
            await draft_page(draft, actor=actor)
    with pytest.raises(Forbidden):
        await save_draft(draft, case.draft(), base=1, actor=case.made.cast.assigner)


async def test_the_journal_is_told_of_hands_and_elements_not_of_every_saving(case, draft):
    for number in range(3):
        text = await case.text(draft)
        await save_draft(draft, case.draft(body=f"字{number}"), base=text["version"], actor=case.writer)
    edits = (JournalEntry.thing == "reply") & (JournalEntry.verb == "edit")
    assert await JournalEntry.count().where(edits) == 1
    text = await case.text(draft)
    await save_draft(draft, case.draft(body="同事改"), base=text["version"], actor=case.colleague)
    assert await JournalEntry.count().where(edits) == 2


async def test_asking_without_the_text_that_is_there_is_refused(case):
    reply = await case.drafted()
    seen = await case.seen(reply)
    await save_draft(reply, case.draft(body=case.draft().body + "又一句。"), base=seen.text, actor=case.colleague)
    with pytest.raises(Exception, match=case.colleague.name):
        await ask_approval(reply, seen, actor=case.writer, confirmed=True)
    assert (await case.reply(reply))["state"] == "drafting"
