"""The review: each decision with the words that its submitter reads; no gaps; merged ones stay answered."""

import asyncio

import pytest

from cases.actions.proposal_texts import save_text
from cases.actions.reviews import Decision, decide, file_several, filing_preview, look, open_review, told_by
from cases.actions.submissions import submit
from cases.errors import (
    ChangedMeanwhile,
    ComesFirst,
    FieldMissing,
    Forbidden,
    MasterUnfit,
    NotFound,
    NotFromHere,
    NotInList,
    WordsMissing,
)
from cases.facts import facts_of
from cases.queries.reviews import review_list, review_page
from cases.tables import Case, CaseSubmitter, JournalEntry, Notice, ProposalText, Review, UnitWish
from cases.vocabulary import ConvertedTo, ReviewTab, Track, Verb
from tests.cases.submissions import WORDS, hall, handed_in, row, version

pytestmark = pytest.mark.anyio
FILE = Decision(Verb.FILE, category="社会建设")


async def decided(here, case_id, decision, *, by=None):
    return await decide(case_id, decision, seen=await version(case_id), actor=by or here.reviewer)


async def test_filed_with_a_number_and_told(furnished):
    here = await hall()
    case_id = await handed_in(here)
    done = await decided(here, case_id, FILE)
    case = await row(case_id)
    assert done.number == case["number_raw"] == "0001"
    assert (case["number"], case["key"]) == ("1", "linshui-cppcc-cppcc-9-3-1")
    assert (case["state"], case["category"]) == ("filed", "社会建设")
    (review,) = await Review.select().where(Review.case == case_id)
    assert review["told"] == done.told
    assert "编为0001号" in done.told
    verbs = await JournalEntry.select(JournalEntry.verb).where(JournalEntry.case == case_id).order_by(JournalEntry.seq)
    assert [v["verb"] for v in verbs][-2:] == ["register", "file"]
    assert await Notice.exists().where((Notice.person == here.first.person) & (Notice.case == case_id))


async def test_without_a_category_or_with_a_strange_one_nothing_is_filed(furnished):
    here = await hall()
    case_id = await handed_in(here)
    with pytest.raises(ComesFirst):
        await decided(here, case_id, Decision(Verb.FILE))
    with pytest.raises(NotInList):
        await decided(here, case_id, Decision(Verb.FILE, category="航天"))
    assert ((await row(case_id))["state"], (await row(case_id))["number"]) == ("submitted", None)
    assert (await decided(here, case_id, FILE)).number == "0001"


async def test_delegations_have_numbers_of_their_own(furnished):
    here = await hall(Track.NPC)
    one, two = [await decided(here, await handed_in(here), Decision(Verb.FILE, category="其他")) for _ in range(2)]
    assert (one.number, two.number) == ("河东1", "河东2")


async def test_numbers_at_once_have_no_gap(furnished):
    here = await hall()
    cases = [await handed_in(here) for _ in range(12)]
    done = await asyncio.gather(*(decided(here, one, FILE) for one in cases))
    assert sorted(one.number for one in done) == [f"{n:04}" for n in range(1, 13)]


async def test_of_two_reviewers_one_decides(furnished):
    here = await hall()
    case_id = await handed_in(here)
    seen = await version(case_id)
    refuse = Decision(Verb.CONVERT, converted=ConvertedTo.LETTER)
    outcome = await asyncio.gather(
        decide(case_id, FILE, seen=seen, actor=here.reviewer),
        decide(case_id, refuse, seen=seen, actor=here.colleague),
        return_exceptions=True,
    )
    assert sum(isinstance(one, ChangedMeanwhile | NotFromHere) for one in outcome) == 1


async def test_refused_with_grounds_and_their_clause(furnished):
    here = await hall()
    case_id = await handed_in(here)
    with pytest.raises(ComesFirst):
        await decided(here, case_id, Decision(Verb.REJECT_FILING))
    done = await decided(
        here, case_id, Decision(Verb.REJECT_FILING, grounds=("personal", "empty"), words="可另写信反映")
    )
    assert "为本人或亲属解决个人问题" in done.told
    assert "第七项" in done.told
    assert done.told.endswith("可另写信反映。")
    assert (await row(case_id))["state"] == "not_filed"
    (review,) = await Review.select().where(Review.case == case_id).output(load_json=True)
    assert review["grounds"] == ["personal", "empty"]
    done = await decided(here, case_id, Decision(Verb.CONVERT, converted=ConvertedTo.SOCIAL_OPINION))
    assert "转作社情民意" in done.told
    assert (await row(case_id))["converted_to"] == "social_opinion"


