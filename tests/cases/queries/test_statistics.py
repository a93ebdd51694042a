"""Every number of every table equals the rows that it leads to, for every reader."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.queries.statistics import TOTAL, counted_rows, statistics_page
from cases.statistics.needs import Scope
from cases.vocabulary import CaseState, Track
from cases.vocabulary.statistics import Measure, Report
from tests.factories import make_case
from tests.replying import handled

pytestmark = pytest.mark.anyio


@pytest.fixture
async def readers(archive):
    """Everybody who reads differently, over the samples and cases of the system in several states."""
    case = await handled(units=2)
    cast = case.made.cast
    for state in (CaseState.SUBMITTED, CaseState.FILED, CaseState.ASSIGNED):
        await make_case(state, cast=cast, units=2)
    return {"public": PUBLIC, "office": OFFICE, "handler": case.writer, "reviewer": cast.reviewer}


async def test_every_number_equals_its_rows(readers):
    seen = 0
    for actor in readers.values():
        for report in Report:
            page = await statistics_page(report, Scope(), actor=actor)
            for line in (*page.lines[:2], page.lines[-1], page.total):
                for measure, number in line.numbers.items():
                    if number:
                        rows = await counted_rows(report, measure, line.key, Scope(), actor=actor)
                        assert rows.total == number, (report, measure, line.key)
                        seen += 1
    assert seen > 40


async def test_what_a_reader_may_not_see_is_in_no_number(readers):
    received = {}
    for name, actor in readers.items():
        page = await statistics_page(Report.FILING, Scope(), actor=actor)
        received[name] = page.total.numbers[Measure.RECEIVED]
    assert received["public"] < received["office"]


async def test_a_scope_narrows_to_its_years_and_track(readers):
    whole = await statistics_page(Report.FILING, Scope(), actor=OFFICE)
    years = {line.key: line.numbers[Measure.RECEIVED] for line in whole.lines}
    for key, number in years.items():
        if key != "none":
            page = await statistics_page(Report.FILING, Scope(years=(int(key),)), actor=OFFICE)
            assert [(line.key, line.numbers[Measure.RECEIVED]) for line in page.lines] == [(key, number)]
    tracks = [await statistics_page(Report.FILING, Scope(track=track), actor=OFFICE) for track in Track]
    assert sum(page.total.numbers[Measure.RECEIVED] for page in tracks) == whole.total.numbers[Measure.RECEIVED]


async def test_a_number_that_a_table_does_not_have_is_not_found(readers):
    with pytest.raises(NotFound):
        await counted_rows(Report.FILING, Measure.PROMISED, TOTAL, Scope(), actor=OFFICE)
