"""Gives memory that the program has freed back to the machine: glibc keeps it, in a heap for each few threads."""

import asyncio
import contextlib
import ctypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

HEAPS = 2  # as many as are used at a time where one thread computes and another one reads
PAUSE = 30.0  # seconds from one time to the next; it takes some milliseconds, in a thread
_M_ARENA_MAX = -8


def _library() -> ctypes.CDLL | None:
    """The C library, None where it is another one than glibc."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        if library.gnu_get_libc_version and library.malloc_trim and library.mallopt:
            return library
    return None


def few_heaps() -> None:
    """Have threads share heaps; before they begin."""
    if library := _library():
        library.mallopt(_M_ARENA_MAX, HEAPS)


def trim() -> None:
    """Give back whatever whole pages are free."""
    if library := _library():
        library.malloc_trim(0)


@asynccontextmanager
async def trimming() -> AsyncIterator[None]:
    """Do so again and again while the block runs."""

    async def again() -> None:
        while True:
            await asyncio.sleep(PAUSE)
            await asyncio.to_thread(trim)

    task = asyncio.create_task(again())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
