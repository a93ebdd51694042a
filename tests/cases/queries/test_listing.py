"""Pages of a list, and patterns that mean what they say."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cases.queries.listing import Cut, Rows, cut_from, numbers_around, plain_like


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


@given(st.sets(st.integers(1, 200)), st.sets(st.integers(201, 260)), st.integers(1, 7))
def test_who_walks_by_cuts_meets_each_row_once_whatever_is_added_meanwhile(there, added, most):
    rows, met, cut = set(there), [], Cut(most)
    while (part := cut_from(list(rows), int, cut)).rows:
        met += part.rows
        if added:
            rows.add(added.pop())
        if not part.later:
            break
        cut = Cut(most, after=part.rows[-1])
    assert met == sorted(set(met))
    assert there <= set(met) <= rows


@given(st.sets(st.integers(1, 60), min_size=1), st.integers(1, 7))
def test_walking_back_leads_over_the_same_rows(there, most):
    part, back = cut_from(list(there), int, Cut(most, after=max(there))), []
    cut = Cut(most, before=max(there) + 1)
    while (part := cut_from(list(there), int, cut)).rows:
        back[:0] = part.rows
        cut = Cut(most, before=part.rows[0])
        assert part.earlier == (min(there) < part.rows[0])
    assert back == sorted(there)
