"""One segment of the index as arrays: written once, never changed, so what is read from it may be kept for ever."""

import functools
import itertools
import pickle
import struct
import threading
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length

from search.cache import Cache
from search.errors import IndexDamaged
from search.query import holds
from search.vocabulary import Vocabulary

Ids = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

# Reading every text at once takes as long as reading one in so many alone.
READ_ALONE = 60

# The length that each byte of a length stands for.
LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ImportError,
    AssertionError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
    WhooshIndexError,
)
_NO_IDS: Ids = np.empty(0, np.int32)
_NO_WEIGHTS: Floats = np.empty(0, np.float32)


class Postings(NamedTuple):
    """Documents that hold a word, ascending, and how much it weighs in each."""

    ids: Ids
    weights: Floats

    @property
    def nbytes(self) -> int:
        return self.ids.nbytes + self.weights.nbytes


def no_postings() -> Postings:
    """The postings of a word that nothing holds."""
    return Postings(_NO_IDS, _NO_WEIGHTS)


@contextmanager
def readable(folder: Path, but: type[Exception] | tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Says of any failure to read files, but for some, that they are damaged: Whoosh has no error of its own for it."""
    try:
        yield
    except but:
        raise
    except _BROKEN as error:
        raise IndexDamaged(folder, f"{type(error).__name__}: {error}") from error


def numbers(reader: SegmentReader, name: str, dtype: str) -> npt.NDArray[Any]:
    """A fixed-width column as an array; trailing zeros, which the format leaves out, put back."""
    out = np.zeros(reader.doc_count_all(), np.dtype(dtype).newbyteorder("="))
    if reader._perdoc.has_column(name):
        file, start, length = reader._perdoc._get_column_file(name)
        stored = np.frombuffer(bytes(file.get(start, length)), dtype=dtype)[: len(out)]
        out[: len(stored)] = stored
    return out


def _records(reader: SegmentReader) -> tuple[bytes, "array[int]"]:
    """The column ``record`` in one piece, and where each document's part begins; one more place for the end.

    An array, not a list: the collector would walk through a list again and again.
    """
    column = reader.column_reader("record", translate=False)
    places = array("q", itertools.accumulate(column._lengths, initial=0))
    return bytes(column._dbfile.get(column._basepos, places[-1])), places


class Segment:
    """Whoosh's reader behind one lock, for its files know one place at a time; numpy arrays outside of it."""

    def __init__(self, reader: SegmentReader, cache: Cache, folder: Path) -> None:
        self._reader = reader
        self._folder = folder
        self._cache = cache
        self._lock = threading.Lock()
        self.name: str = reader.segment().segment_id()
        self.count: int = reader.doc_count_all()
        self.lengths: Floats = LENGTHS[numbers(reader, "_words_len", "u1")]
        self.title_lengths: Floats = LENGTHS[numbers(reader, "_title_len", "u1")]
        self.exact_lengths = numbers(reader, "length", ">u4").astype(np.float32)
        self.identity = numbers(reader, "identity", ">u8")
        self.group = numbers(reader, "group", ">u8")
        self.version = numbers(reader, "version", ">u8")
        self.date = numbers(reader, "date", ">u4").astype(np.int64)
        self.deadline = numbers(reader, "deadline", ">u4").astype(np.int64)
        self._records, self._places = _records(reader)

    def record(self, doc: int) -> tuple[str, str, str]:
        """Key, kind and group of a document."""
        key, kind, group = self._records[self._places[doc] : self._places[doc + 1]].decode().split("\0")
        return key, kind, group

    def with_needle(self, docs: Ids, needle: str) -> Ids:
        """Those of the documents whose canonical text has the needle. Few are read one by one, many all at once."""
        if len(docs) * READ_ALONE < self.count:
            kept = [holds(self._body(doc), needle) for doc in docs.tolist()]
            return docs[np.array(kept, bool)]
        places = np.flatnonzero(occurrences(self._letters, needle))
        found = np.unique(np.searchsorted(self._body_places, places, "right") - 1).astype(np.int32)
        found = np.intersect1d(found, docs, assume_unique=True)
        if needle[0].isascii() or needle[-1].isascii():
            found = found[np.array([holds(self._body(doc), needle) for doc in found.tolist()], bool)]
        return found

    def _body(self, doc: int) -> str:
        return self._letters[self._body_places[doc] : self._body_places[doc + 1]].tobytes().decode("utf-16-le")

    @functools.cached_property
    def _body_places(self) -> npt.NDArray[np.int64]:
        """Where each text begins among the letters; one more place for the end."""
        with self._lock, readable(self._folder):
            lengths = self._reader.column_reader("body", translate=False)._lengths
            return np.cumsum([0, *lengths], dtype=np.int64) // 2

    @functools.cached_property
    def _letters(self) -> npt.NDArray[np.uint16]:
        """All canonical texts in one piece, as UTF-16."""
        size = int(self._body_places[-1]) * 2
        with self._lock, readable(self._folder):
            column = self._reader.column_reader("body", translate=False)
            return np.frombuffer(bytes(column._dbfile.get(column._basepos, size)), "<u2")

    def labels(self) -> list[str]:
        """Every term of the field ``labels``."""
        with self._lock, readable(self._folder):
            return [term.decode() for term in self._reader.lexicon("labels")]

    @functools.cached_property
    def vocabulary(self) -> Vocabulary:
        """Every word of texts and titles."""
        counts: dict[str, int] = {}
        with self._lock, readable(self._folder):
            for field in ("words", "title"):
                for term, info in self._reader.iter_field(field):
                    counts[term.decode()] = max(counts.get(term.decode(), 0), info.doc_frequency())
        return Vocabulary(counts)

    def postings(self, field: str, term: str) -> Postings:
        """Postings of a term, decoded once and kept while there is room."""
        key = (self.name, field, term)
        kept = self._cache.get(key)
        if kept is None:
            with self._lock, readable(self._folder):
                kept = self._decode(field, term)
            self._cache.put(key, kept, kept.nbytes + 200)
        return kept

    def _decode(self, field: str, term: str) -> Postings:
        try:
            matcher = self._reader.postings(field, term.encode())
        except TermNotFound:
            return no_postings()
        if not isinstance(matcher, W3LeafMatcher):
            return _walk(matcher)
        ids: list[npt.NDArray[np.int64]] = []
        weights: list[Floats] = []
        while True:
            matcher._read_data()
            deltas, stored, _ = matcher._data
            ids.append(np.cumsum(np.array(deltas, np.int64)))
            size = len(deltas)
            weights.append(np.full(size, 1.0 if stored is None else stored, np.float32))
            if matcher._lastblock:
                break
            matcher._goto(matcher._nextoffset)
        return Postings(np.concatenate(ids).astype(np.int32), np.concatenate(weights))


def occurrences(letters: npt.NDArray[np.uint16], needle: str) -> npt.NDArray[np.bool_]:
    """Where in the letters the needle begins."""
    wanted = np.frombuffer(needle.encode("utf-16-le"), "<u2")
    size = max(0, len(letters) - len(wanted) + 1)
    begins = letters[:size] == wanted[0]
    for offset, letter in enumerate(wanted[1:], start=1):
        begins &= letters[offset : size + offset] == letter
    return begins


def _walk(matcher: Any) -> Postings:
    """Postings through Whoosh's public interface, for lists that it keeps in another form."""
    ids, weights = [], []
    while matcher.is_active():
        ids.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return Postings(np.array(ids, np.int32), np.array(weights, np.float32))
