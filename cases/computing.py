"""What keeps the interpreter busy for long, done one at a time.

Threads of one interpreter compute no faster than one of them does: each more only takes turns away from the event loop,
which has to answer everybody else meanwhile, and from the one that would be done first. Processes are for more of it.
"""

import asyncio
import contextvars
import functools
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


async def computed(work: Callable[Asked, Answer], *args: Asked.args, **terms: Asked.kwargs) -> Answer:
    """What a function returns, called in the thread for such work, behind what came before."""
    call = functools.partial(contextvars.copy_context().run, work, *args, **terms)
    return await asyncio.get_running_loop().run_in_executor(_thread(), call)


@functools.cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="computing")


if hasattr(os, "register_at_fork"):  # a copy of this process has none of its threads
    os.register_at_fork(after_in_child=_thread.cache_clear)
