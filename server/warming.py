"""What the first readers would wait for, made ready beside the start. Until then the program answers, but says that it
is not ready: whoever comes with hundreds of others finds it warm."""

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
async def warming(state: Any, *, counts: bool) -> AsyncIterator[None]:
    """Load while the block begins. state: of the application, with its index; ``warm`` says that it is done. counts:
    also those of the lists.

    Nothing that goes wrong here keeps anybody out: it will be told to whoever asks for the same.
    """
    state.warm = False
    loading = asyncio.create_task(_loaded(state.index))
    counting = asyncio.create_task(_counted() if counts else asyncio.sleep(0))
    told = asyncio.create_task(_told(state, loading, counting))
    try:
        yield
    finally:
        counting.cancel()  # the other one is a thread's, which goes on to its end
        await asyncio.wait([loading, counting, told])


async def _told(state: Any, *work: asyncio.Task[None]) -> None:
    begun = perf_counter()
    await asyncio.wait(work, timeout=MOST)
    state.warm = True
    _log.info("warm after %.1f s", perf_counter() - begun)


async def _loaded(index: Index) -> None:
    with contextlib.suppress(SearchError):  # the keeper makes it anew and tells
        await asyncio.to_thread(index.warm)


async def _counted() -> None:
    try:
        await read_ahead()
    except Exception as problem:  # whatever it is: people are told of it where they meet it
        _log.warning("not counted ahead: %s: %s", type(problem).__name__, problem)
