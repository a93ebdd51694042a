"""Two keepers, of which the one on duty hangs: nobody else does its work until it is given up, then somebody does."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from random import Random

from cases.engines.duty import NAMED
from tests.faults.ledger import Ledger
from tests.faults.site import KEEPER, NAME, Site

PATIENCE = 60.0
_KNOWN = f"(SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '{NAMED}%')"
_BOTH = f"{_KNOWN} >= 2"


async def hangs(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGSTOP to the keeper on duty while another stands by; it wakes when the other has followed."""
    await _comes(site, f"SELECT {_KNOWN} >= 1")  # whoever connects first is on duty
    with _second(site):
        if not await _comes(site, f"SELECT {_BOTH}"):
            return ["I14 第二个后台进程没有连上数据库"]
        await asyncio.sleep(draw.uniform(0, 1))
        first = site.running[KEEPER]
        first.send_signal(signal.SIGSTOP)
        try:
            return await _followed(site)
        finally:
            first.send_signal(signal.SIGCONT)
            await asyncio.sleep(draw.uniform(0, 2))


async def _followed(site: Site) -> list[str]:
    """Give the keepers something to do, and see when it is done: while both are known it is the hanging one's."""
    assert site.cluster is not None
    stamp = uuid.uuid4().hex
    await site.cluster.ask(
        "INSERT INTO stale_marks (thing, thing_id, stamp, marked_at)"
        f" SELECT 'case', max(id), '{stamp}', now() FROM cases"
        " ON CONFLICT (thing, thing_id) DO UPDATE SET stamp = EXCLUDED.stamp",
        NAME,
    )
    waits = f"EXISTS (SELECT 1 FROM stale_marks WHERE stamp = '{stamp}')"
    done = await _comes(site, f"SELECT CASE WHEN {waits} THEN '' WHEN {_BOTH} THEN 'both' ELSE 'followed' END")
    if done == "both":
        return ["I2 值班的后台进程停着，还没有被接替，另一个已经在做它的事"]
    return [] if done else ["I14 值班的后台进程停住后，一直没有另一个接替"]


async def _comes(site: Site, sql: str) -> object:
    """What a question is answered with, once that is something."""
    assert site.cluster is not None
    until = time.monotonic() + PATIENCE
    while not (found := await site.cluster.ask(sql, NAME)) and time.monotonic() < until:  # noqa: ASYNC110 - asked
        await asyncio.sleep(0.1)
    return found


@contextlib.contextmanager
def _second(site: Site) -> Iterator[subprocess.Popen]:
    one = site.another(KEEPER)
    try:
        yield one
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
        one.wait()
        site.guard.watch("over", one.pid)
