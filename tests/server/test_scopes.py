"""A scope stands in an address as it is read from one."""

from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import MultiDict

from cases.queries.statistics import MOST_YEARS
from cases.statistics.needs import Scope
from cases.vocabulary import Track
from server.scopes import scope_of, scope_pairs

years = st.lists(st.integers(1949, 2100), max_size=MOST_YEARS, unique=True)
ids = st.none() | st.integers(1, 10**6)


@given(years, st.none() | st.sampled_from(Track), ids, ids)
def test_a_scope_comes_back_from_its_address(chosen, track, place, unit):
    scope = Scope(tuple(sorted(chosen, reverse=True)), track, place, unit)
    assert scope_of(MultiDict(scope_pairs(scope))) == scope


def test_nonsense_does_not_narrow():
    asked = [("year", "x"), ("year", "3000"), ("track", "?"), ("place", "-1"), ("unit", "1e9")]
    assert scope_of(MultiDict(asked)) == Scope()
