"""Months of the ledger: every day belongs to exactly one of them."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cases.queries.commitment_views import YearLine


@given(st.integers(1950, 2100))
def test_the_months_of_a_year_follow_one_another_without_a_gap(year):
    line = YearLine(year, (0,) * 12, (0,) * 12)
    spans = [line.span(month) for month in range(1, 13)]
    assert spans[0][0] == date(year, 1, 1) and spans[-1][1] == date(year, 12, 31)
    for (_, last), (first, _) in pairwise(spans):
        assert first == last + timedelta(days=1)