async def test_deputies_submissions_have_no_gate_of_quality(furnished):
    here = await hall(Track.NPC)
    case_id = await handed_in(here)
    with pytest.raises(Forbidden):
        await decided(here, case_id, Decision(Verb.DEFER_FILING, words="请补充数据"))
    with pytest.raises(NotInList):
        await decided(here, case_id, Decision(Verb.REJECT_FILING, grounds=("copied",)))


async def test_sent_back_kept_as_it_was_and_handed_in_again(furnished):
    here = await hall()
    case_id = await handed_in(here)
    with pytest.raises(WordsMissing):
        await decided(here, case_id, Decision(Verb.RETURN_FOR_REVISION))
    await decided(here, case_id, Decision(Verb.RETURN_FOR_REVISION, words="请写明是哪十二个站", contacted=True))
    texts = await ProposalText.select().where(ProposalText.case == case_id).order_by(ProposalText.number)
    assert [t["kind"] for t in texts] == ["sent_back", "working"]
    written = WORDS.__class__(**{n: getattr(WORDS, n) for n in WORDS.__slots__} | {"situation": "站名已经补上。"})
    await save_text(case_id, written, seen=texts[1]["version"], actor=here.first)
    await submit(case_id, seen=await version(case_id), actor=here.first)
    texts = await ProposalText.select().where(ProposalText.case == case_id).order_by(ProposalText.number)
    assert (texts[0]["situation"], texts[1]["situation"]) == (WORDS.situation, "站名已经补上。")
    assert (await decided(here, case_id, FILE)).number == "0001"


async def test_deferred_and_supplemented(furnished):
    here = await hall()
    case_id = await handed_in(here)
    await decided(here, case_id, Decision(Verb.DEFER_FILING, words="请补充预算依据"))
    assert (await row(case_id))["state"] == "deferred"
    await submit(case_id, seen=await version(case_id), actor=here.first)
    assert (await row(case_id))["state"] == "submitted"


async def test_withdrawn_on_paper(furnished):
    here = await hall()
    case_id = await handed_in(here)
    await open_review(case_id, seen=await version(case_id), actor=here.reviewer)
    await decided(here, case_id, Decision(Verb.WITHDRAW, words="书面申请已收存"))
    assert (await row(case_id))["state"] == "withdrawn"


async def test_merged_submitters_are_answered_under_the_master(furnished):
    here = await hall()
    master, other = await handed_in(here), await handed_in(here, by=here.second, consent_publish=False)
    await decided(here, master, FILE)
    done = await decided(here, other, Decision(Verb.MERGE_CASE, master=master))
    names = await CaseSubmitter.select().where(CaseSubmitter.case == master).order_by(CaseSubmitter.position)
    assert [n["person"] for n in names] == [here.first.person, here.second.person]
    assert await CaseSubmitter.count().where(CaseSubmitter.case == other) == 1
    assert ((await row(other))["state"], (await row(other))["merged_into"]) == ("merged", master)
    assert not (await row(master))["consent_publish"]
    assert "已并案" in done.told
    assert (await facts_of(master)).standing().persons == (here.first.person, here.second.person)


async def test_a_master_must_fit(furnished):
    here, there = await hall(), await hall(Track.NPC)
    case_id, strange = await handed_in(here), await handed_in(there)
    gone = await handed_in(here)
    await decided(here, gone, Decision(Verb.CONVERT, converted=ConvertedTo.LETTER))
    with pytest.raises(ComesFirst):
        await decided(here, case_id, Decision(Verb.MERGE_CASE))
    for master in (case_id, gone):
        with pytest.raises(MasterUnfit):
            await decided(here, case_id, Decision(Verb.MERGE_CASE, master=master))
    for master in (strange, 99999):
        with pytest.raises(NotFound):
            await decided(here, case_id, Decision(Verb.MERGE_CASE, master=master))
    assert (await row(case_id))["state"] == "submitted"


async def test_a_chain_of_merged_ones_leads_to_the_last_master(furnished):
    here = await hall()
    first, second, third = [await handed_in(here) for _ in range(3)]
    await decided(here, first, Decision(Verb.MERGE_CASE, master=second))
    await decided(here, second, Decision(Verb.MERGE_CASE, master=third))
    assert [(await row(one))["merged_into"] for one in (first, second)] == [third, third]


