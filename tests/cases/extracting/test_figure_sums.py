"""Totals whose parts give another sum: close ones are doubted, right ones and other counts are not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting.figure_sums import disagreeing
from cases.reading.shadow import Span
from cases.reading.shapes import FoundFigure
from cases.vocabulary import Comparator

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2).map(lambda one: format(one, "f"))
FIGURES = st.lists(st.tuples(NUMBERS, st.sampled_from(["家", "元", "%", ""])), max_size=8)


def figures(*numbers: tuple[str, str]) -> list[FoundFigure]:
    return [FoundFigure(Span(0, 1), "", value, value, unit, Comparator.EQ, "", "reply") for value, unit in numbers]


def doubted(*values: int | str, unit: str = "家") -> set[int]:
    return disagreeing(figures(*((str(value), unit) for value in values)))


@pytest.mark.parametrize("total", [20, 100, 350])
@pytest.mark.parametrize("off", [-2, -1, 1, 2])
def test_close_but_wrong_is_doubted_and_right_is_not(total, off):
    for first in (total // 2, total // 3, total - 5):
        assert doubted(total, first, total - first + off) == {0}
        assert doubted(total, first, total - first) == set()


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [((60, 30), True), ((60, 50), True), ((60, 29), False), ((60, 51), False), ((10, 10), False)],
)
def test_further_than_a_tenth_are_other_counts(parts, wrong):
    assert doubted(100, *parts) == ({0} if wrong else set())


def test_one_smaller_number_is_no_breakdown():
    assert doubted(100, 99) == set()
    assert doubted(100) == set()
    assert doubted() == set()


@pytest.mark.parametrize("parts", [(100, 4), (4, 100), (120, 3), (99, 100)])
def test_a_part_is_smaller_than_the_whole(parts):
    assert 0 not in doubted(100, *parts)


@pytest.mark.parametrize("unit", ["%", ""])
def test_percents_and_bare_numbers_are_not_added_up(unit):
    assert doubted(100, 60, 39, unit=unit) == set()
    assert doubted(100, 60, 39, unit="家") == {0}


def test_only_the_same_unit_is_added():
    assert disagreeing(figures(("100", "家"), ("60", "家"), ("7", "人"), ("39", "家"))) == {0}
    assert disagreeing(figures(("100", "家"), ("60", "人"), ("39", "人"))) == set()
    assert disagreeing(figures(("100", "家"), ("60", "家"), ("1", "人"), ("40", "家"))) == set()


def test_only_what_follows_is_part_of_it():
    assert doubted(60, 39, 100) == set()


def test_a_total_within_a_list_is_seen_too():
    assert disagreeing(figures(("8", "元"), ("50", "家"), ("30", "家"), ("19", "家"))) == {1}


def test_decimals_are_exact():
    """0.1 and 0.2 are 0.3, whatever a float makes of it."""
    assert doubted("0.3", "0.1", "0.2", unit="亿元") == set()
    assert doubted("0.30", "0.1", "0.19", unit="亿元") == {0}


@given(FIGURES)
def test_what_is_doubted_can_be_checked(numbers):
    found = disagreeing(figures(*numbers))
    for index in found:
        value, unit = numbers[index]
        parts = [Decimal(other) for other, named in numbers[index + 1 :] if named == unit]
        assert unit not in ("", "%")
        assert len(parts) >= 2
        assert all(part < Decimal(value) for part in parts)
        assert sum(parts) != Decimal(value)
        assert Decimal("0.9") * Decimal(value) <= sum(parts) <= Decimal("1.1") * Decimal(value)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=6))
def test_a_right_sum_is_never_doubted(parts):
    assert 0 not in doubted(sum(parts), *parts)


@given(st.lists(st.integers(100, 10**6), min_size=2, max_size=6), st.integers(1, 18), st.sampled_from([1, -1]))
def test_a_sum_a_little_off_is_always_doubted(parts, off, sign):
    """Two parts of a hundred or more: eighteen away is under a tenth, and the total stays above every part."""
    assert 0 in doubted(sum(parts) + sign * off, *parts)


class _Told:
    """A figure that counts how often it is asked for its value."""

    unit = "家"
    asked = 0

    def __init__(self, value):
        self._value = value

    @property
    def value(self):
        _Told.asked += 1
        return self._value


@pytest.mark.parametrize("many", [100, 200, 5000])
def test_each_figure_of_a_long_sentence_is_asked_for_its_value_once(many):
    _Told.asked = 0
    disagreeing([_Told(str(number % 97 + 1)) for number in range(many)])
    assert _Told.asked == many
