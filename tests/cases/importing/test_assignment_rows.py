"""Assignments of a page: each unit once, however it is printed, and one lead."""

import pytest

from cases.database import write_tx
from cases.importing.assignment_rows import save_assignments
from cases.importing.lookups import load_lookups
from cases.importing.rows import Source
from cases.importing.sittings import sitting_of
from cases.tables import Assignment, Case, Document, ImportProblem
from cases.vocabulary import DocumentKind
from tests.cases.importing.parsed import parsed
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def saved(case, page):
    async with write_tx():
        lookups = await load_lookups()
        sitting = await sitting_of(page, lookups)
        document = await Document.select(Document.id).first()
        source = Source(document["id"], None, None)
        return await save_assignments(case, page, sitting, lookups, source, fresh=False)


async def parts():
    rows = await Assignment.select().order_by(Assignment.id)
    return [(row["printed_name"], row["role"], row["state"]) for row in rows]


@pytest.fixture
async def case(database):
    await new_row(Document)
    return (await new_row(Case))["id"]


async def test_a_unit_printed_in_two_ways_has_one_part(case):
    await saved(case, parsed(lead="杭州市民政局", co=("市发改委",)).page)
    await saved(case, parsed(lead="市民政局", co=("杭州市发展和改革委员会", "市发展改革委")).page)
    assert await parts() == [("杭州市民政局", "lead", "reply_sent"), ("市发改委", "co", "opinion_sent")]


async def test_a_co_handler_that_answers_itself_splits_the_case(case):
    await saved(case, parsed(lead="市民政局", co=("市发改委",)).page)
    writer = await saved(case, parsed(lead="市发改委").page)
    assert await parts() == [("市民政局", "lead", "reply_sent"), ("市发改委", "split", "reply_sent")]
    assert writer.assignment == (await Assignment.select().order_by(Assignment.id))[1]["id"]


async def test_the_writer_of_an_opinion_is_no_lead(case):
    page = parsed(kind=DocumentKind.CO_REPLY, lead="市发改委", co=("市财政局", "市民政局")).page
    writer = await saved(case, page)
    assert await parts() == [
        ("市财政局", "co", "opinion_sent"),
        ("市发改委", "lead", "working"),
        ("市民政局", "co", "working"),
    ]
    assert writer.department is not None


async def test_a_page_without_a_writer_has_none(case):
    assert await saved(case, parsed(lead=None, co=("市财政局",)).page) is None
    assert await parts() == [("市财政局", "co", "opinion_sent")]


async def test_an_unknown_name_is_told_and_no_name_is_not(case):
    await saved(case, parsed(lead="市山货管理总站", co=("有关部门",)).page)
    rows = await ImportProblem.select(ImportProblem.code, ImportProblem.unknown_name)
    assert rows == [{"code": "unknown_department", "unknown_name": "市山货管理总站"}]
