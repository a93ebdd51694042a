"""Reported figures."""

import pytest

from cases.actor import IMPORTER, OFFICE, PUBLIC
from cases.importing.runs import import_sources
from cases.intake.sources import read_paths
from cases.queries.figures import FigureFilter, every_figure, figure_list, figures_by_id, figures_of
from cases.resources import fixtures
from cases.tables import Figure
from cases.vocabulary import SUBMITTER_SAYS

pytestmark = pytest.mark.anyio


async def test_figures_stand_where_they_say(archive):
    rows = await figures_of([1, 2], actor=PUBLIC)
    assert {row.value for row in rows} >= {"3219", "86", "5400"}
    assert all(row.raw in row.quote for row in rows)
    assert await figures_of([], actor=PUBLIC) == ()


async def test_narrowing_and_order(archive):
    async def values(**asked):
        return [row.value for row in (await figure_list(FigureFilter(**asked), actor=PUBLIC, per_page=100)).rows]

    assert await values(unit="台") == ["3219"]
    assert await values(text="托位") != []
    assert [float(v) for v in await values(sort="value")] == sorted(map(float, await values()), reverse=True)
    assert len(await values(sort="as_of")) == len(await values())


async def test_the_download_and_the_lookup_agree_with_the_list(archive):
    listed = (await figure_list(FigureFilter(), actor=OFFICE, per_page=100)).rows
    assert list(listed) == list(await every_figure(FigureFilter(), actor=OFFICE, most=100))
    assert await figures_by_id([listed[0].id], actor=OFFICE) == {listed[0].id: listed[0]}


async def test_a_submitters_figure_is_nobody_elses(database):
    both = fixtures() / "archive/ta-2023-338.txt"
    await import_sources(read_paths([both]), actor=IMPORTER)
    parts = {row["id"]: row["part"] for row in await Figure.select(Figure.id, Figure.part)}
    rows = await every_figure(FigureFilter(), actor=OFFICE, most=100)
    assert set(parts.values()) == {"proposal", "reply"}
    assert all((row.department == SUBMITTER_SAYS) == (parts[row.id] == "proposal") for row in rows)
    assert all(row.department_id is None for row in rows if parts[row.id] == "proposal")
