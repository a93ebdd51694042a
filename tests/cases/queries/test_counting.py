"""The numbers of the archive equal the lists behind them."""

import itertools
from datetime import timedelta

import pytest

from cases import clock
from cases import database as door
from cases.actor import OFFICE, PUBLIC, Actor
from cases.permissions import visible_parts
from cases.queries.cases import CaseFilter, case_list, states_of
from cases.queries.commitments import CommitmentFilter, commitment_list, commitment_years
from cases.queries.counting import LAG, choices, leaders_of, numbers, promises_of, results_of, waiting_for_index
from cases.queries.departments import department_list
from cases.queries.documents import document_list
from cases.queries.figures import FigureFilter, figure_list
from cases.queries.promises import promise_facets
from cases.queries.replies import ReplyFilter, reply_facets, reply_list
from cases.tables import Assignment, Case, CaseSubmitter, Commitment, Document, Figure, Person, Reply, StaleMark
from cases.vocabulary import Audience, Role, Signature
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("actor", [PUBLIC, OFFICE], ids=["public", "office"])
async def test_numbers_equal_lists(archive, actor):
    found = await numbers(actor=actor)
    assert found.cases == (await case_list(CaseFilter(), actor=actor)).total
    assert found.documents == (await document_list(actor=actor)).total
    assert found.commitments == (await commitment_list(CommitmentFilter(), actor=actor)).total
    assert found.dated == (await commitment_list(CommitmentFilter(due="dated"), actor=actor)).total
    assert found.figures == (await figure_list(FigureFilter(), actor=actor)).total
    assert found.departments == len(await department_list(actor=actor))


async def test_numbers_counted_by_parts_equal_the_rows_of_the_lists(archive):
    units = (
        await Assignment.select(Assignment.department).where(Assignment.department.is_not_null()).output(as_list=True)
    )
    body = (await Case.select(Case.body).where(Case.body.is_not_null()).first())["body"]
    person = (await new_row(Person))["id"]
    cases = await Case.select(Case.id).output(as_list=True)
    for at, (case, audience) in enumerate(zip(cases, itertools.cycle(Audience))):
        await Case.update({Case.audience: audience.value}).where(Case.id == case)
        for table in (Commitment, Figure, Reply):
            await table.update({table.audience: audience.value}).where(table.case == case)
        if at % 2:
            await new_row(CaseSubmitter, case=case, position=99, person=person, signature=Signature.SIGNED.value)
    readers = [Actor("甲", Role.CLERK, person=person, unit=unit) for unit in set(units)]
    readers += [Actor("乙", Role.SUBMITTER, person=person), Actor("丙", Role.REVIEWER, person=person, body=body)]
    totals = set()
    for actor in [PUBLIC, OFFICE, *readers]:
        lists = (
            await case_list(CaseFilter(), actor=actor, per_page=1000),
            await document_list(actor=actor, per_page=1000),
            await commitment_list(CommitmentFilter(), actor=actor, per_page=1000),
            await commitment_list(CommitmentFilter(department=units[0]), actor=actor, per_page=1000),
            await commitment_list(CommitmentFilter(place=1), actor=actor, per_page=1000),
            await figure_list(FigureFilter(), actor=actor, per_page=1000),
            await reply_list(ReplyFilter(), actor=actor, per_page=1000),
        )
        for rows in lists:
            assert rows.total == len(rows.rows), (actor, rows)
        assert sum((await states_of(CaseFilter(), actor=actor)).values()) == lists[0].total
        years = await commitment_years(CommitmentFilter(), actor=actor)
        assert sum(years.values()) == lists[2].total
        facets = await promise_facets(CommitmentFilter(), actor=actor)
        assert sum(n for _, n in facets.categories) == sum(facets.keepings.values()) == lists[2].total
        replies = await reply_facets(ReplyFilter(), actor=actor)
        assert sum(replies.tracks.values()) == lists[-1].total
        assert sum(n for *_, n in replies.units) <= lists[-1].total
        totals.add(tuple(rows.total for rows in lists))
    assert len(totals) > 3


async def test_what_ties_alone_open_is_counted_from_them(sqlite_url, anyio_backend):
    await door.open_database(sqlite_url, migrated=False)
    explained = "EXPLAIN QUERY PLAN SELECT COUNT(*) FROM"
    try:
        clerk = Actor("甲", Role.CLERK, person=1, unit=1)
        reviewer = Actor("乙", Role.REVIEWER, person=1, body=1)
        every = {*itertools.product((clerk, reviewer), (Case, Commitment, Document, Figure))}
        for actor, table in every - {(reviewer, Document)}:
            for part in visible_parts(actor, table)[1:]:
                said = f'{explained} "{table._meta.tablename}" WHERE {part.querystring.template}'
                plan = [row["detail"] for row in await table.raw(said)]
                assert not [step for step in plan if step.startswith("SCAN")], (table, plan)
    finally:
        await door.close()


async def test_what_lists_show_beside_their_rows(archive):
    assert (await leaders_of([1], actor=PUBLIC))[1][1] == "杭州市民政局"
    assert await leaders_of([3], actor=PUBLIC) == {}
    assert await leaders_of([], actor=PUBLIC) == {}
    assert (await results_of([2], actor=PUBLIC))[2] == "B"
    assert (await promises_of([1, 3], actor=PUBLIC)).keys() == {1}


async def test_choices_are_only_what_occurs_for_the_reader(archive):
    public, office = await choices(actor=PUBLIC), await choices(actor=OFFICE)
    assert public.years == (2024, 2023)
    assert "杭州市公安局" not in [unit.name for unit in public.departments]
    assert "杭州市公安局" in [unit.name for unit in office.departments]
    assert [place.name for place in public.places] == ["杭州"]


async def test_a_fresh_change_is_not_called_waiting(archive):
    marked = [row["marked_at"] for row in await StaleMark.select(StaleMark.marked_at)]
    with clock.at(min(marked)):
        assert await waiting_for_index() == 0
    with clock.at(max(marked) + LAG + timedelta(minutes=1)):
        assert await waiting_for_index() == len(marked) > 0
