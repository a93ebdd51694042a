"""An import run: many files, each of them an item; one file's failure is one problem and the rest go on.

A run can be stopped at any moment. What is saved stays saved, and the same command goes on where it was, because
bytes that are kept already are left alone.
"""

import asyncio
import contextlib
import hashlib
import itertools
import logging
import time
from collections import Counter, deque
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cases.actor import Actor
from cases.clock import now
from cases.database import insert_rows, savepoint, write_tx
from cases.errors import CaseError, NotSaved
from cases.importing.document_rows import as_json
from cases.importing.known import Known, known_of, known_sha256s
from cases.importing.lookups import Lookups, load_lookups
from cases.importing.problems import open_problem
from cases.importing.saving import Saved, save_within, tell_of
from cases.importing.workers import AHEAD, Workers
from cases.intake.sources import Source
from cases.reading.shapes import ParsedDocument
from cases.requests import remember
from cases.tables import ImportItem, ImportRun
from cases.vocabulary import Outcome, RunState

BATCH, TOGETHER = 16, 8  # files saved in one transaction, and files fetched in one go
FEW = 3
ABANDONED_AFTER = timedelta(minutes=2)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file. error: why it failed; the ids are None for a file that failed or was only tried."""

    name: str
    outcome: Outcome
    document_id: int | None = None
    case_id: int | None = None
    error: CaseError | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, after each file."""

    run_id: int | None
    done: int
    total: int
    last: Result


@dataclass(frozen=True, slots=True)
class RunReport:
    """A run that has ended. stopped: before its last file. problems: how many were opened, failures included."""

    run_id: int | None
    total: int
    results: tuple[Result, ...]
    problems: int
    stopped: bool
    seconds: float

    @property
    def outcomes(self) -> Counter[Outcome]:
        """How many files ended in which way."""
        return Counter(result.outcome for result in self.results)


@dataclass(frozen=True, slots=True)
class FileInHand:
    """A file that was read: parsed, known already, or an error."""

    ordinal: int
    name: str
    sha256: str | None
    what: ParsedDocument | Saved | CaseError


async def import_sources(
    sources: Iterable[Source],
    *,
    actor: Actor,
    label: str = "",
    location: str = "",
    dry_run: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    run_id: int | None = None,
) -> RunReport:
    """Import files one after the other and say what became of each.

    label: what was asked for, as people know it. location: the paths named, one a line, to find a file again by its
    name. dry_run: everything is tried and nothing kept. stop: asked between files. run_id: a run made by
    ``prepare_run``. A cancelled run ends as stopped, too, and the cancellation goes on.
    """
    begun = time.monotonic()
    listed = await asyncio.to_thread(list, sources)
    if not dry_run:
        run_id = run_id or await prepare_run(label, actor=actor)
        await _start(run_id, [source.name for source in listed], location)
    results: list[Result] = []
    problems = 0
    stopped = True
    try:
        lookups = await load_lookups()
        async with contextlib.aclosing(_batches(listed, stop)) as batches:
            async for batch in batches:
                if dry_run:
                    ended, lookups, opened = await _try(batch, lookups, actor)
                else:
                    ended, lookups, opened = await _keep(batch, lookups, actor, run_id)
                problems += opened
                for result in ended:
                    results.append(result)
                    if on_progress is not None:
                        on_progress(Progress(run_id, len(results), len(listed), result))
                if run_id is not None and await _told_to_stop(run_id):
                    break
        stopped = len(results) < len(listed)
    finally:
        if run_id is not None and not dry_run:
            await asyncio.shield(_finish(run_id, stopped))
    return RunReport(run_id, len(listed), tuple(results), problems, stopped, time.monotonic() - begun)


async def prepare_run(label: str, *, actor: Actor) -> int:
    """Enter a run that waits to be started, so that its page can be shown at once. Returns its id."""
    await stop_abandoned_runs()
    async with write_tx():
        await remember(actor)
        run = ImportRun(source=label, actor=actor.name)
        await ImportRun.insert(run)
    return run.id


