"""Postings come out a word at a time and in order, however many files they went through meanwhile."""

import errno
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3FieldWriter, W3PerDocWriter
from whoosh.filedb.filestore import FileStorage

from search import open_index
from search.pool import Pool
from tests.search.conftest import document

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


@pytest.mark.parametrize("place", ["finish_field", "close"])
def test_a_writer_that_failed_on_a_full_disk_keeps_no_later_one_out_and_no_file_open(tmp_path, monkeypatch, place):
    """Nothing of the failed one is collected meanwhile: what it holds has to be let go by itself."""

    def written():
        held = [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
        names = [one.removesuffix(" (deleted)") for one in held if one.startswith(str(tmp_path))]
        return [name for name in names if name.endswith((".trm", ".pst", ".ctmp"))]

    index = open_index(tmp_path)
    index.write([document("1", "新增普惠托位")])
    kept = []

    def full(self, *_, **__):
        kept.append(self)
        raise OSError(errno.ENOSPC, "No space left on device")

    owner = {"finish_field": W3FieldWriter, "close": W3PerDocWriter}[place]
    with monkeypatch.context() as broken:
        broken.setattr(owner, place, full)
        with pytest.raises(OSError, match="No space"):
            index.write([document("2", "社区食堂")])
    assert kept
    assert written() == []
    index.write([document("2", "社区食堂")])
    assert set(index.versions()) == {"1", "2"}
