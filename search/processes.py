"""Processes that share the work of an index, and end with the one that started them, however that one ends."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker_pool(
    processes: int, begin: Callable[..., object] | None = None, words: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """A pool of fresh processes. begin: what each does first, with these words."""
    fresh = multiprocessing.get_context("spawn")  # a fork would copy the locks of other threads
    return ProcessPoolExecutor(processes, mp_context=fresh, initializer=_begin, initargs=(begin, words))


def _begin(begin: Callable[..., object] | None, words: tuple[Any, ...]) -> None:
    threading.Thread(target=_end_with_starter, name="starter", daemon=True).start()
    if begin is not None:
        begin(*words)


def _end_with_starter() -> None:
    """A pool's workers hold both ends of the queue they wait at, and would never learn that its owner was killed."""
    starter = multiprocessing.parent_process()
    if starter is not None:
        starter.join()
        os._exit(1)  # no clean-up: there is nobody to hand anything to
