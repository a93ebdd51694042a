"""Figures over time as open data."""

import pytest

from cases.queries.listing import Cut
from server.open_series import series_cut, series_filter, series_one
from tests.server.controllers.series_letters import enter_letters

pytestmark = pytest.mark.anyio


async def test_the_rows_of_a_place_and_one_of_them_agree(site):
    await enter_letters()
    found = await series_cut(series_filter({}), Cut(100))
    assert found.total == len(found.rows) > 0
    assert [row.id for row in found.rows] == sorted(row.id for row in found.rows)
    one = await series_one(found.rows[0].id)
    assert (one.name, one.point_count, one.last_value) == (
        found.rows[0].name, found.rows[0].point_count, found.rows[0].last_value
    )  # fmt: skip
    assert len(one.points) == one.point_count
    assert all(point["figures"] for point in one.points)
    assert (await series_cut((None, "没有这样的指标"), Cut(100))).total == 0
