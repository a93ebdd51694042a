"""Which documents may tell what came of another."""

from datetime import date

from cases.fulfilments.papers import after, comes_after
from tests.cases.fulfilments.papers_of import paper


def test_later_ones_in_order_and_those_without_a_day_last():
    first = paper("甲", "2022-01-01")
    undated, late, soon, older = (
        paper("乙", None),
        paper("丙", "2024-01-01"),
        paper("丁", "2023-01-01"),
        paper("戊", "2021-01-01"),
    )
    assert after([undated, late, older, soon, first], first) == (soon, late, undated)


def test_the_same_day_is_not_later():
    first = paper("甲", "2022-01-01")
    assert not comes_after(paper("乙", "2022-01-01"), first)
    assert first.on == date(2022, 1, 1)
