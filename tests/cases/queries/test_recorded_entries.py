"""What staff typed in waits for the word of its submitter, once it is handed in; who wrote himself is asked nothing."""

import pytest

from cases.actions.proposal_texts import NewDraft, begin_draft, save_text
from cases.actions.submissions import confirm_entry, object_entry, submit, withdraw
from cases.errors import Forbidden, NotFound, NotFromHere, ReasonMissing
from cases.facts import facts_of
from cases.queries.recorded_entries import awaits_confirmation, entries_to_confirm, recorded_entry
from cases.queries.waiting import tasks_of
from cases.tables import JournalEntry, Notice
from cases.vocabulary import Event, Verb, Waiting
from tests.cases.submissions import WORDS, hall, handed_in, version

pytestmark = pytest.mark.anyio


async def test_from_paper_to_the_word_of_its_submitter(furnished):
    """SUBMIT-12."""
    here = await hall()
    case_id = await begin_draft(NewDraft(person=here.first.person), actor=here.reviewer)
    await save_text(case_id, WORDS, seen=1, actor=here.reviewer)
    assert await entries_to_confirm(actor=here.first) == []
    with pytest.raises(NotFromHere):
        await confirm_entry(case_id, actor=here.first)
    await submit(case_id, seen=await version(case_id), actor=here.reviewer)
    assert await entries_to_confirm(actor=here.first) == [case_id]
    assert await entries_to_confirm(actor=here.second) == []
    entry = await recorded_entry(await facts_of(case_id))
    assert (entry.by, entry.of, entry.confirmed_at) == (here.reviewer.name, here.first.name, None)
    assert (await recorded_entry(await facts_of(case_id), unnamed=True)).of == ""
    with pytest.raises(Forbidden):
        await confirm_entry(case_id, actor=here.reviewer)
    with pytest.raises(NotFound):
        await confirm_entry(case_id, actor=here.second)
    await confirm_entry(case_id, actor=here.first)
    assert (await recorded_entry(await facts_of(case_id))).confirmed_at is not None
    assert await entries_to_confirm(actor=here.first) == []
    row = await JournalEntry.select().where(JournalEntry.verb == Verb.CONFIRM_ENTRY.value).first()
    assert (row["case"], row["person"]) == (case_id, here.first.person)
    with pytest.raises(NotFromHere):
        await confirm_entry(case_id, actor=here.first)


async def test_who_writes_himself_is_asked_nothing(furnished):
    here = await hall()
    case_id = await handed_in(here)
    facts = await facts_of(case_id)
    assert await recorded_entry(facts) is None
    assert not awaits_confirmation(facts, here.first)
    assert await entries_to_confirm(actor=here.first) == []


async def test_what_was_taken_back_says_nothing_more(furnished):
    here = await hall()
    case_id = await begin_draft(NewDraft(person=here.first.person), actor=here.reviewer)
    await save_text(case_id, WORDS, seen=1, actor=here.reviewer)
    await submit(case_id, seen=await version(case_id), actor=here.reviewer)
    await withdraw(case_id, reason="数字需要再核对一遍", seen=await version(case_id), actor=here.first)
    assert await entries_to_confirm(actor=here.first) == []


async def test_who_says_that_it_is_not_his_puts_it_before_the_office_submit_12(furnished):
    here = await hall()
    case_id = await begin_draft(NewDraft(person=here.first.person), actor=here.reviewer)
    await save_text(case_id, WORDS, seen=1, actor=here.reviewer)
    await submit(case_id, seen=await version(case_id), actor=here.reviewer)
    why = "第二条建议不是我写的"
    with pytest.raises(ReasonMissing):
        await object_entry(case_id, "不对", actor=here.first)
    with pytest.raises(Forbidden):
        await object_entry(case_id, why, actor=here.reviewer)
    assert await tasks_of_kind(here.reviewer) == []
    await object_entry(case_id, why, actor=here.first)
    assert (await recorded_entry(await facts_of(case_id))).objection == why
    assert await entries_to_confirm(actor=here.first) == []
    assert await tasks_of_kind(here.reviewer) == [case_id]
    row = await JournalEntry.select().where(JournalEntry.verb == Verb.OBJECT_ENTRY.value).first()
    assert (row["case"], row["person"], row["reason"]) == (case_id, here.first.person, why)
    told = await Notice.select().where(Notice.event == Event.ENTRY_OBJECTED.value)
    assert here.reviewer.person in [one["person"] for one in told] and why in told[0]["told"]
    with pytest.raises(NotFromHere):
        await object_entry(case_id, why, actor=here.first)
    await confirm_entry(case_id, actor=here.first)
    assert await tasks_of_kind(here.reviewer) == []
    assert not await Notice.exists().where((Notice.event == Event.ENTRY_OBJECTED.value) & Notice.done_at.is_null())


async def tasks_of_kind(actor):
    return [task.case for task in await tasks_of(actor) if task.waiting is Waiting.ENTRY_OBJECTED]
