"""The one writer of an index in PostgreSQL: commits, merging of small segments, building anew.

A commit adds a segment and marks what it replaces as gone in the others. Eight segments of like size become one, so
that there are few; what left the list stays ten minutes for readers that began on it.
"""

import itertools
import math
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.documents import Document
from search.errors import IndexBusy, IndexMissing, IndexOutdated, IndexUnreachable
from search.processes import worker_pool
from search.schema import hash64
from search.tables import statements
from search.tables.packing import PARTS, Packed, Stored, merged, pack, unbound
from search.tables.reader import PLACE, Door, Writer, told

# Documents and characters of text that one segment holds at most when many are built, and of a merged one.
MOST_DOCUMENTS, MOST_CHARACTERS = 50_000, 24_000_000
LARGEST = 200_000
# So many segments of like size become one.
MANY = 8
_SMALLEST = 32

# Identity and group of every document of a segment.
Owners = tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]


@dataclass(slots=True)
class _Listed:
    """A segment of the list. gone: its deleted documents."""

    id: int
    size: int
    gone: np.ndarray[Any, Any]

    @property
    def left(self) -> int:
        return self.size - len(self.gone)


def write(
    door: Door,
    version: str,
    owners: dict[int, Owners],
    documents: Iterable[Document],
    *,
    delete: Iterable[str],
    groups: Iterable[str],
    wait: float,
    pool: Executor | None,
) -> None:
    """One commit. version: of this program; an index of another one is IndexOutdated.

    documents: taken under the lock. owners: of segments that are known from before; those in use are known afterwards.
    """
    emptied = {hash64(group) for group in groups}
    with _alone(door, wait) as session:
        added = {document.key: document for document in documents}
        identities = {hash64(key) for key in (*added, *delete)}
        made = _packed(list(added.values()), pool)
        generation, listed = _list(session, version)
        _clear(session)
        gone = _gone(session, listed, owners, identities, emptied) if identities or emptied else []
        if made or gone:
            generation = _add(session, version, generation, listed, made, gone)
        while few := _mergeable(listed):
            made = [merged([_stored(session, one) for one in few])] if any(one.left for one in few) else []
            names = {one.id for one in few}
            listed = [one for one in listed if one.id not in names]
            generation = _add(session, version, generation, listed, made)


def rebuild(door: Door, version: str, documents: Iterable[Document], *, wait: float, processes: int) -> None:
    """All anew, beside what is there. processes: how many cut words where there is much to cut."""
    with _alone(door, wait) as session:
        if not _readable(session):
            session.fetch(statements.DROP)
            for statement in statements.CREATE:
                session.fetch(statement)
        _clear(session)
        listed = []
        for one in _built(documents, processes):
            with session.transaction():
                _store(session, one)
            listed.append(_Listed(one.id, one.size, np.empty(0, "<u4")))
        for statement in statements.ANALYSE:
            session.fetch(statement)
        state = session.fetch(statements.STATE)
        with session.transaction():
            _commit(session, version, state[0]["generation"] if state else 0, listed)


@contextmanager
def _alone(door: Door, wait: float) -> Iterator[Writer]:
    with ExitStack() as stack:
        try:
            with told():
                session = stack.enter_context(door.writing(statements.LOCK, wait))
        except IndexUnreachable as error:
            if isinstance(error.__cause__, BlockingIOError):
                raise IndexBusy(PLACE) from None
            raise
        yield Writer(session)


def _readable(session: Writer) -> bool:
    """Whether the tables are there and laid out as this program has them."""
    if not session.fetch(statements.THERE)[0]["there"]:
        return False
    state = session.fetch(statements.STATE)
    return bool(state) and state[0]["version"].split(".")[0] == str(statements.LAYOUT)


def _list(session: Writer, version: str) -> tuple[int, list[_Listed]]:
    if not session.fetch(statements.THERE)[0]["there"]:
        raise IndexMissing(PLACE)
    rows = session.fetch(statements.LISTED)
    if not rows:
        raise IndexMissing(PLACE)
    if rows[0]["version"] != version:
        raise IndexOutdated(PLACE)
    listed = [
        _Listed(row["id"], row["size"], np.frombuffer(row["gone"], "<u4")) for row in rows if row["id"] is not None
    ]
    return rows[0]["generation"], listed


