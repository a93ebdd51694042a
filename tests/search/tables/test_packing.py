"""Segments as bytes: what went in comes out, and several become one that equals the one of all their documents."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.tables.packing import Stored, bound, labels_of, mark_of, merged, pack, row, unbound, unrow, words_of
from tests.search.conftest import document
from tests.search.test_evaluation import documents


def stored(packed, gone=()):
    parts = {}
    for name, _, data in packed.parts:
        parts.setdefault(name, []).append(data)
    return Stored(packed.size, np.array(gone, "<u4"), parts, packed.postings)


def opened(packed):
    """A segment without its id, its lists in order."""
    parts = {name: data for name, number, data in packed.parts if name != "words"}
    labels = {label: ids.tolist() for label, ids in labels_of(parts.pop("labels")).items()}
    return packed.size, parts, labels, dict(packed.postings)


@settings(max_examples=10, deadline=None)
@given(documents(), st.data())
def test_merged_segments_are_the_segment_of_what_is_left(made, data):
    cut = data.draw(st.integers(0, len(made)))
    gone = data.draw(st.sets(st.integers(0, len(made) - 1), max_size=len(made) - 1))
    halves = [made[:cut], made[cut:]]
    bases = [0, cut]
    some = [
        stored(pack(half), sorted(at - base for at in gone if base <= at < base + len(half)))
        for half, base in zip(halves, bases, strict=True)
    ]
    left = [one for at, one in enumerate(made) if at not in gone]
    assert opened(merged(some)) == opened(pack(left))


def test_words_are_counted_by_documents():
    packed = pack([document("a", "托育 托育 机构"), document("b", "机构", title="托育")])
    assert words_of(stored(packed).parts["words"][0]) == {"托育": 1, "机构": 2}
    ids, weights = unrow(dict(packed.postings)[mark_of("words", "托育")])
    assert (ids.tolist(), weights.tolist()) == ([0], [2])


def test_a_word_that_is_said_very_often_keeps_the_highest_weight():
    assert unrow(row(np.array([3]), np.array([70_000])))[1].tolist() == [65_535]


def test_arrays_and_bytes_come_back():
    held = unbound(bound(a=np.array([1, 2, 3], "<u2"), b=b"xyz", c=np.empty(0, "<u8"), d=np.array([9], "<i8")))
    assert [held[name].tolist() for name in "acd"] == [[1, 2, 3], [], [9]] and held["b"].tobytes() == b"xyz"
    with pytest.raises((ValueError, KeyError)):
        unbound(b"\7" * 40)


def test_long_texts_lie_in_several_chunks(monkeypatch):
    monkeypatch.setattr("search.tables.packing.CHUNK", 10)
    packed = pack([document(str(n), "一二三四五六七" * (n + 1)) for n in range(6)])
    parts = stored(packed).parts
    held = unbound(parts["places"][0])
    text = b"".join(parts["texts"]).decode("utf-16-le")
    places = held["places"].tolist()
    assert len(parts["texts"]) == len(held["edges"]) > 2
    said = [text[start:end].strip() for start, end in pairwise(places)]
    assert said == ["一二三四五六七" * (n + 1) for n in range(6)]