async def stop_run(run_id: int) -> None:
    """Have a run end after the files in hand, in whatever process it goes on. What is saved stays."""
    async with write_tx():
        going = (ImportRun.id == run_id) & ImportRun.state.is_in([RunState.WAITING.value, RunState.RUNNING.value])
        await ImportRun.update({ImportRun.state: RunState.STOPPED.value}).where(going)


async def _told_to_stop(run_id: int) -> bool:
    return await ImportRun.exists().where((ImportRun.id == run_id) & (ImportRun.state == RunState.STOPPED.value))


async def stop_abandoned_runs() -> None:
    """Runs whose process is gone say so: they count as stopped when nothing has moved for some minutes."""
    gone = (ImportRun.state == RunState.RUNNING.value) & (ImportRun.updated_at < now() - ABANDONED_AFTER)
    if await ImportRun.exists().where(gone):
        async with write_tx():
            await ImportRun.update({ImportRun.state: RunState.STOPPED.value}).where(gone)


async def _start(run_id: int, names: Sequence[str], location: str) -> None:
    async with write_tx():
        items = [{"run": run_id, "ordinal": i, "name": name, "location": location} for i, name in enumerate(names)]
        await insert_rows(ImportItem, items)
        await ImportRun.update(
            {ImportRun.state: RunState.RUNNING.value, ImportRun.total: len(names), ImportRun.started_at: now()}
        ).where(ImportRun.id == run_id)


async def _finish(run_id: int, stopped: bool) -> None:
    state = RunState.STOPPED if stopped else RunState.DONE
    async with write_tx():
        await ImportRun.update({ImportRun.state: state.value, ImportRun.finished_at: now()}).where(
            ImportRun.id == run_id
        )


async def _batches(
    sources: Sequence[Source], stop: Callable[[], bool] | None
) -> AsyncGenerator[list[FileInHand], None]:
    """Files read and parsed some way ahead, in their order, a handful at a time. Told to stop, it leaves the rest."""
    async with Workers(few=len(sources) <= FEW) as workers:
        waiting: deque[asyncio.Task[list[FileInHand]]] = deque()
        batch: list[FileInHand] = []
        coming = iter(enumerate(sources))
        try:
            while not (stop is not None and stop()):
                while len(waiting) * TOGETHER < AHEAD and (following := list(itertools.islice(coming, TOGETHER))):
                    waiting.append(asyncio.create_task(read_files(following, workers)))
                if not waiting:
                    break
                batch += await waiting.popleft()
                if len(batch) >= BATCH or not (waiting and waiting[0].done()):
                    yield batch
                    batch = []
            if batch:
                yield batch
        finally:
            for task in waiting:
                task.cancel()


async def read_files(some: Sequence[tuple[int, Source]], workers: Workers) -> list[FileInHand]:
    """Fetch the bytes of some files, each with its ordinal, and parse them, unless they are known already."""
    fetched = await asyncio.to_thread(lambda: [_bytes_of(source) for _, source in some])
    known = await known_sha256s(sha256 for sha256, _ in fetched if sha256 is not None)

    async def one(ordinal: int, source: Source, sha256: str | None, data: bytes | CaseError) -> FileInHand:
        if isinstance(data, CaseError):
            return FileInHand(ordinal, source.name, None, data)
        if sha256 in known:
            return FileInHand(ordinal, source.name, sha256, Saved(Outcome.UNCHANGED, known[sha256], None))
        return FileInHand(ordinal, source.name, sha256, await workers.parse(source.name, data))

    return await asyncio.gather(*(one(*file, *bytes_) for file, bytes_ in zip(some, fetched, strict=True)))


def _bytes_of(source: Source) -> tuple[str | None, bytes | CaseError]:
    """A file's sha256 and bytes, or why they cannot be read."""
    try:
        data = source.read()
    except CaseError as error:
        return None, error
    return hashlib.sha256(data).hexdigest(), data


