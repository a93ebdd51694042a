"""Every number of the map of themes equals its rows."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.queries.themes import theme_page, theme_rows
from cases.statistics.needs import Scope
from cases.statistics.reports import NO_KEY, TOTAL
from cases.vocabulary.statistics import Measure

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("actor", [PUBLIC, OFFICE], ids=["public", "office"])
async def test_every_number_of_the_map_equals_its_rows(archive, actor):
    page = await theme_page(Measure.FILED, Scope(), actor=actor)
    assert sum(page.total.numbers) == page.total.total > 0
    for row in (*page.rows, page.total):
        for (year, _), number in zip((*page.columns, (TOTAL, "")), (*row.numbers, row.total), strict=True):
            name, rows = await theme_rows(Measure.FILED, row.key, year, Scope(), actor=actor)
            assert rows.total == number, (row.name, year)
            assert all(one.year == (None if year == NO_KEY else int(year)) for one in rows.rows if year != TOTAL)
            assert name


async def test_what_there_is_not_is_not_found(archive):
    for measure, theme in ((Measure.FILED, "nothing"), (Measure.PROMISED, TOTAL)):
        with pytest.raises(NotFound):
            await theme_rows(measure, theme, TOTAL, Scope(), actor=OFFICE)
