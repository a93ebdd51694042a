"""A clock that jumps: a day ahead, an hour back, to 1970, over the end of 32-bit seconds; and comes right again.

The program goes on through all of it: what it set itself to do by the wrong clock it must do by the right one as well.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from cases import database, tables
from cases.actions.sessions import LIFETIME
from cases.clock import now
from tests.faults import wrong_clock
from tests.faults.ledger import Ledger, under_way
from tests.faults.site import Site

# By how many seconds, or to which instant.
JUMPS: dict[str, timedelta | datetime] = {
    "day_ahead": timedelta(days=1), "hour_back": -timedelta(hours=1),
    "to_1970": datetime(1970, 1, 2, tzinfo=UTC), "to_2038": datetime(2038, 1, 19, 3, 14, 5, tzinfo=UTC),
}  # fmt: skip
RIGHT = timedelta()
SECONDS, PATIENCE = 5.0, 60.0
_SLACK = timedelta(minutes=5)


def jump(name: str) -> Callable[[Site, Ledger, Random], Awaitable[list[str]]]:
    """The fault: the clock of the program jumps, and some seconds later back. On ground "clock" alone."""

    async def strike(site: Site, ledger: Ledger, draw: Random) -> list[str]:
        sessions = await _sessions(site)
        try:
            return await _jumped(site, ledger, name)
        finally:
            await asyncio.to_thread(wrong_clock.turn, site.more, RIGHT)
            await _enter_again(site, sessions)

    return strike


async def _jumped(site: Site, ledger: Ledger, name: str) -> list[str]:
    # A program that has just begun compiles its pages, and on a busy machine saves nothing for a while by any clock.
    if not (await under_way(ledger) or await under_way(ledger)):
        return ["I14 时钟还没有动，两分钟里什么也存不进"]
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


async def _set(site: Site, clock: timedelta | datetime) -> None:
    """Set the clock of the program, and wait until every process has read the file again."""
    wrong_by = clock - datetime.now(UTC) if isinstance(clock, datetime) else clock
    await asyncio.to_thread(wrong_clock.turn, site.more, wrong_by)
    await asyncio.sleep(1.5)


async def _sessions(site: Site) -> list[dict[str, Any]]:
    await database.open_database(site.url, migrated=False)
    try:
        return await tables.WebSession.select()
    finally:
        await database.close()


async def _enter_again(site: Site, sessions: Sequence[dict[str, Any]]) -> None:
    """Give everybody a session again whose own was cleared away: by the wrong clock it had been over for years."""
    await database.open_database(site.url, migrated=False)
    try:
        async with database.write_tx():
            there = set(await tables.WebSession.select(tables.WebSession.id).output(as_list=True))
            if gone := [tables.WebSession(**row) for row in sessions if row["id"] not in there]:
                await tables.WebSession.insert(*gone)
    finally:
        await database.close()


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
