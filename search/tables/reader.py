"""Reading through the door: what was read of a segment stays right for ever and is kept while there is room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Protocol

import numpy as np

from search.cache import Cache
from search.errors import IndexDamaged, IndexMissing, IndexSlow, IndexUnreachable, SearchError
from search.segment import Postings, no_postings
from search.tables import statements
from search.tables.packing import mark_of, unrow

PLACE = "数据库"
# Bytes that one statement asks for at most, so that none takes longer than a question may.
_AT_ONCE = 8 * 1024 * 1024
_WORDS_AT_ONCE = 24


# What this package needs of whoever holds the database: it makes SQL text itself and opens nothing.


class Session(Protocol):
    """One connection that writes, for as long as a lock is held. Called from one thread; raises what a Door raises."""

    def fetch(self, sql: str, *values: Any) -> Sequence[Mapping[str, Any]]:
        """Run a statement with $1, $2 … as its values; its rows."""

    def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Put many rows into "schema.table"."""


class Door(Protocol):
    """Called from any thread. Raises LookupError where a table is not there, TimeoutError where an answer takes too
    long, and ConnectionError where none can be had."""

    def fetch(self, sql: str, *values: Any, patient: bool = False) -> Sequence[Mapping[str, Any]]:
        """Read rows. patient: a load that may take longer than a question may."""

    def writing(self, lock: int, wait: float) -> AbstractContextManager[Session]:
        """A session under an advisory lock that is freed when the process dies. BlockingIOError where another has it
        for longer than ``wait`` seconds."""


@contextmanager
def told() -> Iterator[None]:
    """Says in the errors of this package what the door and what it brought say in their own."""
    try:
        yield
    except LookupError:
        raise IndexMissing(PLACE) from None
    except TimeoutError as error:
        raise IndexSlow from error
    except OSError as error:
        raise IndexUnreachable(str(error)) from error


@contextmanager
def readable() -> Iterator[None]:
    """Says of what cannot be unpacked that it is damaged."""
    try:
        yield
    except (ValueError, LookupError, TypeError, UnicodeDecodeError) as error:
        raise IndexDamaged(PLACE, f"{type(error).__name__}: {error}") from error


class Writer:
    """A session whose errors are ours."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def fetch(self, sql: str, *values: Any) -> Sequence[Mapping[str, Any]]:
        """Run a statement; its rows."""
        with told():
            return self._session.fetch(sql, *values)

    def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Put many rows into a table."""
        with told():
            self._session.copy(table, columns, list(rows))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.fetch("BEGIN")
        try:
            yield
        except BaseException:
            with suppress(SearchError):  # a lost connection has rolled back by itself
                self.fetch("ROLLBACK")
            raise
        self.fetch("COMMIT")


class Reader:
    """For any number of threads. cache: holds postings and texts under the names of their segments."""

    def __init__(self, door: Door, cache: Cache) -> None:
        self._door = door
        self.cache = cache

    def rows(self, sql: str, *values: Any, patient: bool = False) -> Sequence[Mapping[str, Any]]:
        """Rows of a statement."""
        with told():
            return self._door.fetch(sql, *values, patient=patient)

    def part(self, segment: int, name: str) -> bytes:
        """One part of a segment, not kept."""
        found = self.rows(statements.PART, segment, name, patient=True)
        if not found:
            raise IndexDamaged(PLACE, f"segment {segment} without {name}")
        data: bytes = found[0]["data"]
        return data

    def expect(self, segments: Sequence[int], terms: Iterable[tuple[str, str]]) -> None:
        """Read what the cache lacks of many words, each (field, word), and segments, in few statements."""
        lacking = [
            (term, missing)
            for term in dict.fromkeys(terms)
            if (missing := [one for one in segments if self.cache.get((one, *term)) is None])
        ]
        for at in range(0, len(lacking), _WORDS_AT_ONCE):
            self._fetch(lacking[at : at + _WORDS_AT_ONCE])

    def _fetch(self, lacking: Sequence[tuple[tuple[str, str], Sequence[int]]]) -> None:
        """Read words, each with the segments it lacks, into the cache."""
        marks = {mark_of(*term): term for term, _ in lacking}
        segments = sorted({one for _, missing in lacking for one in missing})
        rows = self.rows(statements.POSTINGS, segments, list(marks))
        found = {(row["segment"], *marks[row["word"]]): row["data"] for row in rows}
        for term, missing in lacking:
            for one in missing:
                data = found.get((one, *term))
                kept = no_postings() if data is None else _postings(data)
                self.cache.put((one, *term), kept)

    def posting(self, segment: int, field: str, word: str) -> Postings:
        """Postings of one word in one segment, from the cache where they are."""
        kept: Postings | None = self.cache.get((segment, field, word))
        if kept is None:
            rows = self.rows(statements.POSTINGS, [segment], [mark_of(field, word)])
            kept = _postings(rows[0]["data"]) if rows else no_postings()
            self.cache.put((segment, field, word), kept)
        return kept

    def has_chunk(self, segment: int, number: int) -> bool:
        """Whether a chunk of text is here."""
        return self.cache.get((segment, "texts", number)) is not None

    def chunks(self, segment: int, numbers: Sequence[int], sizes: Sequence[int]) -> dict[int, bytes]:
        """Chunks of text by number. sizes: their bytes, in the same order."""
        kept = {number: self.cache.get((segment, "texts", number)) for number in numbers}
        missing = [(number, size) for number, size in zip(numbers, sizes, strict=True) if kept[number] is None]
        found: dict[int, bytes] = {number: text for number, text in kept.items() if text is not None}
        while missing:
            asked: list[int] = []
            size = 0
            while missing and (not asked or size + missing[0][1] <= _AT_ONCE):
                asked.append(missing[0][0])
                size += missing.pop(0)[1]
            for row in self.rows(statements.NUMBERED, segment, "texts", asked):
                found[row["number"]] = row["data"]
                self.cache.put((segment, "texts", row["number"]), row["data"])
        return found

    def slices(self, segment: int, places: Sequence[tuple[int, int, int, int]]) -> dict[int, bytes]:
        """Pieces of chunks: each (what it is called, chunk, first byte from 1, length)."""
        named, numbers, firsts, lengths = zip(*places, strict=True)
        rows = self.rows(statements.SLICES, segment, "texts", *map(list, (named, numbers, firsts, lengths)))
        return {row["place"]: row["data"] for row in rows}


def _postings(data: bytes) -> Postings:
    ids, weights = unrow(data)
    return Postings(ids.astype(np.int32), weights.astype(np.float32))
