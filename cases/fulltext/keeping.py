"""The index kept in step with the database, wherever it is: in a folder of this machine, or in PostgreSQL itself."""

import asyncio
import functools
import itertools
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from typing import Any

import search
from cases.database import side_door, write_tx
from cases.pacing import Stint
from cases.queries.entries import Entry, case_entries, document_entries
from cases.queries.references import case_identifiers, name_identifiers, paper_identifiers, session_in
from cases.stale_marks import mark_stale
from cases.tables import Case, Document, StaleMark
from search import IndexDamaged, IndexMissing, IndexOutdated, IndexUnfinished, TableIndex

Index = search.Index | TableIndex
# What ``rebuild`` mends.
UNUSABLE = (IndexMissing, IndexOutdated, IndexDamaged)
# Seconds that a writer waits for another one: the import beside a running server.
PATIENCE = 20.0
_BATCH = 200
_READ = 20  # things that are read at a time while people are served
_MOST_PROCESSES = 4


def open_index(folder: Path | None, *, create: bool = True, usable: bool = True) -> Index:
    """The index in a folder, or, without one, that in the opened database. Raises SearchError where it must be rebuilt.

    create: make an empty one in the folder where there is none. usable: False where somebody mends it meanwhile and it
    is enough that there will be one; until then it answers with those errors.
    """
    if folder is not None:
        return search.open_index(folder, create=create, usable=usable)
    index = TableIndex(side_door())
    if usable:
        index.generation  # noqa: B018 - asks for it
    return index


async def begin(folder: Path | None) -> Index:
    """The index for a program that must not wait until it is usable; see ``open_index``.

    An empty one is made where nothing could stand in it; of an archive that has lost its own it would say that there
    is nothing to be found.
    """
    empty = not (await Case.exists() or await Document.exists())
    return open_index(folder, create=empty, usable=False)


def document_of(entry: Entry) -> search.Document:
    """The document of the index that stands for an entry."""
    case = entry.case
    exact: tuple[str, ...] = ()
    if case is not None:
        known = (case["term"], case["meeting"]) if case["meeting"] else None
        session = known or session_in(search.counted(case["session_text"] or ""))
        exact = case_identifiers(
            key=case["key"], number=case["number"], delegation=search.counted(case["delegation"] or ""), session=session
        )
    if entry.numbers or entry.names:
        exact += paper_identifiers(search.counted(number) for number in entry.numbers if number)
        exact += name_identifiers(search.counted(name) for name in entry.names)
    return search.Document(
        key=entry.key,
        kind=entry.kind,
        group=entry.group,
        title=entry.title,
        text=entry.text,
        exact=exact,
        facets=entry.facets,
        date=_number(entry.day),
        deadline=_number(entry.due),
        audience=entry.readers,
    )


def _number(day: date | None) -> int:
    """A day as yyyymmdd, 0 for none."""
    return day.year * 10_000 + day.month * 100 + day.day if day else 0


async def refresh(index: Index, limit: int = 500, *, least: int = 1, pool: Executor | None = None) -> int:
    """Bring into the index what was marked stale, at most so many things; how many were done.

    A mark is deleted only as it was read: a thing that changed again meanwhile keeps its mark. IndexBusy where another
    process goes on writing. least: with fewer marks nothing is done. pool: where the work
    is done that needs no database, else a thread.
    """
    marks = await StaleMark.select(*StaleMark.all_columns()).order_by(StaleMark.id).limit(limit)
    if len(marks) < max(least, 1):
        return 0
    cases = [mark["thing_id"] for mark in marks if mark["thing"] == "case"]
    papers = [mark["thing_id"] for mark in marks if mark["thing"] == "document"]
    groups = [f"case:{i}" for i in cases] + [f"document:{i}" for i in papers]
    if isinstance(index, TableIndex):
        await asyncio.to_thread(index.write, _in_turn(cases, papers), groups=groups, wait=PATIENCE, pool=pool)
    else:
        documents = await _documents(cases, papers)
        writing = functools.partial(search.write, index.folder, documents, groups=groups, wait=PATIENCE)
        await asyncio.get_running_loop().run_in_executor(pool, writing)
    await _forget(marks, doubted=not isinstance(index, TableIndex))
    return len(marks)


