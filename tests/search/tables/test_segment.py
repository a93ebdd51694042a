"""A segment of the database has the face and the values of a segment of files."""

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
