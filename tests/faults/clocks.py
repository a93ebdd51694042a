"""A clock that jumps: a day ahead, an hour back, to 1970, over the end of 32-bit seconds; and comes right again."""

import asyncio
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from cases import database, tables
from cases.actions.sessions import LIFETIME
from cases.clock import now
from tests.faults.ledger import Ledger, under_way
from tests.faults.places import NoPlace
from tests.faults.site import Site

# By how many seconds, or to which instant.
JUMPS: dict[str, timedelta | datetime] = {
    "day_ahead": timedelta(days=1), "hour_back": -timedelta(hours=1),
    "to_1970": datetime(1970, 1, 2, tzinfo=UTC), "to_2038": datetime(2038, 1, 19, 3, 14, 5, tzinfo=UTC),
}  # fmt: skip
RIGHT = timedelta()
SECONDS, PATIENCE = 5.0, 60.0
_SOURCE = Path(__file__).with_name("clock.c")
_SLACK = timedelta(minutes=5)


def jump(name: str) -> Callable[[Site, Ledger, Random], Awaitable[list[str]]]:
    """The fault: the clock of the program jumps, and some seconds later back. Raises NoPlace without a C compiler."""

    async def strike(site: Site, ledger: Ledger, draw: Random) -> list[str]:
        site.more = await asyncio.to_thread(_told, site)
        try:
            site.kill_all()
            if await site.ready() is None:
                return [f"I14 时钟还没有动，重新启动却起不来：{site.said()}"]
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


async def _set(site: Site, clock: timedelta | datetime) -> None:
    """Set the clock of the program, and wait until every process has read the file again."""
    wrong_by = clock - datetime.now(UTC) if isinstance(clock, datetime) else clock
    await asyncio.to_thread(Path(site.more["WRONG_CLOCK_FILE"]).write_text, str(round(wrong_by.total_seconds())))
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
    """What makes the program's clock the one in a file. libfaketime would do, but for what it does to waiting: threads
    take turns twenty times as slowly, and short sleeps are refused."""
    compiler, library, file = shutil.which("cc"), site.folder / "clock.so", site.folder / "clock"
    if compiler is None:
        raise NoPlace("no C compiler: apt-get install gcc libc6-dev")
    made = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(_SOURCE), "-ldl"], capture_output=True, text=True
    )
    if made.returncode:
        raise NoPlace(made.stderr.strip()[:300])
    file.write_text("0")
    return {"LD_PRELOAD": str(library), "WRONG_CLOCK_FILE": str(file)}
