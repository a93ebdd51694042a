"""Facets of segments joined are the facets of all documents, whatever was deleted."""

from types import SimpleNamespace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.documents import Query
from search.facets import facet_of, joined
from search.schema import label
from search.segment import Postings
from tests.search.conftest import document

DOCUMENTS = st.lists(st.tuples(st.sets(st.sampled_from("abcdef")), st.booleans()), max_size=12)


def segment(documents):
    """A segment with these values by document."""

    def postings(field, term):
        assert field == "labels"
        ids = [at for at, values in enumerate(documents) if term in {label("f", value) for value in values}]
        return Postings(np.array(ids, np.int32), np.ones(len(ids), np.float32))

    return SimpleNamespace(count=len(documents), postings=postings)


def values_of(facet, doc):
    """The values of a document, as a facet says."""
    if facet.single:
        code = int(facet.codes[doc])
        return {facet.names[code]} if code < len(facet.names) else set()
    return {facet.names[code] for code in facet.codes[facet.starts[doc] : facet.starts[doc + 1]].tolist()}


@given(st.lists(DOCUMENTS, max_size=4))
def test_joined_facets_say_of_each_document_what_it_has(segments):
    every = [values for documents in segments for values, _ in documents]
    live = np.array([alive for documents in segments for _, alive in documents], bool)
    facets = []
    for documents in segments:
        held = [values for values, _ in documents]
        facets.append(facet_of(segment(held), "f", sorted(set().union(*held))))
    facet = joined(facets, live)
    assert facet.names == sorted(set().union(*every))
    assert facet.codes.dtype == np.min_scalar_type(len(facet.names))
    for doc, values in enumerate(every):
        assert values_of(facet, doc) == (values if live[doc] else set())
    if all(len(values) < 2 for values in every):
        assert facet.single


def test_what_a_segment_alone_says_is_worked_out_once(index):
    """A commit adds a few documents; whatever it would make new for all of them is made after each act of anybody."""
    index.write(document(f"a{n}", "机构", facets={"f": (f"{n % 3}",)}) for n in range(20))
    first = index._fresh()
    assert len(first.facet("f").names) == 3 and len(first.rank) == 20
    made = {segment.name: dict(segment.made) for segment in first.segments}
    index.write([document("b", "机构", facets={"f": ("x",)})], delete=["a1"])
    second = index._fresh()
    assert second.facet("f").names == ["0", "1", "2", "x"] and len(second.rank) == second.size
    again = [part for part in second.segments if part.name in made]
    assert again
    for part in again:
        assert all(part.made[what] is value for what, value in made[part.name].items())


def test_what_the_first_question_would_wait_for_can_be_made_before(index, monkeypatch):
    index.write(document(f"a{n}", "机构", facets={"f": (f"{n % 3}",)}) for n in range(20))
    index.warm()
    monkeypatch.setattr("search.snapshot.facet_of", None)
    monkeypatch.setattr("search.snapshot._rank", None)
    assert index.find(Query("机构", ("public",), facets=("f",), fold=True)).total == 20
