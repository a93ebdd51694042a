"""Reported figures."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.queries.figures import FigureFilter, every_figure, figure_list, figures_by_id, figures_of

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
