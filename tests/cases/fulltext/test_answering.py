"""Who finds what, on real databases."""

import threading

import pytest

import search
from cases import fulltext
from cases.actor import OFFICE, PUBLIC
from cases.fulltext import answering
from tests.cases.indexed import archive

pytestmark = pytest.mark.anyio


async def found(index, text, **more):
    return await fulltext.find(index, text, actor=more.pop("actor", PUBLIC), **more)


@pytest.mark.parametrize(
    "text",
    [
        "东溪6",
        "东溪6号",
        "东溪6号建议",
        "东溪代表团6号",
        "十四届四次会议东溪6号",
        "市十四届人大四次会议东溪6号建议",
        "14届4次东溪6号",
        "linjiang-npc-14-4-dongxi-6",
        "临卫函〔2025〕19号",
        "临卫函[2025]19号",
        "林晓",
        "林晓代表",
        "十四届四次",
    ],
)
async def test_a_case_named_in_the_question_comes_first(sqlite_url, tmp_path, text):
    from cases import database

    await database.open_database(sqlite_url, migrated=False)
    try:
        ids = await archive()
        index = fulltext.open_index(tmp_path / "index")
        await fulltext.refresh(index)
        answer = await found(index, text)
        assert answer.used == "exact"
        assert answer.hits[0].case_id == ids["case"]
    finally:
        await database.close()


async def test_what_may_not_be_seen_is_not_counted_either(database, index):
    await archive(audience="office")
    await fulltext.refresh(index)
    for text in ("托育", "成长驿站", "林晓", "东溪6号", "长者食堂", ""):
        answer = await found(index, text)
        assert (answer.total, answer.hits, answer.facets) == (0, (), {})
        assert all(word.count == 0 for word in answer.words)
        assert all(choice.count == 0 for choice in answer.kinds)
        assert (await found(index, text, actor=OFFICE)).total > 0


async def test_personal_data_is_found_by_nobody(database, index):
    await archive()
    await fulltext.refresh(index)
    assert (await found(index, "13800000000", actor=OFFICE)).total == 0
    card = (await found(index, "联系电话", kinds=("reply",))).hits[0]
    assert "138" not in card.text


async def test_facets_count_cases_and_name_their_values(database, index):
    await archive()
    await fulltext.refresh(index)
    answer = await found(index, "")
    assert answer.total == 2
    assert [(c.value, c.label, c.count) for c in answer.facets["label"]] == [("C-HARD", "硬承诺", 1)]
    assert [(c.value, c.count) for c in answer.facets["department"]] == [("临江市卫生健康委员会", 1)]
    narrowed = await found(index, "", filters={"place": ["临江"]})
    assert narrowed.total == 1 and narrowed.hits[0].place == "临江"
    assert {choice.value: choice.count for choice in narrowed.kinds}["document"] == 0


async def test_a_page_without_a_case_is_found_by_itself(database, index):
    ids = await archive()
    await fulltext.refresh(index)
    card = (await found(index, "老年食堂")).hits[0]
    assert (card.kind, card.id, card.file, card.title) == ("document", ids["plan"], "方案.txt", "助餐方案")


@pytest.mark.parametrize("text", ["拖育", "tuoyu", "成常驿站", "czyz"])
async def test_other_spellings_are_counted_as_their_own_answer_counts(database, index, text):
    await archive()
    await fulltext.refresh(index)
    answer = await found(index, text)
    assert answer.total == 0 and answer.proposals
    for proposal in answer.proposals:
        assert proposal.count == (await found(index, proposal.text)).total > 0


@pytest.mark.parametrize("text", ["拖育", "tuoyu", "czyz", "托育"])
async def test_no_spelling_is_offered_of_what_may_not_be_seen_or_was_found(database, index, text):
    await archive(audience="office" if text != "托育" else "public")
    await fulltext.refresh(index)
    assert (await found(index, text)).proposals == ()


async def test_what_is_computed_is_done_one_at_a_time_and_what_is_waited_for_is_not(tmp_path):
    files, tables = search.open_index(tmp_path / "index"), search.TableIndex(None)
    places = [(await answering._asked(index, threading.current_thread)).name for index in (files, tables)]
    assert [place.startswith("computing") for place in places] == [True, False]
