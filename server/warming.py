"""What the first readers would wait for, loaded and counted beside the start."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from time import perf_counter
from typing import Any

from cases.fulltext import SearchError
from cases.queries.first_reads import read_ahead

MOST = 10.0  # seconds; then people had better wait for a page than for the program
_log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def warming(state: Any, *, counts: bool) -> AsyncIterator[None]:
    """Load what the first questions ask of the index while the block begins; until then the program answers, but says
    that it is not ready. state: of the application; ``warm`` says that it is done, or has taken too long.

    counts: count what everybody's first page asks for, too. Of PostgreSQL, where each of hundreds who come at once
    would have the same rows counted before any answer is kept, and all wait for them. SQLite's readers wait for one
    another's answers: there it would only lengthen the start. Nothing that goes wrong here keeps anybody out: it will
    be told to whoever asks for the same.
    """
    state.warm = False
    loading = asyncio.create_task(asyncio.to_thread(state.index.warm))
    task = asyncio.create_task(_warmed(state, loading, counts))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        with contextlib.suppress(SearchError):
            await loading


async def _warmed(state: Any, loading: asyncio.Task[None], counts: bool) -> None:
    begun = perf_counter()
    try:
        async with asyncio.timeout(MOST):
            if counts:
                await read_ahead()
                _log.info("counted ahead in %.1f s", perf_counter() - begun)
            with contextlib.suppress(SearchError):  # lost or of another version: the keeper makes it anew
                await asyncio.shield(loading)
    except Exception as problem:  # whatever it is: people are told of it where they meet it
        _log.warning("not warm: %s: %s", type(problem).__name__, problem)
    finally:
        state.warm = True
