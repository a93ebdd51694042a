"""Being the one keeper: its work is done by one process of all machines, and begun by another when that one is gone."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

from cases import database
from cases.engines.duty import BEAT, Duty, OffDuty, on_duty
from cases.engines.file_duty import FileDuty

Work = Callable[[asyncio.Event], Awaitable[None]]
_log = logging.getLogger(__name__)


async def keep_in_turn(work: Work, stop: asyncio.Event) -> None:
    """Do the work, which ends when it is told to, while on duty.

    Whoever is not on duty any more is stopped in the middle of whatever he does; see ``cases.engines.duty``.
    """
    duty = database.keeper_duty()
    try:
        while not stop.is_set():
            term = await duty.taken()
            if term is None:
                await _pause(stop)
                continue
            _log.info("on duty")
            on_duty.set(term)  # for the tasks started from here on
            await _until_lost(duty, work, stop)
            if not stop.is_set():
                _log.warning("off duty")
                await _pause(stop)
    finally:
        duty.drop()


@contextlib.asynccontextmanager
async def keeping_in_turn(work: Work) -> AsyncIterator[None]:
    """The same beside a block, until its end."""
    stop = asyncio.Event()
    task = asyncio.create_task(keep_in_turn(work, stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def _until_lost(duty: Duty | FileDuty, work: Work, stop: asyncio.Event) -> None:
    working = asyncio.create_task(_done(work, stop))
    lost = asyncio.create_task(duty.lost())
    try:
        await asyncio.wait((working, lost), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (working, lost):
            task.cancel()
        await asyncio.gather(working, lost, return_exceptions=True)
        duty.drop()


async def _done(work: Work, stop: asyncio.Event) -> None:
    try:
        await work(stop)
    except OffDuty:
        _log.warning("stopped: another keeper is on duty")
    except Exception:
        _log.exception("the keeper's work broke off")


async def _pause(stop: asyncio.Event) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), BEAT)
