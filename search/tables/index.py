"""An index in PostgreSQL with the face of one in a folder: any number of machines read it, none holds it.

The answers are those of the embedded engine because the evaluation is the same code; only where postings come from
differs. A process keeps what it has read of a segment, and asks before every answer whether there is a new commit.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor

import numpy as np

from search.asking import Askable
from search.cache import BYTES, Cache
from search.documents import Document
from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.lexicon import lexicon
from search.query import Piece, Wanted
from search.schema import SCHEMA_VERSION
from search.snapshot import Deleted, Snapshot
from search.tables import statements, writing
from search.tables.packing import PARTS
from search.tables.reader import PLACE, Door, Reader, readable
from search.tables.segment import TableSegment
from search.vocabulary import Counts, Vocabulary

# The words of segments of so many documents are joined once, those of smaller ones with every commit.
_LARGE = 5000


class TableSnapshot(Snapshot):
    """vocabularies: makes the words of some segments, or gives those it made before."""

    def __init__(
        self,
        segments: Sequence[TableSegment],
        deleted: Sequence[Deleted],
        generation: int,
        cache: Cache,
        reader: Reader,
        vocabularies: Callable[[Sequence[TableSegment]], list[Vocabulary]],
    ) -> None:
        super().__init__(segments, deleted, generation, cache)
        self._parts = list(segments)
        self._reader = reader
        self._made = vocabularies

    def expect(
        self,
        wanted: Sequence[Wanted],
        pieces: Sequence[Piece] = (),
        exact: Sequence[str] = (),
        *,
        kinds: Sequence[str] = (),
    ) -> None:
        """Fetch the postings that these words, pieces and identifiers need and that are not here."""
        words = {
            word
            for one in wanted
            if not self._has(("scored", one.text, *kinds))
            for option in one.options
            for word in option.words
        }
        words.update(word for one in pieces if not self._has(("literal", one.needle)) for word in one.literal)
        terms = [(field, word) for word in words for field in ("words", "title")]
        terms += [("exact", name.encode("utf-8", "replace").decode()) for name in exact]
        self._reader.expect([part.number for part in self._parts], terms)

    @property
    def vocabularies(self) -> Sequence[Vocabulary]:
        """The words of all segments."""
        return self._made(self._parts)


def version() -> str:
    """What an index was made by; of another it is outdated."""
    return f"{statements.LAYOUT}.{SCHEMA_VERSION} {lexicon().digest}"


class TableIndex(Askable):
    """Find from any number of threads. Nothing is asked of the database before the first question."""

    def __init__(self, door: Door, cache_bytes: int = BYTES) -> None:
        self._door = door
        self._cache = Cache(cache_bytes)
        self._reader = Reader(door, self._cache)
        self._loading = threading.Lock()
        self._segments: dict[int, TableSegment] = {}
        self._snapshot: TableSnapshot | None = None
        self._owners: dict[int, writing.Owners] = {}
        self._words: dict[tuple[int, ...], Vocabulary] = {}

    # Reading

    def inspect(self) -> None:
        """Whether all of it is there; the bytes are the database's to watch. IndexMissing, IndexOutdated, IndexDamaged:
        to be rebuilt."""
        self._fresh()
        for row in self._reader.rows(statements.WHOLE, list(PARTS), patient=True):
            if row["listed"] != row["whole"]:
                raise IndexDamaged(PLACE, f"{row['whole']} of {row['listed']} segments")

    def _fresh(self) -> TableSnapshot:
        rows = self._reader.rows(statements.STATE)
        self._known(rows[0]["version"] if rows else "")
        snapshot, generation = self._snapshot, rows[0]["generation"]
        if snapshot is not None and snapshot.generation == generation:
            return snapshot
        with self._loading:
            if self._snapshot is None or self._snapshot.generation != generation:
                self._snapshot = self._load()
            return self._snapshot

    @staticmethod
    def _known(made_by: str) -> None:
        if not made_by:
            raise IndexMissing(PLACE)
        if made_by != version():
            raise IndexOutdated(PLACE)

    def _load(self) -> TableSnapshot:
        rows = self._reader.rows(statements.LISTED, patient=True)
        self._known(rows[0]["version"] if rows else "")
        listed = {row["id"]: row["size"] for row in rows if row["id"] is not None}
        self._segments = {one: self._segments.get(one) or self._segment(one, size) for one, size in listed.items()}
        with readable():
            gone = [np.frombuffer(row["gone"], "<u4") for row in rows if row["id"] is not None]
        parts = list(self._segments.values())
        self._cache.keep_only({rows[0]["generation"], *listed, *(part.name for part in parts)})
        self._cache.fit(sum(listed.values()))
        return TableSnapshot(parts, gone, rows[0]["generation"], self._cache, self._reader, self._vocabularies)

    def _segment(self, number: int, size: int) -> TableSegment:
        rows = self._reader.rows(statements.PARTS, [number], ["columns", "labels"], patient=True)
        held = {row["name"]: row["data"] for row in rows}
        if len(held) < 2:
            raise IndexDamaged(PLACE, f"segment {number}")
        return TableSegment(number, size, held["columns"], held["labels"], self._reader)

    def _vocabularies(self, parts: Sequence[TableSegment]) -> list[Vocabulary]:
        """The words of large segments joined, and those of small ones joined."""
        halves = [part for part in parts if part.count >= _LARGE], [part for part in parts if part.count < _LARGE]
        names = [tuple(part.number for part in half) for half in halves]
        with self._loading:
            known = self._words
            self._words = {
                name: known.get(name) or Vocabulary(Counts.of(_joined(half)))
                for name, half in zip(names, halves, strict=True)
                if name
            }
            return list(self._words.values())

    # Writing

    def write(
        self,
        documents: Iterable[Document] = (),
        *,
        delete: Iterable[str] = (),
        groups: Iterable[str] = (),
        wait: float = 0.0,
        pool: Executor | None = None,
    ) -> None:
        """Add or replace documents in one commit, delete keys and all that belonged to some groups before.

        pool: where words are cut, else here. wait: seconds to wait for another writer before IndexBusy.
        """
        writing.write(
            self._door, version(), self._owners, documents, delete=delete, groups=groups, wait=wait, pool=pool
        )

    def rebuild(self, documents: Iterable[Document], *, wait: float = 0.0, processes: int = 1) -> None:
        """Build the index anew from all documents, whatever state it is in; the old one is read until it is whole."""
        writing.rebuild(self._door, version(), documents, wait=wait, processes=processes)


def _joined(parts: Sequence[TableSegment]) -> dict[str, int]:
    words: dict[str, int] = {}
    for part in parts:
        for word, count in part.words().items():
            words[word] = words.get(word, 0) + count
    return words
