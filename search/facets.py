"""The values of facets by document: made once for each segment, which never changes, and joined for each commit.

A commit adds a few documents to millions. Whatever is worked out anew for all of them, every process that answers
questions works out after each act of anybody.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from search.schema import label
from search.segment import Ids, Postings

Codes = npt.NDArray[np.unsignedinteger[Any]]


class Facet(NamedTuple):
    """Values of one facet. Document d has codes[starts[d]:starts[d + 1]], indexes into names; codes[d] where single,
    for then none has several and no starts are needed: the code behind the last name says that it has none. codes: of
    the smallest type."""

    names: list[str]
    starts: Ids
    codes: Codes
    single: bool


class Labelled(Protocol):
    """What has labels: a segment. count: its documents."""

    count: int

    def postings(self, field: str, term: str) -> Postings: ...


def facet_of(segment: Labelled, name: str, names: list[str]) -> Facet:
    """A facet of one segment. names: the values that occur in it, in order."""
    lists = [segment.postings("labels", label(name, value)).ids for value in names]
    counts = np.zeros(segment.count, np.int32)
    for ids in lists:
        counts[ids] += 1
    small = np.min_scalar_type(len(names))
    if (counts < 2).all():
        codes = np.full(segment.count, len(names), small)
        for code, ids in enumerate(lists):
            codes[ids] = code
        return Facet(names, np.empty(0, np.int32), codes, True)
    docs = np.concatenate(lists)
    codes = np.repeat(np.arange(len(names), dtype=small), [len(ids) for ids in lists])
    return Facet(names, _starts(counts), codes[np.argsort(docs, kind="stable")], False)


def joined(facets: Sequence[Facet], live: npt.NDArray[np.bool_]) -> Facet:
    """The facets of segments one after the other as one. live: the documents that count; the others have no value."""
    names = sorted({name for facet in facets for name in facet.names})
    small, everything = np.min_scalar_type(len(names)), bool(live.all())
    if len(facets) == 1 and everything:
        return facets[0]
    places = {name: code for code, name in enumerate(names)}
    codes = [np.empty(0, small)]
    for facet in facets:
        renamed = np.array([*(places[name] for name in facet.names), len(names)], small)
        codes.append(renamed.take(facet.codes))
    if all(facet.single for facet in facets):
        every = np.concatenate(codes)
        if not everything:
            every[~live] = len(names)
        return Facet(names, np.empty(0, np.int32), every, True)
    counts = np.concatenate([_counts(facet) for facet in facets])
    held = np.concatenate([some[some < len(names)] for some in codes])
    if not everything:
        held = held[np.repeat(live, counts)]
        counts = np.where(live, counts, 0)
    return Facet(names, _starts(counts), held, False)


def _counts(facet: Facet) -> npt.NDArray[np.integer[Any]]:
    """How many values each document has."""
    return (facet.codes < len(facet.names)).astype(np.int32) if facet.single else np.diff(facet.starts)


def _starts(counts: npt.NDArray[np.integer[Any]]) -> Ids:
    starts = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=starts[1:])
    return starts
