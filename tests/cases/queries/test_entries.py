"""What the index is told of a case and of a page without one."""

import pytest

from cases.queries.entries import case_entries, document_entries
from cases.tables import Case, Document, Reply
from tests.cases.indexed import PLAN, archive
from tests.cases.submissions import WORDS, hall, handed_in, written

pytestmark = pytest.mark.anyio


async def test_a_case_has_an_entry_for_each_thing_in_it(database):
    ids = await archive()
    entries = {entry.key: entry for entry in await case_entries([ids["case"]])}
    assert {key.split(":")[0] for key in entries} == {"proposal", "reply", "commitment", "figure"}
    assert {entry.group for entry in entries.values()} == {f"case:{ids['case']}"}
    promise = entries[f"commitment:{ids['promise']}"]
    assert promise.facets["label"] == ("C-HARD",) and promise.due is not None
    for part in ("增设社区托育点", "十四届四次会议", "东溪6号", "林晓", "市卫健委", "临江市卫生健康委员会", "2025"):
        assert part in promise.title
    reply = entries[f"reply:{ids['reply']}"]
    assert "B类" in reply.title and reply.facets["result_class"] == ("B类",)
    assert reply.numbers[0] == "临卫函〔2025〕19号" and reply.names == ("林晓",)


async def test_personal_data_is_in_no_entry(database):
    ids = await archive()
    for entry in await case_entries([ids["case"]]):
        assert "13800000000" not in entry.text + entry.title


async def test_a_replaced_version_has_no_entry(database):
    ids = await archive()
    await Reply.update({Reply.state: "superseded"}).where(Reply.id == ids["reply"])
    assert not [entry for entry in await case_entries([ids["case"]]) if entry.kind == "reply"]


async def test_a_page_of_a_case_is_no_page_by_itself(database):
    ids = await archive()
    assert await document_entries([ids["paper"]]) == []
    (entry,) = await document_entries([ids["plan"]])
    assert (entry.key, entry.text) == (f"document:{ids['plan']}", PLAN)
    await Document.update({Document.superseded_by: ids["paper"]}).where(Document.id == ids["plan"])
    assert await document_entries([ids["plan"]]) == []


async def test_what_is_gone_has_none(database):
    assert await case_entries([99]) == await document_entries([99]) == await case_entries([]) == []


async def test_a_submission_is_found_by_its_words_only_by_its_parties(furnished):
    here = await hall()
    case_id, draft = await handed_in(here), await written(here)
    (entry,) = await case_entries([case_id])
    assert WORDS.situation in entry.text
    assert f"person:{here.first.person}" in entry.readers
    assert "public" not in entry.readers
    await Case.update({Case.audience: "public"}).where(Case.id == case_id)
    (entry,) = await case_entries([case_id])
    assert "public" in entry.readers
    assert WORDS.situation not in entry.text
    assert await case_entries([draft]) == []
