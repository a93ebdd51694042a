"""The keeper brings the index into step with the database: once, or for as long as the program runs."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from cases import fulltext
from cases.fulltext import UNUSABLE, Index, IndexMissing, SearchError
from cases.importing.workers import process_pool
from cases.pacing import hurried

PAUSE = 1.0
# Marks that are worth a commit of their own while more are coming: some hundred pages.
MANY = 200
_log = logging.getLogger(__name__)


async def opened(folder: Path | None) -> Index:
    """The index of a folder, or that in the database, as for ``fulltext.open_index``.

    One that is missing, damaged or of another version is made anew from the database first: of a large archive that
    takes minutes, so the web takes ``fulltext.begin`` instead, and its keeper mends.
    """
    try:
        return fulltext.open_index(folder, create=False)
    except UNUSABLE as problem:
        # At a first start there is none, which is nothing to warn of; one that goes while the program runs is mended
        # by its keeper, and told.
        _log.log(logging.INFO if isinstance(problem, IndexMissing) else logging.WARNING, "index made anew: %s", problem)
        await fulltext.rebuild(folder)
        return fulltext.open_index(folder)


async def mend(index: Index, stop: asyncio.Event | None = None) -> bool:
    """Make an index anew that is gone or not as it was written, and say so; what else is wrong with it is raised.

    stop: breaks it off, so that whoever ends the program does not wait for the end of it.
    """
    try:
        await asyncio.to_thread(index.inspect)
    except UNUSABLE as problem:
        _log.warning("index made anew: %s", problem)
        begun = time.monotonic()
        with hurried():
            count = await fulltext.rebuild(index, stopped=stop.is_set if stop else lambda: False)
        await asyncio.to_thread(index.warm)
        _log.info("index made anew: %d documents in %.0f s", count, time.monotonic() - begun)
        return True
    return False


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
            await mend(index, stop)
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
