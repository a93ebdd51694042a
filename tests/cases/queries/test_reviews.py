"""The office's lists equal their counts, hold only its own body's submissions, and find a case by its number."""

import pytest

from cases.actions.proposal_texts import NewDraft, begin_draft
from cases.actions.reviews import Decision, decide, open_review
from cases.queries.reviews import STATES, case_named, next_open, present_at, review_counts, review_list, review_page
from cases.vocabulary import CaseState, ReviewTab, Track, Verb
from tests.cases.submissions import hall, handed_in, row, version

pytestmark = pytest.mark.anyio


async def test_every_list_equals_its_count(furnished):
    here, there = await hall(), await hall(Track.NPC)
    await handed_in(there)
    await begin_draft(NewDraft(), actor=here.first)
    decisions = [
        Decision(Verb.RETURN_FOR_REVISION, words="请补充数据"),
        Decision(Verb.DEFER_FILING, words="请补充数据"),
        Decision(Verb.REJECT_FILING, grounds=("empty",)),
    ]
    waiting = await handed_in(here, analysis="")
    for decision in decisions:
        case_id = await handed_in(here)
        await decide(case_id, decision, seen=await version(case_id), actor=here.reviewer)
    other = await handed_in(here)
    merge = Decision(Verb.MERGE_CASE, master=waiting)
    await decide(other, merge, seen=await version(other), actor=here.reviewer)
    counts = await review_counts(actor=here.reviewer)
    assert sorted(counts.values()) == [0, 1, 1, 1, 1, 1]
    for tab in ReviewTab:
        rows = await review_list(tab, actor=here.reviewer)
        assert rows.total == len(rows.rows) == counts[tab]
        assert all(one.state in STATES[tab] for one in rows.rows)
    (one,) = (await review_list(ReviewTab.WAITING, actor=here.reviewer)).rows
    assert (one.id, one.lacks, one.names, one.submitter) == (waiting, ("问题分析",), 1, "李文山")


async def test_a_case_by_its_numbers(furnished):
    here, there = await hall(), await hall(Track.NPC)
    case_id = await handed_in(here)
    receipt = (await row(case_id))["receipt_no"]
    done = await decide(case_id, Decision(Verb.FILE, category="其他"), seen=await version(case_id), actor=here.reviewer)
    for said in (receipt, done.number, "1", "第0001号", " 1号 "):
        assert await case_named(said, actor=here.reviewer) == case_id, said
    assert await case_named("", actor=here.reviewer) is None
    assert await case_named("77", actor=here.reviewer) is None
    assert await case_named(receipt, actor=there.reviewer) is None


async def test_the_next_is_the_one_that_waited_longest(furnished):
    here = await hall()
    first, second = await handed_in(here), await handed_in(here)
    assert await next_open(second, actor=here.reviewer) == first
    assert (await review_page(first, actor=here.reviewer)).after == second


async def test_who_opened_it_is_present_to_the_others(furnished):
    here = await hall()
    case_id = await handed_in(here)
    await open_review(case_id, seen=await version(case_id), actor=here.reviewer)
    assert (await row(case_id))["state"] == CaseState.IN_REVIEW
    assert {p.name for p in (await present_at([case_id], here.colleague))[case_id]} == {"孟审"}
    assert await present_at([case_id], here.reviewer) == {}
