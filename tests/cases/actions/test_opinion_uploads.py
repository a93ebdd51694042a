"""Opinions of many cases at once: each file finds its case by number, the others are told why not (COHANDLE-6)."""

import pytest

from cases.actions.opinion_uploads import take_opinions
from cases.queries.opinion_lists import co_parts
from cases.tables import Attachment, Case, Reply
from tests.cases.actions.test_draft_uploads import word
from tests.replying import handled

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    case = await handled(units=2)
    case.co_clerk = case.made.cast.clerk(1)
    await Case.update({Case.number: "132", Case.number_raw: "0132"}).where(Case.id == case.id)
    return case


async def test_each_file_finds_its_case_and_nothing_is_sent_cohandle_6(case, tmp_path):
    given = [
        ("第132号会办意见.docx", word("同意主办单位意见，补充送餐费用。")),
        ("77.docx", word("无")),
        ("132.txt", b"x"),
    ]
    taken = await take_opinions(given, folder=tmp_path, actor=case.co_clerk)
    assert [one.opinion is not None for one in taken] == [True, False, False]
    assert "77.docx" in taken[1].why
    assert taken[2].why
    row = (await Reply.select().where(Reply.id == taken[0].opinion))[0]
    assert (row["kind"], row["state"]) == ("co_opinion", "drafting")
    assert (await case.text(row["id"]))["body"] == "同意主办单位意见，补充送餐费用。"
    assert await Attachment.exists().where((Attachment.belongs == "draft") & (Attachment.belongs_id == row["id"]))
    (part,) = await co_parts(actor=case.co_clerk)
    assert (part.opinion, part.sent, part.number) == (row["id"], False, "0132")


async def test_two_cases_of_one_number_are_not_guessed_between(case, tmp_path):
    other = await handled(units=2)
    await Case.update({Case.number: "132", Case.number_raw: "132"}).where(Case.id == other.id)
    units = {part.case_id for part in await co_parts(actor=case.co_clerk)}
    taken = await take_opinions([("132.docx", word("同意"))], folder=tmp_path, actor=case.co_clerk)
    assert (taken[0].opinion is None) == ({case.id, other.id} <= units)


async def test_who_helps_nowhere_has_no_list(case, tmp_path):
    assert await co_parts(actor=case.submitter) == ()
    taken = await take_opinions([("132.docx", word("同意"))], folder=tmp_path, actor=case.writer)
    assert taken[0].opinion is None
