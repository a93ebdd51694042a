"""The name and unit of a series."""

from tests.cases.series.stating import all_series, stated


def test_a_series_is_known_by_its_oldest_figure_and_counts_as_the_latest_one():
    rows = [*stated("建成社区书屋120家", "2024-03-01"), *stated("建成社区书屋150处", "2023-03-01")]
    (series,) = all_series(rows)
    assert series.key == rows[0].id
    assert series.unit == "家"
