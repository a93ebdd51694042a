"""The numbers of the archive equal the lists behind them."""

from datetime import timedelta

import pytest

from cases import clock
from cases.actor import OFFICE, PUBLIC
from cases.queries.cases import CaseFilter, case_list
from cases.queries.commitments import CommitmentFilter, commitment_list
from cases.queries.counting import LAG, choices, leaders_of, numbers, promises_of, results_of, waiting_for_index
from cases.queries.departments import department_list
from cases.queries.documents import document_list
from cases.queries.figures import FigureFilter, figure_list
from cases.tables import StaleMark

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
