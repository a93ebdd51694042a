"""A clock that jumps: a day ahead, an hour back, to 1970, over the end of 32-bit seconds; and comes right again."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from random import Random

from cases import database, tables
from cases.actions.sessions import LIFETIME
from cases.clock import now
from tests.faults.ledger import Ledger, under_way
from tests.faults.places import NoPlace
from tests.faults.site import Site

# As libfaketime reads them from its file.
JUMPS = {"day_ahead": "+1d", "hour_back": "-1h", "to_1970": "@1970-01-02 00:00:00", "to_2038": "@2038-01-19 03:14:05"}
RIGHT = "+0"
SECONDS, PATIENCE = 5.0, 60.0
_LIBRARIES = ("libfaketimeMT.so.1", "libfaketime.so.1")
_SLACK = timedelta(minutes=5)


def jump(name: str) -> Callable[[Site, Ledger, Random], Awaitable[list[str]]]:
    """The fault: the clock of the program jumps, and some seconds later back. Raises NoPlace without libfaketime."""

    async def strike(site: Site, ledger: Ledger, draw: Random) -> list[str]:
        site.more = await asyncio.to_thread(_told, site)
        try:
            site.kill_all()
            await site.ready()
            return await _jumped(site, ledger, name)
        finally:
            site.more = {}
            site.kill_all()
            await site.ready()

    return strike


async def _jumped(site: Site, ledger: Ledger, name: str) -> list[str]:
    # A program that has just begun compiles its pages, and on a busy machine saves nothing for a while by any clock.
    if not (await under_way(ledger) or await under_way(ledger)):
        return ["I14 时钟还没有动，重新启动两分钟后什么也存不进"]
    await _set(site, JUMPS[name])
    before, ended, statuses = ledger.acknowledged, ledger.signed_out, Counter(ledger.statuses)
    await asyncio.sleep(SECONDS)
    until = time.monotonic() + PATIENCE
    while name == "hour_back" and ledger.acknowledged == before and time.monotonic() < until:  # noqa: ASYNC110 - counted
        await asyncio.sleep(0.1)
    found = []
    if name == "hour_back" and ledger.acknowledged == before:
        found.append(f"I13 时钟退一小时，谁也存不进了：{dict(ledger.statuses - statuses)}，无回答 {ledger.unheard}")
    if name in ("day_ahead", "to_2038") and ledger.signed_out == ended:
        found.append("I13 时钟走过一天，会话还没有结束")
    await _set(site, RIGHT)
    if name == "hour_back" and await under_way(ledger) and ledger.signed_out > ended:
        found.append(f"I13 时钟退一小时又走正，有 {ledger.signed_out - ended} 次要求重新登录")
    return found + await _for_ever(site)


async def _set(site: Site, clock: str) -> None:
    """Set the clock of the program, and wait until every process has read the file again."""
    await asyncio.to_thread(Path(site.more["FAKETIME_TIMESTAMP_FILE"]).write_text, clock)
    await asyncio.sleep(1.5)


async def _for_ever(site: Site) -> list[str]:
    """Sessions that would outlive what a session may."""
    await database.open_database(site.url, migrated=False)
    try:
        session = tables.WebSession
        late = (session.expires_at > now() + LIFETIME + _SLACK) | (session.seen_at > now() + _SLACK)
        count = await session.count().where(late)
    finally:
        await database.close()
    return [f"I13 {count} 个会话的时间在将来"] if count else []


def _told(site: Site) -> dict[str, str]:
    found = [path for name in _LIBRARIES for path in Path("/usr/lib").glob(f"*/faketime/{name}")]
    if not found:
        raise NoPlace("no libfaketime: apt-get install libfaketime")
    file = site.folder / "clock"
    file.write_text(RIGHT)
    settings = {"FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_RESET": "1"}
    return {"LD_PRELOAD": str(found[0]), "DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", **settings}
