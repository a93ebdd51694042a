"""Names for papers: units in full, people, and the office for which somebody acted."""

import pytest

from cases import tables
from cases.facts import facts_of
from cases.papers.reading_rows import Names, names_for, promise_of, rows_of
from cases.queries.commitments import commitments_of
from tests.cases.tables.rules import new_row
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


async def test_names_by_id(case):
    facts = await facts_of(case.id)
    names = await names_for(facts, case.writer)
    unit = await tables.Department.select().where(tables.Department.id == case.lead["department"]).first()
    assert names.unit(case.lead["department"], "别名") == unit["name"]
    assert names.unit(None, "印上的名") == "印上的名"
    assert names.person(None) == ""
    await tables.Post.update({tables.Post.title: "市政府办公厅"}).where(tables.Post.role == "assigner")
    assert (await names_for(facts, case.writer)).office(facts.assignments[0]["assigned_by"]) == "市政府办公厅"


def test_an_office_that_has_no_name_of_its_own_has_the_usual_one():
    assert Names({}, {}, {}, "提案委办公室").office(7) == "提案委办公室"


async def test_rows_are_those_that_the_reader_may_see(case):
    await new_row(tables.Urge, case=case.id, assignment=case.lead["id"])
    assert len(await rows_of(tables.Urge, case.id, case.writer)) == 1
    assert await rows_of(tables.Urge, case.id, case.submitter) == ()


async def test_a_promise_keeps_its_sentence_and_its_day(case):
    reply = await case.reply(await case.sent())
    promised = [promise_of(row) for row in await commitments_of([reply["document"]], actor=case.writer)]
    assert any("80处" in one.quote and one.due for one in promised)
