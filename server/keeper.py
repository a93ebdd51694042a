"""The keeper brings the index into step with the database: once, or for as long as the program runs."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from cases import fulltext
from cases.fulltext import UNUSABLE, Index, SearchError
from cases.importing.workers import process_pool

PAUSE = 1.0
# Marks that are worth a commit of their own while more are coming: some hundred pages.
MANY = 200
_log = logging.getLogger(__name__)


async def opened(folder: Path | None, *, mending: bool = True) -> Index:
    """The index of a folder, or that in the database, as for ``fulltext.open_index``.

    One that is missing, damaged or of another version is made anew from the database first. mending: False in a
    process beside the one that keeps the index of the database; it waits for that one and answers no search before.
    """
    try:
        return fulltext.open_index(folder, usable=mending)
    except UNUSABLE as problem:
        _log.warning("index made anew: %s", problem)
        await fulltext.rebuild(folder)
        return fulltext.open_index(folder)


async def mend(index: Index) -> bool:
    """Make an index anew that is gone or not as it was written, and say so; what else is wrong with it is raised."""
    try:
        await asyncio.to_thread(index.inspect)
    except UNUSABLE as problem:
        _log.warning("index made anew: %s", problem)
        await fulltext.rebuild(index)
        return True
    return False


@contextlib.asynccontextmanager
async def warming(index: Index) -> AsyncIterator[None]:
    """Load in a thread what the first misspelt question would wait for, while the block begins."""
    task = asyncio.create_task(asyncio.to_thread(index.warm))
    try:
        yield
    finally:
        with contextlib.suppress(SearchError):
            await task


@contextlib.asynccontextmanager
async def keeping_up(index: Index) -> AsyncIterator[None]:
    """Bring in beside the block what a long import saves, in a process of its own; at the end nothing is left.

    Raises SearchError where the rest cannot be brought in. When the block fails its marks stay for the next time.
    """
    stop = asyncio.Event()
    with process_pool(1) as pool:
        task = asyncio.create_task(keep(index, stop, least=MANY, pool=pool))
        try:
            yield
        finally:
            stop.set()
            begun = await task
        try:
            await catch_up(index, pool=pool if begun else None)  # a process for a few pages would take longer to start
        except BrokenProcessPool:
            await catch_up(index)


async def catch_up(index: Index, *, least: int = 1, pool: Executor | None = None) -> int:
    """Bring in everything that is marked stale; how many things were done. Raises SearchError.

    least, pool: see ``fulltext.refresh``.
    """
    done = 0
    while step := await fulltext.refresh(index, least=least, pool=pool):
        done += step
    return done


async def keep(index: Index, stop: asyncio.Event, *, least: int = 1, pool: Executor | None = None) -> int:
    """Catch up again and again until told to stop; how many things were done.

    A busy index belongs to another keeper for the moment and is tried again; anything else that goes wrong is logged
    and tried again too, for a keeper that has died silently would hide new replies from every search.
    """
    done = 0
    while not stop.is_set():
        try:
            await mend(index)
            done += await catch_up(index, least=least, pool=pool)
        except SearchError as problem:
            _log.warning("index not refreshed: %s", problem)
        except Exception:
            _log.exception("index not refreshed")
        try:
            await asyncio.wait_for(stop.wait(), PAUSE)
        except TimeoutError:
            continue
    return done
