"""A commit as one numbering of documents."""

import numpy as np

from search.schema import label
from tests.search.conftest import document


def test_deleted_documents_are_in_nothing(index):
    for part in range(3):
        facets = {"f": ("x", "y")[: 1 + part % 2]}
        index.write(document(f"{part}-{n}", "托育 机构", date=20240101 + n, facets=facets) for n in range(5))
    index.write(delete=["0-1", "2-4"])
    snapshot = index._fresh()
    assert snapshot.count == 13 and snapshot.size >= 13
    assert len(snapshot.postings("words", "机构").ids) == 13
    assert snapshot.live[snapshot.postings("words", "机构").ids].all()
    assert np.count_nonzero(snapshot.mask("f", ["y"])) == 5
    facet = snapshot.facet("f")
    assert (np.diff(facet.starts)[~snapshot.live] == 0).all()


def test_a_facet_of_which_none_has_several_says_who_has_none(index):
    index.write(document(str(n), "机构", facets={"f": (f"{n % 2}",)} if n % 3 else {}) for n in range(30))
    index.write(delete=["1", "4"])
    snapshot = index._fresh()
    facet = snapshot.facet("f")
    assert facet.single and len(facet.codes) == snapshot.size
    for doc in range(snapshot.size):
        number = int(snapshot.record(doc)[0])
        code = 2 if not snapshot.live[doc] or number % 3 == 0 else number % 2
        assert facet.codes[doc] == code


def test_masks_of_few_and_of_many_are_masks(index):
    """A value of many documents is kept as bits, one of few as their numbers."""
    values = {n: ("many", *(["few"] if n == 70 else [])) if n % 2 == 0 else () for n in range(101)}
    index.write(document(str(n), "机构", facets={"f": found}) for n, found in values.items())
    snapshot = index._fresh()
    for wanted in (["many"], ["few"], ["few", "many"], ["none"], []):
        found = [int(snapshot.record(doc)[0]) for doc in np.flatnonzero(snapshot.mask("f", wanted)).tolist()]
        assert sorted(found) == [n for n, held in values.items() if set(held) & set(wanted)]
    kept = {key[-1]: value.dtype for key, (value, _) in index._cache._kept.items() if key[1] == "with"}
    assert kept == {label("f", "many"): np.uint8, label("f", "few"): np.int32, label("f", "none"): np.int32}


def test_ranks_are_orders(index):
    index.write(
        document(str(n), "机构", date=20240101 + n % 3, deadline=(0, 20250101, 20240101)[n % 3]) for n in range(9)
    )
    snapshot = index._fresh()
    by_date = np.argsort(snapshot.rank)
    assert (np.diff(snapshot.column("date")[by_date]) <= 0).all()
    every = np.arange(9, dtype=np.int32)
    due = [snapshot.column("deadline")[doc] or 99_999_999 for doc in np.argsort(snapshot.due(every))]
    assert due == sorted(due)
    assert len(set(snapshot.rank.tolist())) == 9
