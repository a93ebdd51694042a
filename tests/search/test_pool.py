"""Postings come out a word at a time and in order, however many files they went through meanwhile."""

from itertools import pairwise
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from search.pool import Pool

words = st.tuples(st.sampled_from(["title", "words"]), st.sampled_from([b"a", b"b", "托育".encode()]))
documents = st.lists(st.dictionaries(words, st.integers(1, 9), max_size=6), max_size=12)


def filled(pool, said):
    for number, weights in enumerate(said):
        for (field, word), weight in weights.items():
            pool.add((field, word, number, float(weight), b""))
    return pool


def expected(said):
    names = sorted({name for weights in said for name in weights})
    return [(*name, [(i, float(weights[name])) for i, weights in enumerate(said) if name in weights]) for name in names]


@given(documents, st.integers(1, 40))
def test_words_in_order_with_all_their_documents(said, most):
    with TemporaryDirectory() as folder:
        pool = filled(Pool(FileStorage(folder), most), said)
        rows = list(pool.iter_postings())
    found = [
        (some.field, word, list(zip(some.ids[start:end], some.weights[start:end], strict=True)))
        for some in rows
        for word, (start, end) in zip(some.words, pairwise(some.starts), strict=True)
    ]
    assert found == expected(said)


@pytest.mark.parametrize("read", [True, False])
def test_files_are_gone_afterwards(tmp_path, read):
    pool = filled(Pool(FileStorage(str(tmp_path)), 1), [{("words", b"a"): 1}] * 3)
    assert len(list(tmp_path.iterdir())) >= 3
    assert not read or [some.words for some in pool.iter_postings()] == [[b"a"]]
    pool.cleanup()
    assert not list(tmp_path.iterdir())
