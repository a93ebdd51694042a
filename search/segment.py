"""One segment of the index as arrays: written once, never changed, so what is read from it may be kept for ever."""

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

Ids = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)
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
        self.lengths: Floats = _LENGTHS[numbers(reader, "_words_len", "u1")]
        self.exact_lengths = numbers(reader, "length", ">u4").astype(np.float32)
        self.identity = numbers(reader, "identity", ">u8")
        self.group = numbers(reader, "group", ">u8")
        self.version = numbers(reader, "version", ">u8")
        self.date = numbers(reader, "date", ">u4").astype(np.int64)
        self.deadline = numbers(reader, "deadline", ">u4").astype(np.int64)
        self._records, self._places = _records(reader)
        self._body = reader.column_reader("body", translate=False)

    def record(self, doc: int) -> tuple[str, str, str]:
        """Key, kind and group of a document."""
        key, kind, group = self._records[self._places[doc] : self._places[doc + 1]].decode().split("\0")
        return key, kind, group

    def bodies(self, docs: list[int]) -> list[str]:
        """Canonical texts of documents."""
        with self._lock, readable(self._folder):
            raw = [bytes(self._body[doc]) for doc in docs]
        return [text.decode("utf-16-le") for text in raw]

    def labels(self) -> list[str]:
        """Every term of the field ``labels``."""
        with self._lock, readable(self._folder):
            return [term.decode() for term in self._reader.lexicon("labels")]

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


def _walk(matcher: Any) -> Postings:
    """Postings through Whoosh's public interface, for lists that it keeps in another form."""
    ids, weights = [], []
    while matcher.is_active():
        ids.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return Postings(np.array(ids, np.int32), np.array(weights, np.float32))