async def _keep(
    batch: Sequence[FileInHand], lookups: Lookups, actor: Actor, run: int | None
) -> tuple[list[Result], Lookups, int]:
    """Save a handful of files in one transaction, each within a savepoint of its own."""
    async with write_tx() as transaction:
        ordinals = [read.ordinal for read in batch]
        rows = await ImportItem.select(ImportItem.id, ImportItem.ordinal).where(
            (ImportItem.run == run) & ImportItem.ordinal.is_in(ordinals)
        )
        items = {row["ordinal"]: row["id"] for row in rows}
        kept = await keep_files(batch, items, transaction, lookups, actor, run)
        await ImportRun.update({ImportRun.done: ImportRun.done + len(batch)}).where(ImportRun.id == run)
    return kept


async def keep_files(
    batch: Sequence[FileInHand],
    items: Mapping[int, int],
    transaction: Any,
    lookups: Lookups,
    actor: Actor,
    run: int | None,
) -> tuple[list[Result], Lookups, int]:
    """Save files within the caller's transaction and write down what became of each.

    items: ids of the files' items by ordinal. Returns the results, the look-ups to go on with, and how many problems
    were opened.
    """
    known = await known_of([read.what for read in batch if isinstance(read.what, ParsedDocument)], lookups)
    results, all_saved, opened = [], [], 0
    for read in batch:
        result = _without_saving(read)
        if result is None:
            try:
                async with savepoint(transaction):
                    saved = await _save(read, lookups, known, run, items[read.ordinal])
                result = Result(read.name, saved.outcome, saved.document_id, saved.case_id)
                all_saved.append(saved)
                opened += len(saved.problems)
            except Exception:  # the one place: whatever is wrong with one file, the others go on
                _log.exception("saving %s failed", read.name)
                result = Result(read.name, Outcome.FAILED, error=NotSaved(read.name))
                lookups = await load_lookups()  # it may hold rows that were rolled back
        if result.error is not None:
            await open_problem(result.error, run=run, item=items[read.ordinal])
            opened += 1
        results.append(result)
    await tell_of(all_saved, actor)
    await _end(batch, results, run)
    return results, lookups, opened


def _without_saving(read: FileInHand) -> Result | None:
    """What became of a file that is known already or could not be read; None for one that is to be saved."""
    if isinstance(read.what, Saved):
        return Result(read.name, Outcome.UNCHANGED, read.what.document_id, read.what.case_id)
    return Result(read.name, Outcome.FAILED, error=read.what) if isinstance(read.what, CaseError) else None


async def _save(read: FileInHand, lookups: Lookups, known: Known, run: int | None, item: int) -> Saved:
    assert isinstance(read.what, ParsedDocument)
    return await save_within(read.what, lookups=lookups, known=known, run=run, item=item)


async def _end(batch: Sequence[FileInHand], results: Sequence[Result], run: int | None) -> None:
    """Complete the items of files, all at once: they are there, so that nothing is inserted."""
    rows = [
        {
            "run": run,
            "ordinal": read.ordinal,
            "name": read.name,
            "sha256": read.sha256,
            "outcome": result.outcome.value,
            "document": result.document_id,
            "case": result.case_id,
            "flags": as_json([flag.value for flag in read.what.flags] if isinstance(read.what, ParsedDocument) else []),
        }
        for read, result in zip(batch, results, strict=True)
    ]
    await insert_rows(ImportItem, rows, over=("run", "ordinal"))


class _NotKept(Exception):
    """Ends the transaction of a dry run."""


async def _try(batch: Sequence[FileInHand], lookups: Lookups, actor: Actor) -> tuple[list[Result], Lookups, int]:
    """What would become of a handful of files; nothing of it is kept."""
    results, opened = [], 0
    for read in batch:
        if isinstance(read.what, CaseError):
            results.append(Result(read.name, Outcome.FAILED, error=read.what))
        elif isinstance(read.what, Saved):
            results.append(Result(read.name, Outcome.UNCHANGED, read.what.document_id))
        else:
            saved, size = None, lookups.size
            with contextlib.suppress(_NotKept):
                async with write_tx():
                    saved = await save_within(read.what, lookups=lookups)
                    await tell_of([saved], actor)
                    raise _NotKept
            assert saved is not None
            if lookups.size != size:
                lookups = await load_lookups()  # it holds places that were rolled back
            opened += len(saved.problems)
            results.append(Result(read.name, saved.outcome))
    return results, lookups, opened
