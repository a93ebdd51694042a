"""Reads and parses files in processes of their own: Chinese rules are pure computation and would stop everybody."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self

from cases.errors import CaseError, NotSaved
from cases.importing.parsing import parse
from cases.intake.sources import read_document
from cases.reading.shapes import ParsedDocument

PROCESSES = 2
AHEAD = 32  # files read before they are needed: two batches, so that one is ready when another was saved
_log = logging.getLogger(__name__)


def read_and_parse(name: str, data: bytes) -> ParsedDocument | CaseError:
    """One file as everything that was read from it, or the error that says why not. Never raises."""
    try:
        return parse(read_document(name, data))
    except CaseError as error:
        return error
    except Exception:
        _log.exception("parsing %s failed", name)
        return NotSaved(name)


class Workers:
    """A pool for the length of one run. With few files there is no pool: starting it would take longer than reading."""

    def __init__(self, *, processes: int = PROCESSES, few: bool = False) -> None:
        self._processes = 0 if few else processes
        self._pool: ProcessPoolExecutor | None = None
        self._alone = asyncio.Lock()

    async def __aenter__(self) -> Self:
        if self._processes:
            self._pool = process_pool(self._processes)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    async def parse(self, name: str, data: bytes) -> ParsedDocument | CaseError:
        """Read and parse one file. A file that kills its process is one error; its neighbours are read again."""
        if self._pool is None:
            return await asyncio.to_thread(read_and_parse, name, data)
        pool, loop = self._pool, asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(pool, read_and_parse, name, data)
        except BrokenProcessPool:
            return await self._parse_alone(pool, name, data)

    async def _parse_alone(self, broken: ProcessPoolExecutor, name: str, data: bytes) -> ParsedDocument | CaseError:
        async with self._alone:
            if self._pool is broken:
                self._pool = process_pool(self._processes)
            with process_pool(1) as single:
                try:
                    return await asyncio.get_running_loop().run_in_executor(single, read_and_parse, name, data)
                except BrokenProcessPool:
                    _log.exception("parsing %s killed its process", name)
                    return NotSaved(name)


def process_pool(processes: int) -> ProcessPoolExecutor:
    """Processes that start with their first task, leave Ctrl+C to this one, and end with it, however it ends."""
    fresh = multiprocessing.get_context("spawn")  # a fork would copy the locks of the database's threads
    return ProcessPoolExecutor(processes, mp_context=fresh, initializer=_begin)


def _begin() -> None:
    """Ctrl+C is the parent's to handle; when it is killed, its output must not stay open for ever with us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # the pool's workers hold both ends of the queue they wait at, and would never learn of it
