"""Numpy's reading of Whoosh's files equals Whoosh's own."""

import pytest
from whoosh.filedb.filestore import FileStorage

from search.index import open_index
from search.segment import _walk
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
