"""Numpy's reading of Whoosh's files equals Whoosh's own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from search.index import open_index
from search.query import holds
from search.segment import _walk, either, ends_clearly, holders, occurrences
from tests.search.conftest import document


def test_postings_are_whooshs(index):
    texts = ["托育 " * (1 + number % 4) + ("机构" if number % 3 else "") for number in range(9000)]
    index.write(document(str(number), text) for number, text in enumerate(texts))
    segment = index._fresh().segments[0]
    reader = FileStorage(str(next(index.folder.glob("build-*")))).open_index().reader()
    for word in ("托育", "机构"):
        ours, theirs = segment.postings("words", word), _walk(reader.postings("words", word.encode()))
        assert ours.ids.tolist() == theirs.ids.tolist()
        assert ours.weights.tolist() == theirs.weights.tolist()
    assert segment.postings("words", "没有").ids.tolist() == []


@pytest.mark.parametrize("share", [1, 100])
def test_reading_alone_and_all_at_once_find_the_same(index, share, monkeypatch):
    monkeypatch.setattr("search.segment.READ_ALONE", share)
    texts = [("托育机构" if number % 2 else "机构托育") + f"{number}家" for number in range(60)]
    index.write(document(str(number), text) for number, text in enumerate(texts))
    snapshot = index._fresh()
    every = snapshot.labelled("labels", "@audience\x1fpublic")
    for needle in ("托育机构", "机构托育", "育机", "5家", "15家", "没有"):
        found = snapshot.segments[0].with_needle(every, needle).tolist()
        wanted = [n for n, text in enumerate(texts) if needle in text and not (needle == "5家" and n != 5)]
        assert sorted(int(snapshot.record(doc)[0]) for doc in found) == wanted


@pytest.mark.parametrize("share", [1, 100])
def test_a_needle_does_not_run_from_one_text_into_the_next(index, share, monkeypatch):
    monkeypatch.setattr("search.segment.READ_ALONE", share)
    monkeypatch.setattr("search.segment.STRETCH", 7)
    index.write(document(str(number), "机构办托育" if number % 2 else "托育机构", title="育") for number in range(40))
    segment = index._fresh().segments[0]
    every = index._fresh().labelled("labels", "@audience\x1fpublic")
    assert len(segment.with_needle(every, "托育")) == 40
    assert len(segment.with_needle(every, "办托育")) == 20
    assert segment.with_needle(every, "托育\n育").tolist() == segment.with_needle(every, "机构\n").tolist() == []


def test_what_was_deleted_makes_no_posting_slower(index, monkeypatch):
    """A reader of Whoosh's walks through the postings of a segment one by one as soon as anything in it is deleted."""
    index.write(document(str(number), "托育机构") for number in range(60))
    index.write(delete=["7"])
    monkeypatch.setattr("search.segment._walk", None)
    snapshot = open_index(index.folder)._fresh()
    assert len(snapshot.postings("words", "机构").ids) == len(snapshot.labelled("labels", "@audience\x1fpublic")) == 59


@given(
    st.lists(st.text("托育5.a 7𠀀b", max_size=9), max_size=9),
    st.text("托5.a7b", min_size=1, max_size=3),
    st.integers(1, 12),
)
def test_many_texts_at_once_hold_what_each_of_them_holds(texts, needle, stretch):
    """However the letters of all texts are cut into stretches, and wherever numbers and words go on."""
    bodies = [text.encode("utf-16-le") for text in texts]
    places = np.cumsum([0, *(len(body) // 2 for body in bodies)])
    letters = np.frombuffer(b"".join(bodies), "<u2")
    met, clear = [np.empty(0, np.int64)], [np.empty(0, bool)]
    for begin in range(0, len(letters), stretch):
        some = letters[begin : begin + stretch + len(needle) - 1]
        here = occurrences(some, needle)
        met.append(here + begin)
        clear.append(ends_clearly(some, here, needle))
    found = holders(np.concatenate(met), np.concatenate(clear), needle, places, texts.__getitem__)
    assert found.tolist() == [at for at, text in enumerate(texts) if holds(text, needle)]


def test_what_ends_clearly_is_not_read_again():
    """Of thousands of texts with a year each was read by itself before."""
    letters = np.frombuffer("于2023年建成12023年2023年".encode("utf-16-le"), "<u2")
    met = occurrences(letters, "2023年")
    assert list(zip(met.tolist(), ends_clearly(letters, met, "2023年").tolist(), strict=True)) == [
        (1, True), (9, False), (14, True),
    ]  # fmt: skip


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_either_is_the_union(one, other):
    ids, more = (np.array(sorted(some), np.int32) for some in (one, other))
    assert either(ids, more).tolist() == sorted(one | other)


def test_labels_are_not_kept_beside_what_is_made_of_them(index):
    """A facet has as many postings as there are documents; kept as well they drove out what questions need again."""
    index.write(document(str(n), "机构", facets={"f": (f"{n % 5}",)}) for n in range(50))
    snapshot = index._fresh()
    for _ in range(2):
        assert len(snapshot.facet("f").names) == 5
    assert index._cache.used == 0


def test_the_words_are_left_beside_each_segment_for_whoever_opens_it(index, monkeypatch):
    """And equal those that an index of an earlier version has them counted for."""
    index.write(document(str(number), text) for number, text in enumerate(("新增普惠托位", "社区食堂", "加装电梯")))
    index.write([document("0", "普惠托位"), document("9", "助餐点")])
    counted = [segment.words() for segment in open_index(index.folder)._fresh().segments]
    monkeypatch.setattr("search.segment.Segment.words", None)
    opened = open_index(index.folder)._fresh().segments
    assert [segment.vocabulary.counts for segment in opened] == counted
    assert any("助餐点" in words for words in counted)
    kept, held = ({path.stem for path in index.folder.rglob(f"*{ending}")} for ending in (".words", ".seg"))
    assert kept == held == {segment.name for segment in opened}