def _add(
    session: Writer,
    version: str,
    generation: int,
    listed: list[_Listed],
    made: Sequence[Packed],
    gone: Sequence[_Listed] = (),
) -> int:
    """Commit new segments, and what is gone of others; the new generation."""
    with session.transaction():
        for one in gone:
            session.fetch(statements.SET_GONE, one.id, one.gone.tobytes())
        for new in made:
            _store(session, new)
            listed.append(_Listed(new.id, new.size, np.empty(0, "<u4")))
        return _commit(session, version, generation, listed)


def _commit(session: Writer, version: str, generation: int, listed: Sequence[_Listed]) -> int:
    """Make a list the one in use. The generation is later than any other, also after the tables were made anew."""
    generation = max(generation + 1, time.time_ns() // 1000)
    names = [one.id for one in listed]
    session.fetch(statements.SET_STATE, version, generation, names)
    session.fetch(statements.LEAVE, names)
    return generation


def _clear(session: Writer) -> None:
    """Delete what nobody reads any more."""
    ids = [row["id"] for row in session.fetch(statements.FORGOTTEN)]
    if ids:
        with session.transaction():
            for statement in statements.FORGET:
                session.fetch(statement, ids)


def _store(session: Writer, one: Packed) -> None:
    session.copy(
        f"{statements.SCHEMA}.segments", ("id", "size", "words", "gone"), [(one.id, one.size, len(one.postings), b"")]
    )
    session.copy(
        f"{statements.SCHEMA}.parts",
        ("segment", "name", "number", "data"),
        ((one.id, name, number, data) for name, number, data in one.parts),
    )
    session.copy(
        f"{statements.SCHEMA}.postings",
        ("segment", "word", "data"),
        ((one.id, mark, data) for mark, data in sorted(one.postings)),
    )


def _gone(
    session: Writer, listed: Sequence[_Listed], owners: dict[int, Owners], identities: set[int], emptied: set[int]
) -> list[_Listed]:
    """The segments of which more is gone than before, for it is replaced or deleted."""
    keys, groups = (np.fromiter(some, np.uint64, len(some)) for some in (identities, emptied))
    changed = []
    known = {one.id: owners.get(one.id) or _owners(session, one.id) for one in listed}
    owners.clear()
    owners.update(known)
    for one in listed:
        identity, group = known[one.id]
        found = np.flatnonzero(np.isin(identity, keys) | np.isin(group, groups))
        gone = np.union1d(one.gone, found).astype("<u4")
        if len(gone) > len(one.gone):
            one.gone = gone
            changed.append(one)
    return changed


def _owners(session: Writer, number: int) -> Owners:
    held = unbound(session.fetch(statements.PART, number, "columns")[0]["data"])
    return held["identity"].copy(), held["group"].copy()


# Merging


def _mergeable(listed: Sequence[_Listed]) -> list[_Listed]:
    """Segments that should become one: many of like size, or one that is mostly gone."""
    for one in listed:
        if len(one.gone) * 2 > one.size:
            return [one]
    tiers: dict[int, list[_Listed]] = {}
    for one in listed:
        tiers.setdefault(int(math.log(max(one.left, _SMALLEST) / _SMALLEST, MANY)), []).append(one)
    for _, some in sorted(tiers.items()):
        if len(some) >= MANY and sum(one.left for one in some) <= LARGEST:
            return some
    return []


def _stored(session: Writer, one: _Listed) -> Stored:
    parts = {name: [row["data"] for row in session.fetch(statements.PART, one.id, name)] for name in PARTS}
    postings = [(row["word"], row["data"]) for row in session.fetch(statements.ALL_POSTINGS, one.id)]
    return Stored(one.size, one.gone, parts, postings)


# Packing


def _packed(documents: Sequence[Document], pool: Executor | None) -> list[Packed]:
    batches = list(_batches(documents))
    return [pool.submit(pack, batch).result() if pool else pack(batch) for batch in batches]


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in segments of a bearable size."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        if batch and (len(batch) >= MOST_DOCUMENTS or size >= MOST_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document.text) + len(document.title)
    if batch:
        yield batch


def _built(documents: Iterable[Document], processes: int) -> Iterator[Packed]:
    """Segments of all documents, packed by several processes where there is more than one to pack."""
    batches = _batches(documents)
    first = list(itertools.islice(batches, 2))
    if processes < 2 or len(first) < 2:
        yield from map(pack, itertools.chain(first, batches))
        return
    with worker_pool(processes) as pool:
        waiting: deque[Future[Packed]] = deque()
        for batch in itertools.chain(first, batches):
            waiting.append(pool.submit(pack, batch))
            if len(waiting) > processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
