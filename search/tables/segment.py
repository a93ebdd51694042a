"""A segment in the database as arrays, with the face of one of files: what is asked of it is fetched and kept."""

import functools
import threading
from typing import Any

import numpy as np
import numpy.typing as npt

from search.query import holds
from search.segment import READ_ALONE, Ids, Postings, either, ends_clearly, holders, no_postings, occurrences, typed
from search.snapshot import common
from search.tables.packing import labels_of, unbound, words_of
from search.tables.reader import Reader, readable
from search.vocabulary import Counts, Vocabulary

# Texts read alone may come to so small a part of the chunks they lie in; else whole chunks are fetched.
SPARSE = 6


class TableSegment:
    """columns, labels: the parts of that name."""

    def __init__(self, number: int, size: int, columns: bytes, labels: bytes, reader: Reader) -> None:
        self.number = number
        self.name = str(number)
        self.count = size
        self._reader = reader
        self._lock = threading.Lock()
        self.made: dict[str, Any] = {}
        with readable():
            self._columns = unbound(columns)
            self._labels = labels_of(labels)

    def column(self, name: str) -> npt.NDArray[Any]:
        """A value for each document: see ``snapshot.AnySegment``."""
        return typed(name, self._part("versions")["versions"] if name == "version" else self._columns[name])

    @functools.cached_property
    def vocabulary(self) -> Vocabulary:
        """Every word of texts and titles."""
        return Vocabulary(Counts.of(self.words()))

    def record(self, doc: int) -> tuple[str, str, str]:
        """Key, kind and group of a document."""
        text, places = self._records
        key, kind, group = text[places[doc] : places[doc + 1]].decode().split("\0")
        return key, kind, group

    def records(self) -> list[tuple[str, str, str]]:
        """The same of all documents."""
        return [self.record(doc) for doc in range(self.count)]

    @functools.cached_property
    def _records(self) -> tuple[bytes, npt.NDArray[np.int64]]:
        held = self._part("records")
        return held["text"].tobytes(), held["places"]

    def labels(self) -> list[str]:
        """Every label."""
        return list(self._labels)

    def words(self) -> dict[str, int]:
        """Every word of texts and titles with how many documents hold it; read anew each time."""
        with readable():
            return words_of(self._reader.part(self.number, "words"))

    def postings(self, field: str, term: str) -> Postings:
        """Postings of a term."""
        if field != "labels":
            return self._reader.posting(self.number, field, term)
        ids = self._labels.get(term, np.empty(0, "<u4")).astype(np.int32)
        return Postings(ids, np.ones(len(ids), np.float32))

    def with_needle(self, docs: Ids, needle: str) -> Ids:
        """Those of the documents whose canonical text has the needle. Which were looked through is kept with it: the
        documents that are asked about only become fewer as some are put in again elsewhere."""
        cache, key = self._reader.cache, (self.number, "needle", needle)
        looked, having = cache.get(key) or (no_postings().ids, no_postings().ids)
        known = common(docs, looked)
        if len(known) < len(docs):
            fresh = np.setdiff1d(docs, known, assume_unique=True)
            looked, having = either(looked, fresh), either(having, self._having(fresh, needle))
            cache.put(key, (looked, having))
        return common(docs, having)

    def _having(self, docs: Ids, needle: str) -> Ids:
        """Those that have it, by their texts. Few texts are fetched alone, many by chunks."""
        places, edges = self._texts
        chunks = np.searchsorted(edges, docs, "right") - 1
        far = np.array([not self._reader.has_chunk(self.number, at) for at in range(len(edges))], bool)
        alone = far[chunks]
        wanted = int((places[docs + 1] - places[docs])[alone].sum())
        sizes = np.diff(places[np.append(edges, self.count)])
        if wanted * SPARSE >= int(sizes[np.unique(chunks[alone])].sum()):
            alone[:] = False
        kept = np.zeros(len(docs), bool)
        if alone.any():
            kept[alone] = self._alone(docs[alone], chunks[alone], needle)
        whole = np.unique(chunks[~alone])
        texts = self._reader.chunks(self.number, whole.tolist(), (sizes[whole] * 2).tolist())
        for at, text in texts.items():
            inside = chunks == at
            kept[inside] = self._in_chunk(at, np.frombuffer(text, "<u2"), docs[inside], needle)
        return docs[kept]

    def _alone(self, docs: Ids, chunks: npt.NDArray[np.int64], needle: str) -> npt.NDArray[np.bool_]:
        """Whether each of the documents has the needle, by their own texts."""
        places, edges = self._texts
        begins = (places[docs] - places[edges[chunks]]) * 2 + 1
        lengths = (places[docs + 1] - places[docs]) * 2
        asked = list(zip(range(len(docs)), chunks.tolist(), begins.tolist(), lengths.tolist(), strict=True))
        found = self._reader.slices(self.number, asked)
        return np.array([holds(found[at].decode("utf-16-le"), needle) for at in range(len(docs))], bool)

    def _in_chunk(self, chunk: int, letters: npt.NDArray[np.uint16], docs: Ids, needle: str) -> npt.NDArray[np.bool_]:
        """Whether each of the documents of a chunk has the needle."""
        places, edges = self._texts
        base = places[edges[chunk]]

        def body(doc: int) -> str:
            return letters[places[doc] - base : places[doc + 1] - base].tobytes().decode("utf-16-le")

        last = edges[chunk + 1] if chunk + 1 < len(edges) else self.count
        if len(docs) * READ_ALONE < last - edges[chunk]:
            return np.array([holds(body(doc), needle) for doc in docs.tolist()], bool)
        met = occurrences(letters, needle)
        return np.isin(docs, holders(met + base, ends_clearly(letters, met, needle), needle, places, body))

    @functools.cached_property
    def _texts(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where each text begins among the letters, with one more place for the end; the first document of a chunk."""
        held = self._part("places")
        return held["places"], held["edges"].astype(np.int64)

    def _part(self, name: str) -> dict[str, npt.NDArray[Any]]:
        with self._lock:
            data = self._reader.part(self.number, name)
        with readable():
            return unbound(data)
