"""Makes every template ready before somebody waits for it: at its first showing each costs up to some hundredths of a
second, a page of twenty parts the sum of them, and the first minute after a start is when everybody comes back."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from jinja2 import Environment, TemplateError

FIRST, BETWEEN = 1.0, 0.03  # seconds: after the start, and between two, for whoever is already there


@asynccontextmanager
async def compiling(templates: Environment, first: float = FIRST) -> AsyncIterator[None]:
    """Do so beside the block."""

    async def every() -> None:
        await asyncio.sleep(first)
        for name in templates.list_templates():
            with contextlib.suppress(TemplateError):  # told to whoever opens it
                await asyncio.to_thread(templates.get_template, name)
            await asyncio.sleep(BETWEEN)

    task = asyncio.create_task(every())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
