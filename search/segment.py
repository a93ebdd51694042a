"""One segment of the index as arrays: written once, never changed, so what is read from it may be kept for ever.

Texts, names and columns stay in the file until they are asked for, and are not kept then.
"""

import functools
import itertools
import pickle
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
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
from search.files import Part
from search.query import holds
from search.vocabulary import Counts, Vocabulary

Ids = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

# Reading every text at once takes as long as reading one in so many alone.
READ_ALONE = 60
# Letters of the texts that are looked through at once.
STRETCH = 512 * 1024

WORDS = ".words"  # ending of the file with a segment's vocabulary
# Words that are read before others may, and seconds until the next: a lock that is let go must be found by somebody.
_SOME, _TURN = 1_000, 0.001

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
_ONCE = np.ones(1, np.float32)
# Letters with which a number or a Latin word goes on, by code; the last stands for all that are not ASCII.
_RUN_ON = np.array([chr(code) in "0123456789.abcdefghijklmnopqrstuvwxyz" for code in range(128)])
# Columns with the names and types under which Whoosh's files have them.
_STORED = {
    "lengths": ("_words_len", "u1"),
    "title_lengths": ("_title_len", "u1"),
    "exact_lengths": ("length", ">u4"),
    "identity": ("identity", ">u8"),
    "group": ("group", ">u8"),
    "version": ("version", ">u8"),
    "date": ("date", ">u4"),
    "deadline": ("deadline", ">u4"),
}


class Postings(NamedTuple):
    """Documents that hold a word, ascending, and how much it weighs in each."""

    ids: Ids
    weights: Floats


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