async def test_several_filed_in_the_order_of_their_receipts_and_the_rest_named(furnished):
    here = await hall()
    one, two, three = [await handed_in(here) for _ in range(3)]
    await decided(here, two, Decision(Verb.CONVERT, converted=ConvertedTo.OPINION))
    wanted = [(three, "其他"), (two, "其他"), (one, "社会建设"), (await handed_in(here), "")]
    filed, left = await file_several(wanted, actor=here.reviewer)
    assert [one.number for one in filed] == ["0001", "0002"]
    assert (await row(one))["number"] == "1"
    assert {n.case_id for n in left} == {two, wanted[3][0]}
    assert all(n.why for n in left)


async def test_review_3_and_4_the_preview_says_the_numbers_that_filing_then_gives_and_what_the_rest_lack(furnished):
    here = await hall()
    one, two, three = await handed_in(here), await handed_in(here, analysis=""), await handed_in(here)
    gone = await handed_in(here)
    await decided(here, gone, Decision(Verb.CONVERT, converted=ConvertedTo.OPINION))
    wanted = [(three, "其他"), (one, "社会建设"), (two, "其他"), (gone, "其他"), (await handed_in(here), "")]
    journal = await JournalEntry.count()
    coming, left = await filing_preview(wanted, actor=here.reviewer)
    assert [(c.case_id, c.number) for c in coming] == [(one, "0001"), (three, "0002")]
    why = {n.case_id: n.why for n in left}
    assert set(why) == {two, gone, wanted[4][0]}
    assert "缺问题分析" in why[two] and "类别" in why[wanted[4][0]]
    assert await JournalEntry.count() == journal, "looking files nothing"
    filed, still = await file_several(wanted, actor=here.reviewer)
    assert [one.number for one in filed] == [one.number for one in coming]
    assert {n.case_id: n.why for n in still} == why
    rows = (await review_list(ReviewTab.WAITING, actor=here.reviewer)).rows
    assert {row.id: row.lacks for row in rows} == {two: ("问题分析",), wanted[4][0]: ()}


async def test_reviewers_of_another_body_see_nothing(furnished):
    here, there = await hall(), await hall(Track.NPC)
    case_id = await handed_in(here)
    for act in (decide(case_id, FILE, seen=2, actor=there.reviewer), look(case_id, actor=there.reviewer)):
        with pytest.raises(NotFound):
            await act
    with pytest.raises((Forbidden, NotFound)):
        await decided(here, case_id, FILE, by=here.first)


async def test_looking_is_noted_once_and_shown_to_the_other(furnished):
    here = await hall()
    case_id = await handed_in(here)
    await look(case_id, actor=here.reviewer)
    await look(case_id, actor=here.reviewer)
    assert await JournalEntry.count().where(JournalEntry.verb == Verb.SEE.value) == 1
    assert [p.name for p in (await review_page(case_id, actor=here.colleague)).presence] == ["孟审"]
    assert (await review_page(case_id, actor=here.reviewer)).presence == ()


async def test_the_reviews_units_stand_beside_the_submitters(furnished):
    here = await hall()
    unit = (await review_page(await handed_in(here), actor=here.reviewer)).page.place
    from cases.queries.choosing import units_of

    first, second, *_ = [u.id for u in await units_of(unit)]
    case_id = await handed_in(here, lead_units=(first,))
    await decided(here, case_id, Decision(Verb.FILE, category="其他", lead_units=(second,), co_units=(first,)))
    rows = await UnitWish.select().where(UnitWish.case == case_id).order_by(UnitWish.id)
    assert {(r["said_by"], r["department"]) for r in rows} == {
        ("submitter", first), ("reviewer", second), ("reviewer", first),
    }  # fmt: skip


async def test_the_preview_says_what_will_be_told(furnished):
    here = await hall()
    case_id = await handed_in(here)
    facts = await facts_of(case_id)
    preview = await told_by(facts, FILE, number="0001")
    assert preview == (await decided(here, case_id, FILE)).told
    with pytest.raises(FieldMissing):
        await told_by(facts, Decision(Verb.CONVERT))
    assert len(ReviewTab) == 6
    assert await Case.exists().where(Case.id == case_id)
