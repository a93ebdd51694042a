"""Cases as one reader may see them."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.queries.cases import CaseFilter, case_list, case_page, case_row, cases_cut
from cases.queries.listing import Cut
from cases.vocabulary import AssignmentRole, Track

pytestmark = pytest.mark.anyio


async def test_the_list_is_what_the_reader_may_see_newest_first(archive):
    public = await case_list(CaseFilter(), actor=PUBLIC)
    office = await case_list(CaseFilter(), actor=OFFICE)
    assert [row.number for row in public.rows] == ["钱塘6号", "607"]
    assert public.total == 2
    assert office.total == 3
    assert {row.id for row in public.rows} < {row.id for row in office.rows}


async def test_pages_of_the_list_do_not_overlap(archive):
    first = await case_list(CaseFilter(), actor=OFFICE, page=1, per_page=2)
    second = await case_list(CaseFilter(), actor=OFFICE, page=2, per_page=2)
    assert len({row.id for row in (*first.rows, *second.rows)}) == first.total == second.total == 3


async def test_narrowing(archive):
    assert (await case_list(CaseFilter(track=Track.NPC), actor=PUBLIC)).total == 1
    assert (await case_list(CaseFilter(text="0607"), actor=PUBLIC)).total == 1
    assert (await case_list(CaseFilter(text="%"), actor=PUBLIC)).total == 2
    unit = (await case_list(CaseFilter(text="电梯"), actor=PUBLIC)).rows[0].unit_id
    assert (await case_list(CaseFilter(department=unit), actor=PUBLIC)).total == 1
    assert (await case_list(CaseFilter(department=10**6), actor=PUBLIC)).total == 0


async def test_one_case_holds_everything_about_it(archive):
    page = await case_page(1, actor=PUBLIC)
    assert page.case.title == "关于给老旧小区加装电梯减负的提案"
    assert page.submitters == ("石长青",)
    assert [(unit.name, unit.role) for unit in page.units] == [
        ("杭州市民政局", AssignmentRole.LEAD),
        ("杭州市财政局", AssignmentRole.CO),
    ]
    (reply,) = page.replies
    assert reply.index_no == "002489/2023-00607"
    marked = {run.promise for part in reply.letter.paragraphs for run in part.runs if run.promise}
    assert marked == {row.id for row in page.commitments} != set()
    assert page.journal == ()


async def test_promises_are_numbered_down_the_page(archive):
    page = await case_page(1, actor=PUBLIC)
    order = [(row.document_id, row.start) for row in page.commitments]
    assert order == sorted(order)


async def test_the_journal_is_for_the_office(archive):
    assert (await case_page(1, actor=OFFICE)).journal


async def test_a_cut_holds_what_the_list_holds_and_one_row_is_that_of_the_list(archive):
    listed = {row.id: row for row in (await case_list(CaseFilter(), actor=PUBLIC)).rows}
    cut = await cases_cut(CaseFilter(), Cut(10), actor=PUBLIC)
    assert {row.id: row for row in cut.rows} == listed
    assert await case_row(1, actor=PUBLIC) == listed[1]


@pytest.mark.parametrize("number", [3, 99])
async def test_closed_and_missing_are_alike(archive, number):
    with pytest.raises(NotFound):
        await case_row(number, actor=PUBLIC)
    with pytest.raises(NotFound) as refused:
        await case_page(number, actor=PUBLIC)
    assert refused.value == NotFound(kind="提案建议", key=str(number)) or str(number) in str(refused.value)
