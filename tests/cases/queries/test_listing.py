"""Pages of a list, and patterns that mean what they say."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cases.queries.listing import Rows, numbers_around, plain_like


@given(st.integers(0, 10_000), st.sampled_from([20, 50, 100]))
def test_every_row_has_a_page(total, per_page):
    rows = Rows((), total, 1, per_page)
    assert (rows.last - 1) * per_page < max(total, 1) <= rows.last * per_page


@given(st.integers(1, 500), st.integers(1, 500))
def test_the_pager_offers_first_last_and_current_and_never_jumps_unsaid(page, last):
    page = min(page, last)
    offered = list(numbers_around(page, last))
    assert {1, page, last} <= set(offered)
    for before, after in pairwise(offered):
        assert (before is None) != (after is None) or after == before + 1


@given(st.text())
def test_wildcards_are_taken_out(text):
    assert not set("%_\\") & set(plain_like(text)[1:-1])
