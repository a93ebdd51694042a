"""The keeper brings the index into step with the database: once, or for as long as the program runs."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from cases import fulltext
from cases.fulltext import Index, SearchError

PAUSE = 1.0
_log = logging.getLogger(__name__)


async def opened(folder: Path) -> Index:
    """The index of a folder; one that is damaged or of another version is made anew from the database first."""
    try:
        return fulltext.open_index(folder)
    except SearchError as problem:
        _log.warning("index made anew: %s", problem)
        await fulltext.rebuild(folder)
        return fulltext.open_index(folder)


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
async def keeping(index: Index) -> AsyncIterator[None]:
    """Keep the index in step while the block runs."""
    stop = asyncio.Event()
    task = asyncio.create_task(keep(index, stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def catch_up(index: Index) -> int:
    """Bring in everything that is marked stale; how many things were done. Raises SearchError."""
    done = 0
    while step := await fulltext.refresh(index):
        done += step
    return done


async def keep(index: Index, stop: asyncio.Event) -> None:
    """Catch up again and again until told to stop.

    A busy index belongs to another keeper for the moment and is tried again; anything else that goes wrong is logged
    and tried again too, for a keeper that has died silently would hide new replies from every search.
    """
    while not stop.is_set():
        try:
            await catch_up(index)
        except SearchError as problem:
            _log.warning("index not refreshed: %s", problem)
        except Exception:
            _log.exception("index not refreshed")
        try:
            await asyncio.wait_for(stop.wait(), PAUSE)
        except TimeoutError:
            continue
