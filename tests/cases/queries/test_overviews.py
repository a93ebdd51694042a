"""The pages that sum up: numbers that equal their rows, and who may read a unit's record."""

import pytest

from cases.actor import PUBLIC
from cases.errors import NotFound
from cases.queries.overviews import leaders_page, unit_record
from cases.queries.statistics import counted_rows
from cases.statistics.needs import Scope
from cases.vocabulary import Role, Score
from tests.accounts import actor_as
from tests.replying import handled

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(furnished):
    """One case that was answered and rated."""
    made = await handled(units=1)
    await made.rated(await made.sent(), Score.SATISFIED)
    return made


async def all_equal(page, actor):
    """Every number of the rows shown equals what it leads to."""
    for line in (*page.lines, page.total):
        for measure, number in line.numbers.items():
            if number:
                rows = await counted_rows(page.report, measure, line.key, page.scope, actor=actor)
                assert rows.total == number, (page.report, measure, line.key)


async def test_the_leaders_numbers_equal_their_rows_and_are_those_of_the_statistics(case):
    leader = await actor_as(Role.LEADER)
    page = await leaders_page(Scope(), actor=leader)
    assert page.line.numbers["filed"] == page.line.numbers["replied"] == 1
    assert [(one.now.rate.value, one.now.part, one.before) for one in page.rates] == [
        ("reply", 1, None), ("punctual", 1, None), ("satisfaction", 1, None),
    ]  # fmt: skip
    for table in (page.years, page.units, page.promises):
        await all_equal(table, leader)


async def test_a_units_record_is_for_itself_and_for_who_watches_and_for_nobody_else(case):
    lead, other = case.made.cast.units[:2]
    for actor in (case.writer, await actor_as(Role.OVERSIGHT), await actor_as(Role.LEADER)):
        found = await unit_record(lead, actor=actor)
        assert found.unit.id == lead
        assert [line.key for line in found.work.lines] == [str(lead)]
        for table in (found.years, found.work, found.promises, found.routing):
            await all_equal(table, actor)
    for actor in (PUBLIC, case.made.cast.submitter, await actor_as(Role.CLERK, unit=other)):
        with pytest.raises(NotFound):
            await unit_record(lead, actor=actor)
    with pytest.raises(NotFound):
        await unit_record(987654, actor=await actor_as(Role.OVERSIGHT))