def typed(name: str, stored: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A column in the type it is counted in."""
    if name in ("lengths", "title_lengths"):
        return LENGTHS[stored]
    return stored.astype({"exact_lengths": np.float32, "date": np.int64, "deadline": np.int64}.get(name, np.uint64))


class Segment:
    """Whoosh's reader behind one lock, for its files know one place at a time; numpy arrays outside of it."""

    def __init__(self, reader: SegmentReader, cache: Cache, folder: Path, words: Path) -> None:
        self._reader = reader
        self._kept_words = words
        self._folder = folder
        self._cache = cache
        self._lock = threading.Lock()
        self.made: dict[str, Any] = {}
        self.name: str = reader.segment().segment_id()
        self.count: int = reader.doc_count_all()
        self._records, self._record_places = self._column_of_texts("record")

    def column(self, name: str) -> npt.NDArray[Any]:
        """A value for each document, read anew each time: see ``snapshot.AnySegment``."""
        with self._lock, readable(self._folder):
            return typed(name, numbers(self._reader, *_STORED[name]))

    def record(self, doc: int) -> tuple[str, str, str]:
        """Key, kind and group of a document."""
        begin, end = self._record_places[doc : doc + 2].tolist()
        with readable(self._folder):
            key, kind, group = self._records.cut(begin, end - begin).decode().split("\0")
        return key, kind, group

    def records(self) -> list[tuple[str, str, str]]:
        """The same of all documents."""
        places = self._record_places.tolist()
        with readable(self._folder):
            held = self._records.cut(0, places[-1])
            rows = [held[begin:end].decode().split("\0") for begin, end in itertools.pairwise(places)]
            return [(key, kind, group) for key, kind, group in rows]

    def with_needle(self, docs: Ids, needle: str) -> Ids:
        """Those of the documents whose canonical text has the needle. Few are read one by one, many all at once."""
        if len(docs) * READ_ALONE < self.count:
            kept = [holds(self._body(doc), needle) for doc in docs.tolist()]
            return docs[np.array(kept, bool)]
        return np.intersect1d(self._all_with(needle), docs, assume_unique=True)

    def _all_with(self, needle: str) -> Ids:
        """All documents whose canonical text has the needle, kept while there is room."""
        key = (self.name, "needle", needle)
        found: Ids | None = self._cache.get(key)
        if found is None:
            texts, places = self._texts
            size = int(places[-1]) // 2
            more = len(needle.encode("utf-16-le")) // 2 - 1
            met, clear = [np.empty(0, np.int64)], [np.empty(0, bool)]
            for begin in range(0, size, STRETCH):
                with readable(self._folder):
                    stretch = texts.cut(begin * 2, (min(begin + STRETCH + more, size) - begin) * 2)
                letters = np.frombuffer(stretch, "<u2")
                here = occurrences(letters, needle)
                met.append(here + begin)
                clear.append(ends_clearly(letters, here, needle))
            found = holders(np.concatenate(met), np.concatenate(clear), needle, places // 2, self._body)
            self._cache.put(key, found)
        return found

    def _body(self, doc: int) -> str:
        texts, places = self._texts
        begin, end = places[doc : doc + 2].tolist()
        with readable(self._folder):
            return texts.cut(begin, end - begin).decode("utf-16-le")

    @functools.cached_property
    def _texts(self) -> tuple[Part, npt.NDArray[np.uint32]]:
        """The canonical texts as UTF-16, and where each begins."""
        with self._lock, readable(self._folder):
            return self._column_of_texts("body")

    def _column_of_texts(self, name: str) -> tuple[Part, npt.NDArray[np.uint32]]:
        """A column of texts, 2 GB at most, and at which byte each begins, with one more place for the end."""
        lengths = self._reader.column_reader(name, translate=False)._lengths
        places = np.zeros(len(lengths) + 1, np.uint32)
        np.cumsum(np.frombuffer(lengths, lengths.typecode), out=places[1:])
        return self._reader._perdoc._get_column_file(name)[0], places

    def labels(self) -> list[str]:
        """Every term of the field ``labels``."""
        with self._lock, readable(self._folder):
            return [term.decode() for term in self._reader.lexicon("labels")]

    @functools.cached_property
    def vocabulary(self) -> Vocabulary:
        """Every word of texts and titles, as the writer left them."""
        try:
            with readable(self._folder, but=FileNotFoundError):
                return Vocabulary(Counts.read(self._kept_words.read_bytes()))
        except FileNotFoundError:  # made by an earlier version, or gone
            return Vocabulary(Counts.of(self.words()))

    def keep_words(self) -> None:
        """Leave the words, all or none, to whoever opens the segment, who would have to look at each for himself."""
        draft = self._kept_words.with_suffix(f"{WORDS}.tmp")
        draft.write_bytes(Counts.of(self.words()).stored())
        draft.replace(self._kept_words)

    def words(self) -> dict[str, int]:
        """In how many texts or titles each word is. It takes seconds of a large segment, whose other readers have
        their turns."""
        counts: dict[str, int] = {}
        for field in ("words", "title"):
            terms = self._reader.iter_field(field)
            while some := self._next(terms):
                for word, count in some:
                    counts[word] = max(counts.get(word, 0), count)
                time.sleep(_TURN)
        return counts

    def _next(self, terms: Iterator[Any]) -> list[tuple[str, int]]:
        """Some words more with the number of their documents."""
        with self._lock, readable(self._folder):
            return [(term.decode(), info.doc_frequency()) for term, info in itertools.islice(terms, _SOME)]

    def postings(self, field: str, term: str) -> Postings:
        """Postings of a term, decoded once and kept while there is room; of labels, whoever asks keeps what he makes
        of them, which is smaller."""
        key = (self.name, field, term)
        kept = self._cache.get(key)
        if kept is None:
            with self._lock, readable(self._folder):
                kept = self._decode(field, term)
            if field != "labels":
                self._cache.put(key, kept)
        return kept

    def _decode(self, field: str, term: str) -> Postings:
        if field not in self._reader.schema:
            return no_postings()
        try:
            # Not ``postings`` of the reader: where anything is deleted it walks through them one by one to leave that
            # out, which took seconds of a first question, and which a snapshot does at the end, for all at once.
            matcher = self._reader._terms.matcher(field, term.encode(), self._reader.schema[field].format)
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
            weights.append(np.broadcast_to(_ONCE, size) if stored is None else np.full(size, stored, np.float32))
            if matcher._lastblock:
                break
            matcher._goto(matcher._nextoffset)
        found = np.concatenate(ids).astype(np.int32)
        once = all(one.strides == (0,) for one in weights)  # of most words: one number for all of them
        return Postings(found, np.broadcast_to(_ONCE, len(found)) if once else np.concatenate(weights))


def occurrences(letters: npt.NDArray[np.uint16], needle: str) -> npt.NDArray[np.int64]:
    """Where in the letters the needle begins."""
    wanted = np.frombuffer(needle.encode("utf-16-le"), "<u2")
    size = max(0, len(letters) - len(wanted) + 1)
    places = (letters[:size] == wanted[0]).nonzero()[0]
    for offset, letter in enumerate(wanted[1:], start=1):
        places = places[letters.take(places + offset) == letter]
    return places


def ends_clearly(letters: npt.NDArray[np.uint16], met: npt.NDArray[np.int64], needle: str) -> npt.NDArray[np.bool_]:
    """Of which of the needles met the number or Latin word at an end surely does not go on in the letters beside it.

    At an end of the letters, and where another text begins with a digit, that is not sure.
    """
    clear = np.ones(len(met), bool)
    for beside, edge in ((met - 1, needle[0]), (met + len(needle.encode("utf-16-le")) // 2, needle[-1])):
        if edge.isascii():
            runs_on = _RUN_ON.take(np.minimum(letters.take(beside, mode="clip"), len(_RUN_ON) - 1))
            clear &= (beside >= 0) & (beside < len(letters)) & ~runs_on
    return clear


def holders(
    met: npt.NDArray[np.int64],
    clear: npt.NDArray[np.bool_],
    needle: str,
    places: npt.NDArray[Any],
    body: Callable[[int], str],
) -> Ids:
    """Texts that hold the needle, met where; of those where it ends nowhere clearly the body decides."""
    size = len(needle.encode("utf-16-le")) // 2
    found = owners(met, size, places)
    if clear.all():
        return found
    sure = np.isin(found, owners(met[clear], size, places), assume_unique=True)
    sure[~sure] = [holds(body(doc), needle) for doc in found[~sure].tolist()]
    return found[sure]


def owners(met: npt.NDArray[np.int64], size: int, places: npt.NDArray[Any]) -> Ids:
    """Texts that hold one of the stretches of so many letters, met where: not those that run on into the next text.

    met: ascending; places: where each text begins, with one more place for the end.
    """
    docs = np.searchsorted(places, met.astype(places.dtype), "right") - 1
    return once(docs[met + size <= places[docs + 1]].astype(np.int32))


def once(ascending: Ids) -> Ids:
    """Each number once. ``np.unique`` takes twenty times as long, for it does not know that they ascend."""
    if len(ascending) < 2:
        return ascending
    first = np.empty(len(ascending), bool)
    first[0] = True
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first]


def either(*lists: Ids) -> Ids:
    """Members of any of the lists, each ascending."""
    every = np.concatenate((_NO_IDS, *lists))
    every.sort(kind="stable")  # runs are merged
    return once(every)


def _walk(matcher: Any) -> Postings:
    """Postings through Whoosh's public interface, for lists that it keeps in another form."""
    ids, weights = [], []
    while matcher.is_active():
        ids.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return Postings(np.array(ids, np.int32), np.array(weights, np.float32))
