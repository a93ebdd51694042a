"""The cache stays within its bound, by what its values really take, and lets go what was used longest ago."""

import tracemalloc

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.cache import EACH, Cache, real_bytes
from search.facets import Facet
from search.segment import Postings

VALUE = b"v" * 1000
SIZE = real_bytes(VALUE)


def room(count: int) -> Cache:
    """A cache with room for so many values under keys of one letter."""
    probe = Cache(SIZE * 100)
    probe.put("a", VALUE)
    return Cache(probe.used * count)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), max_size=60))
def test_the_bound_holds(steps):
    cache = Cache(5000)
    for key, size in steps:
        cache.put(key, b"x" * size)
        assert 0 <= cache.used <= 5000
        assert cache.used == sum(size for _, size in cache._kept.values())


def test_what_was_used_stays():
    cache = room(4)
    for key in "abcd":
        cache.put(key, VALUE)
    assert cache.get("a") == VALUE
    cache.put("e", VALUE)
    assert cache.get("a") == VALUE and cache.get("b") is None


def test_what_is_too_large_is_not_kept():
    cache = room(3)
    cache.put("a", VALUE)
    assert cache.get("a") is None and cache.used == 0


def test_what_nobody_will_ask_for_goes():
    cache = room(9)
    for key in ((7, "facet"), (8, "facet"), ("segment", "words", "机构")):
        cache.put(key, VALUE)
    cache.keep_only({8, "segment"})
    assert cache.get((7, "facet")) is None and cache.get((8, "facet")) == VALUE
    assert cache.used == sum(size for _, size in cache._kept.values())


def test_it_grows_with_what_questions_need_and_never_shrinks_below_its_first_size():
    cache = Cache(5000)
    for documents in (0, 5000 // EACH, 1000, 10):
        cache.fit(documents)
        assert cache.limit == max(5000, documents * EACH)


def kept(number: int, size: int) -> object:
    """What queries keep, each with memory of its own: postings, facets, masks, texts, nothing at all."""
    ids = np.arange(size, dtype=np.int32)
    return (
        Postings(ids, np.broadcast_to(np.ones(1, np.float32), size)),
        Postings(ids, np.ones(size, np.float32)),
        Postings(np.arange(size * 3, dtype=np.int32)[:1], np.ones(1, np.float32)),
        Facet([f"name {number} {n}" for n in range(size // 10)], ids, ids.astype(np.uint8), False),
        (np.zeros(size, bool), True),
        np.frombuffer(bytes(size), "<u2", size // 2),
        (),
    )[number % 7]


def test_it_takes_no_more_memory_than_it_says():
    cache = Cache(400_000)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(3000):
            cache.put((number, "scored", f"word {number}"), kept(number, (0, 40, 400, 4000)[number % 4]))
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert 0 < taken <= cache.limit
