"""What the first readers would wait for, loaded and counted beside the start."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from time import perf_counter
from typing import Any

from cases.fulltext import Index, SearchError
from cases.queries.first_reads import read_ahead

MOST = 10.0  # seconds; then people had better wait for a page than for the program
_log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def warming(index: Index) -> AsyncIterator[None]:
    """Load in a thread what the first questions would wait for, while the block begins."""
    task = asyncio.create_task(asyncio.to_thread(index.warm))
    try:
        yield
    finally:
        with contextlib.suppress(SearchError):
            await task


@contextlib.asynccontextmanager
async def counting_ahead(state: Any) -> AsyncIterator[None]:
    """Count what everybody's first page asks for while the block begins; until then the program answers, but says that
    it is not ready. state: of the application; ``warm`` says that it is done, or has taken too long.

    Of PostgreSQL, where each of hundreds who come at once would have the same rows counted before any answer is kept,
    and all wait for them. SQLite's readers wait for one another's answers: there it would only lengthen the start.
    Nothing that goes wrong here keeps anybody out: it will be told to whoever asks for the same.
    """
    state.warm = False
    task = asyncio.create_task(_counted(state))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _counted(state: Any) -> None:
    begun = perf_counter()
    try:
        async with asyncio.timeout(MOST):
            await read_ahead()
        _log.info("counted ahead in %.1f s", perf_counter() - begun)
    except Exception as problem:  # whatever it is: people are told of it where they meet it
        _log.warning("not counted ahead: %s: %s", type(problem).__name__, problem)
    finally:
        state.warm = True
