"""A segment of the database has the face and the values of a segment of files."""

import random

import numpy as np

from search import open_index
from tests.search.conftest import document


def facets(number):
    return {"f": (str(number % 5),)}


def test_columns_and_postings_are_those_of_files(index, tmp_path):
    made = [
        document(
            str(n), "托育 " * (1 + n % 4) + "机构" * min(n % 3, 1), title="建议" * (n % 2), date=n, facets=facets(n)
        )
        for n in range(300)
    ]
    files = open_index(tmp_path / "files")
    for one in (index, files):
        one.rebuild(made)
    ours, theirs = (one._fresh().segments[0] for one in (index, files))
    for name in ("lengths", "title_lengths", "exact_lengths", "identity", "group", "date", "deadline", "version"):
        assert np.array_equal(ours.column(name), theirs.column(name)), name
    for field, word in (("words", "托育"), ("title", "建议"), ("words", "没有"), ("labels", "f\x1f3")):
        for mine, other in zip(ours.postings(field, word), theirs.postings(field, word), strict=True):
            assert np.array_equal(mine, other)
    assert sorted(ours.labels()) == sorted(theirs.labels())
    assert ours.vocabulary.counts == theirs.vocabulary.counts
    assert index.alternatives("tuoyu", ("public",)) == files.alternatives("tuoyu", ("public",)) != ()
    assert [ours.record(doc) for doc in (0, 299)] == [theirs.record(doc) for doc in (0, 299)]
    every = np.arange(300, dtype=np.int32)
    for docs in (every, every[:2]):
        assert ours.with_needle(docs, "托育托育机构").tolist() == theirs.with_needle(docs, "托育托育机构").tolist()


def test_a_text_is_looked_through_once_whoever_asks(index, monkeypatch):
    """Whatever part of the documents is asked about, and in whatever order."""
    index.rebuild([document(str(n), "托育机构" if n % 3 else "托育服务机构") for n in range(60)])
    (segment,) = index._fresh().segments
    right = {doc for doc in range(60) if doc % 3}
    looked, look = [], segment._having
    monkeypatch.setattr(segment, "_having", lambda docs, needle: looked.extend(docs.tolist()) or look(docs, needle))
    chance = random.Random(7)
    for _ in range(20):
        docs = np.array(sorted(chance.sample(range(60), chance.randrange(1, 40))), np.int32)
        assert set(segment.with_needle(docs, "托育机构").tolist()) == right & set(docs.tolist())
    assert len(looked) == len(set(looked)) > 40
