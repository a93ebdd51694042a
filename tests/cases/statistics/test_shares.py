"""Shares as offices publish them; the figures are those of reports by several cities."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.statistics.shares import class_shares, mean, middle, percent


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (365, 401, "91.0"), (372, 401, "92.8"), (281, 365, "77.0"), (299, 372, "80.4"), (66, 365, "18.1"),
        (55, 372, "14.8"), (18, 372, "4.8"), (527, 591, "89.2"), (526, 527, "99.8"), (519, 527, "98.5"),
        (378, 464, "81.5"), (143, 189, "75.7"), (31, 189, "16.4"), (15, 189, "7.9"), (122, 146, "83.6"),
        (18, 365, "4.9"), (588, 639, "92.0"),
    ],
)  # fmt: skip
def test_shares_are_those_that_cities_printed(part, whole, printed):
    assert percent(part, whole) == Decimal(printed)


@pytest.mark.parametrize(
    ("part", "whole", "printed"), [(372, 401, "92.77"), (281, 365, "76.99"), (886, 973, "91.06"), (22, 92, "23.91")]
)
def test_shares_of_two_digits_are_those_that_cities_printed(part, whole, printed):
    assert percent(part, whole, digits=2) == Decimal(printed)


def test_a_share_of_few_is_not_told():
    assert percent(4, 4) is None
    assert percent(0, 0) is None
    assert percent(5, 5) == Decimal("100.0")


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ([54, 33, 2, 4], ["58.07", "35.48", "2.15", "4.30"]),
        ([22, 68, 2], ["23.91", "73.91", "2.18"]),
    ],
)
def test_classes_are_adjusted_by_the_largest_remainder(parts, printed):
    assert [str(share) for share in class_shares(parts, digits=2)] == printed


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=8), st.integers(0, 3))
def test_classes_add_up_to_a_hundred_and_none_is_off_by_more_than_a_step(parts, digits):
    found = class_shares(parts, digits=digits)
    step = Decimal(1).scaleb(-digits)
    if sum(parts) == 0:
        assert set(found) == {Decimal(0)}
        return
    assert sum(found) == 100
    assert all(abs(share - Decimal(100) * part / sum(parts)) < step for share, part in zip(found, parts, strict=True))


def test_mean_and_median():
    assert (mean([]), middle([])) == (None, None)
    assert (mean([1, 2, 6]), middle([1, 2, 6])) == (Decimal("3.0"), Decimal("2.0"))
    assert middle([1, 2]) == Decimal("1.5")