async def _documents(cases: Sequence[int], papers: Sequence[int]) -> list[search.Document]:
    found, stint = [], Stint()
    for read, ids in ((case_entries, cases), (document_entries, papers)):
        for at in range(0, len(ids), _READ):
            for entry in await read(ids[at : at + _READ]):
                found.append(document_of(entry))
                await stint.pause()
    return found


def _in_turn(cases: Sequence[int], papers: Sequence[int]) -> Iterator[search.Document]:
    """The same, read when another thread asks for them: under the index's lock, so that of two writers the later one
    has the newer text."""
    loop = asyncio.get_running_loop()

    def read() -> Iterator[search.Document]:
        yield from asyncio.run_coroutine_threadsafe(_documents(cases, papers), loop).result()

    return read()


async def _forget(marks: Sequence[Mapping[str, Any]], *, doubted: bool = False) -> None:
    """Delete the marks that were read; one set anew meanwhile has another stamp and stays.

    doubted: a mark that is gone was used up by another writer while this one waited for the lock with what it had read
    before: the later of the two may have written the older text, so the thing is read once more.
    """
    for at in range(0, len(marks), _BATCH):
        some = {mark["id"]: mark for mark in marks[at : at + _BATCH]}
        stamps = [mark["stamp"] for mark in some.values()]
        async with write_tx():
            ours = StaleMark.id.is_in(list(some)) & StaleMark.stamp.is_in(stamps)
            deleted = await StaleMark.delete().where(ours).returning(StaleMark.id)
            gone = some.keys() - {row["id"] for row in deleted}
            if doubted and gone:
                await mark_stale(*((some[one]["thing"], some[one]["thing_id"]) for one in gone))


async def rebuild(index: Index | Path | None, *, stopped: Callable[[], bool] = lambda: False) -> int:
    """Make the index anew from the whole database, beside the old one; the number of documents in it.

    index: itself or where it is, as for ``open_index``. The database is read under the index's lock: what another
    process would bring into the old index meanwhile waits. stopped: asked again and again; once it says so the old
    index stays, with IndexUnfinished.
    """
    loop = asyncio.get_running_loop()
    batches = _everything()
    marks: list[Mapping[str, Any]] = []
    count = 0

    async def batch() -> list[Entry] | None:
        if stopped():
            raise IndexUnfinished
        if not marks and not count:
            marks.extend(await StaleMark.select(StaleMark.id, StaleMark.stamp))
        return await anext(batches, None)

    def documents() -> Iterator[search.Document]:
        nonlocal count
        while (some := asyncio.run_coroutine_threadsafe(batch(), loop).result()) is not None:
            count += len(some)
            yield from map(document_of, some)  # in this thread: the loop has pages to answer meanwhile

    await asyncio.to_thread(_rebuild, index, documents())
    await _forget(marks)
    return count


def _rebuild(index: Index | Path | None, documents: Iterator[search.Document]) -> None:
    where = TableIndex(side_door()) if index is None else index
    if isinstance(where, TableIndex):
        where.rebuild(documents, wait=PATIENCE, processes=min(_MOST_PROCESSES, search.cores()))
    else:
        search.rebuild(where.folder if isinstance(where, search.Index) else where, documents, wait=PATIENCE)


async def check(index: Index) -> Mapping[str, tuple[str, ...]]:
    """How index and database differ: keys "missing" from the index, "stale" in it, and "left" over in it."""
    wanted = {one.key: search.version_of(document_of(one)) async for batch in _everything() for one in batch}
    held = await asyncio.to_thread(index.versions)
    return {
        "missing": tuple(sorted(wanted.keys() - held.keys())),
        "stale": tuple(sorted(key for key in wanted.keys() & held.keys() if wanted[key] != held[key])),
        "left": tuple(sorted(held.keys() - wanted.keys())),
    }


async def _everything() -> AsyncIterator[list[Entry]]:
    for table, read in ((Case, case_entries), (Document, document_entries)):
        ids = [row["id"] for row in await table.select(table.id).order_by(table.id)]
        for batch in _batches(ids):
            yield list(await read(batch))


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while batch := list(itertools.islice(rest, _BATCH)):
        yield batch
