"""Gathers the postings of a commit word by word, so that only the words are sorted and not every single posting."""

import heapq
import pickle
from array import array
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, NamedTuple

from whoosh.filedb.filestore import Storage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search.codec import Codec, Word

MOST = 16_000_000  # postings of eight bytes held in memory; more go to a file for the time


class Posting(NamedTuple):
    """A word of a field in a document, as Whoosh hands it over. value: empty, for no field of ours has any."""

    field: str
    word: bytes
    document: int
    weight: float
    value: bytes


class Pool:
    """Stands in for Whoosh's pool of postings. Documents come in ascending order, as a writer numbers them."""

    def __init__(self, storage: Storage, most: int = MOST) -> None:
        self._storage = storage
        self._most = most
        self._held = 0
        self._words: dict[tuple[str, bytes], Word] = {}
        self._runs: list[str] = []

    def add(self, posting: Posting) -> None:
        """Take one posting; any sequence of its five values will do."""
        name = posting[0], posting[1]
        word = self._words.get(name)
        if word is None:
            word = self._words[name] = Word(*name, array("I"), array("f"))
        word.ids.append(posting[2])
        word.weights.append(posting[3])
        self._held += 1
        if self._held >= self._most:
            self._save()

    def iter_postings(self) -> Iterator[Word]:
        """Every word with its postings, in the order of the index."""
        parts = [self._read(run) for run in self._runs]
        merged = heapq.merge(*parts, self._sorted(), key=itemgetter(0, 1))  # of equal words, the earlier run first
        for _, same in groupby(merged, itemgetter(0, 1)):
            word, *others = same
            for more in others:
                word.ids.extend(more.ids)
                word.weights.extend(more.weights)
            yield word

    def cleanup(self) -> None:
        """Delete the files."""
        for run in self._runs:
            self._storage.delete_file(run)
        self._runs = []

    def _sorted(self) -> Iterator[Word]:
        return (self._words[name] for name in sorted(self._words))

    def _save(self) -> None:
        run = f"{len(self._runs)}.run"
        file: BinaryIO = self._storage.create_file(run).raw_file()
        with file:
            for word in self._sorted():
                pickle.dump(tuple(word), file, pickle.HIGHEST_PROTOCOL)
        self._runs.append(run)
        self._words, self._held = {}, 0

    def _read(self, run: str) -> Iterator[Word]:
        file: BinaryIO = self._storage.open_file(run).raw_file()
        with file:
            while True:
                try:
                    yield Word(*pickle.load(file))  # noqa: S301 of our own making, a moment ago
                except EOFError:
                    return


def writer_of(index: FileIndex) -> SegmentWriter:
    """Whoosh's writer of an index with the codec and the pool that write faster."""
    writer = index.writer(codec=Codec())
    writer.pool = Pool(writer._tempstorage)
    return writer
