"""Gathers the postings of a commit as numbers and sorts them with numpy, not one by one."""

import itertools
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from search.codec import Codec, Numbers, Stretch

MOST = 4_000_000  # occurrences held in memory, 100 MB while they are sorted; more go to a file for the time


class Run(NamedTuple):
    """Some postings of a field, by word and document. words: numbers of those held, ascending; starts: where the
    postings of each begin, with one more place for the end."""

    words: Numbers
    starts: Numbers
    documents: Numbers
    weights: Numbers


class _Field:
    """Occurrences of words, each word under the number of its first one.

    counts: how many of ``words`` stand in each of ``documents``. merged: words, documents and weights of segments.
    """

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
        self.runs: list[Run] = []
        self.last: tuple[Iterable[str], array[int]] = ((), array("I"))
        self.clear()

    def clear(self) -> None:
        """Begin anew, as after what was gathered is filed."""
        self.words, self.documents, self.counts = array("I"), array("I"), array("I")
        self.merged = array("I"), array("I"), array("f")

    @property
    def gathered(self) -> bool:
        """Whether anything was gathered that is not filed."""
        return bool(self.words or self.merged[0])

    def take(self, document: int, words: Iterable[str]) -> int:
        """Take words of a document; how many they are. What belongs to one case often comes under one title."""
        if words is not self.last[0]:
            self.last = words, array("I", map(self.numbers.__getitem__, words))
        self.words.extend(self.last[1])
        self.documents.append(document)
        self.counts.append(len(self.last[1]))
        return self.counts[-1]

    def sorted_run(self) -> Run:
        """All that was gathered; a word that stood in a document several times weighs as much."""
        more, there, weighing = (np.array(values) for values in self.merged)
        words = np.concatenate([np.array(self.words), more])
        documents = np.concatenate([np.repeat(np.array(self.documents), self.counts), there])
        keys = words.astype(np.uint64) << np.uint64(32) | documents
        if len(more):
            order = np.argsort(keys)
            keys = keys[order]
            weights = np.append(np.ones(len(self.words), np.float32), weighing)[order]
        else:
            keys.sort()
            weights = np.ones(len(keys), np.float32)
        first = np.flatnonzero(np.diff(keys, prepend=keys[:1] + np.uint64(1)))
        weights = np.add.reduceat(weights, first)
        held = (keys[first] >> np.uint64(32)).astype(np.uint32)
        begins = np.flatnonzero(np.diff(held, prepend=held[:1] + np.uint32(1)))
        return Run(held[begins], np.append(begins, len(held)), keys[first].astype(np.uint32), weights)


class Pool:
    """Stands in for Whoosh's pool of postings. Documents come in ascending order, as a writer numbers them."""

    def __init__(self, storage: FileStorage, most: int = MOST) -> None:
        self._folder = Path(storage.folder)
        self._most = most
        self._held = 0
        self._fields: defaultdict[str, _Field] = defaultdict(_Field)
        self._saved = itertools.count()

    def take(self, field: str, document: int, words: Iterable[str]) -> int:
        """Take all words of a field in a document, with repetitions; how many there are."""
        count = self._fields[field].take(document, words)
        self._grown(count)
        return count

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting of a segment that is merged: field, word, document, weight, and a value that is empty."""
        field = self._fields[posting[0]]
        words, documents, weights = field.merged
        words.append(field.numbers[posting[1].decode()])
        documents.append(posting[2])
        weights.append(posting[3])
        self._grown(1)

    def iter_postings(self) -> Iterator[Stretch]:
        """All words with their postings, in the order of the index."""
        for name in sorted(self._fields):
            field = self._fields[name]
            runs = [*field.runs, *([field.sorted_run()] if field.gathered else [])]
            if runs:
                yield from _joined(name, field.numbers, runs, self._most // 4)

    def cleanup(self) -> None:
        """Delete the files."""
        self._fields.clear()
        for path in self._folder.glob("*.npy"):
            path.unlink()

    def _grown(self, count: int) -> None:
        self._held += count
        if self._held >= self._most:
            for field in self._fields.values():
                if field.gathered:
                    field.runs.append(Run(*map(self._filed, field.sorted_run())))
                    field.clear()
            self._held = 0

    def _filed(self, values: Numbers) -> Numbers:
        path = self._folder / f"{next(self._saved)}.npy"
        np.save(path, values)
        filed: Numbers = np.load(path, mmap_mode="r")
        return filed


def _joined(field: str, numbers: dict[str, int], runs: list[Run], most: int) -> Iterator[Stretch]:
    """Words in order, each with its postings in all runs, the earlier first: documents only ascend.

    A piece is what one run holds of one word. most: postings that a stretch holds at most, if of more than one word.
    """
    words = sorted(numbers)
    ranks = np.empty(len(words), np.uint32)
    ranks[np.fromiter(map(numbers.__getitem__, words), np.uint32, len(words))] = np.arange(len(words), dtype=np.uint32)
    place = ranks[np.concatenate([run.words for run in runs])]
    order = np.argsort(place, kind="stable")
    owner = np.repeat(np.arange(len(runs), dtype=np.uint16), [len(run.words) for run in runs])[order]
    begins = np.concatenate([run.starts[:-1] for run in runs])[order]
    sizes = np.concatenate([np.diff(run.starts) for run in runs])[order]
    pieces = np.searchsorted(place[order], np.arange(len(words) + 1))  # of each word, with one more place for the end
    ends = np.append(0, np.cumsum(sizes))[pieces]
    first = 0
    while first < len(words):
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + most, "right")) - 1)
        some = slice(pieces[first], pieces[last])
        ids, weights = _gathered(runs, owner[some], begins[some], sizes[some])
        held = [word.encode() for word in words[first:last]]
        yield Stretch(field, held, ends[first : last + 1] - ends[first], ids, weights)
        first = last


def _gathered(runs: list[Run], owner: Numbers, begins: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """Documents and weights of pieces, one after the other."""
    total = int(sizes.sum())
    ids, weights = np.empty(total, np.uint32), np.empty(total, np.float32)
    places = np.cumsum(sizes) - sizes
    for number in np.unique(owner).tolist():
        mine = owner == number
        here, there = (_spread(some[mine], sizes[mine]) for some in (places, begins))
        ids[here], weights[here] = runs[number].documents[there], runs[number].weights[there]
    return ids, weights


def _spread(starts: Numbers, sizes: Numbers) -> Numbers:
    """All places of stretches that begin somewhere and are so long."""
    ends = np.cumsum(sizes)
    return np.repeat(starts - ends + sizes, sizes) + np.arange(ends[-1])


def writer_of(index: FileIndex) -> SegmentWriter:
    """Whoosh's writer of an index with the codec and the pool that write faster.

    Without Whoosh's own lock: who writes holds the lock of the folder, and a writer that failed on a full disk kept
    Whoosh's until garbage was collected, so that every later one of its process was turned away.
    """
    writer = index.writer(codec=Codec(), _lk=False)
    writer.pool = Pool(writer._tempstorage)
    return writer


def abandon(writer: SegmentWriter) -> None:
    """Have a writer that failed undo what it can and let go of its files, on a full disk too: there it cannot close the
    first one, would leave it at that, and keep all three open until garbage is collected."""
    with suppress(Exception):  # what could not be written cannot be closed in good order either
        writer.cancel()
    words = writer.fieldwriter
    for file in (writer.perdocwriter._cols._temp, words._tindex.dbfile, words._postfile):
        if not file.is_closed:
            with suppress(OSError):  # what is left in memory has no room on the disk; the file is closed all the same
                file.close()
