"""The cache stays within its bound and lets go what was used longest ago."""

from hypothesis import given
from hypothesis import strategies as st

from search.cache import Cache


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), max_size=60))
def test_the_bound_holds(steps):
    cache = Cache(100)
    for key, size in steps:
        cache.put(key, f"value {key} {size}", size)
        assert 0 <= cache.used <= 100
        assert cache.used == sum(size for _, size in cache._kept.values())


def test_what_was_used_stays():
    cache = Cache(100)
    for key in "abcd":
        cache.put(key, key, 25)
    assert cache.get("a") == "a"
    cache.put("e", "e", 25)
    assert cache.get("a") == "a" and cache.get("b") is None


def test_what_is_too_large_is_not_kept():
    cache = Cache(100)
    cache.put("a", "a", 26)
    assert cache.get("a") is None and cache.used == 0
