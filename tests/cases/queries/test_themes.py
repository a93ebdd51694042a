"""Every number of the map of themes equals its rows; what was raised again is told with its promises."""

import pytest

from cases import tables
from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.queries.recurring import recurring_page
from cases.queries.scopes import Scope
from cases.queries.themes import theme_page, theme_rows
from cases.statistics.reports import NO_KEY, TOTAL
from cases.vocabulary import DISMISSED, CommitmentState
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


async def test_what_was_raised_again_is_told_with_what_became_of_its_promises(archive):
    case, c = await tables.Case.select().where(tables.Case.year.is_not_null()).first(), tables.Commitment
    promised = (await c.select(c.case).where(c.case.is_not_null() & c.current.eq(True)).first())["case"]
    for number, year in (
        (promised, 2021),
        (next(r["id"] for r in await tables.Case.select() if r["id"] != promised), 2023),
    ):
        changed = {
            "title": f"关于渡口码头{year}年修缮的建议",
            "year": year,
            "place": case["place"],
            "state": "concluded",
        }
        await tables.Case.update(changed).where(tables.Case.id == number)
    found = await recurring_page(Scope(), actor=OFFICE)
    (matter,) = (one for one in found.matters.rows if one.words == "渡口码头")
    assert matter.years == (2021, 2023)
    left = sorted({*DISMISSED, CommitmentState.CANCELLED})
    where = c.case.is_in([one.id for one in matter.cases]) & c.current.eq(True) & c.state.not_in(left)
    assert matter.all_of("promised") == await c.count().where(where) > 0
    assert matter.all_of("promised") >= matter.all_of("kept") + matter.all_of("late") + matter.all_of("open")
