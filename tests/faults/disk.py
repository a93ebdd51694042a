"""A disk that is full, for the database, the files, the index or what is temporary; and a file that may not grow."""

import asyncio
import resource
from collections.abc import Awaitable, Callable
from random import Random

from cases.database import sqlite_file
from tests.faults import places
from tests.faults.ledger import Ledger
from tests.faults.places import NoPlace
from tests.faults.site import SERVE, Site

SECONDS = (2.0, 5.0)
_LEFT = (0, 4096, 64 * 1024)


def full(part: str) -> Callable[[Site, Ledger, Random], Awaitable[list[str]]]:
    """The fault: no room where a part of the data lies, for some seconds. Raises NoPlace without root."""

    async def strike(site: Site, ledger: Ledger, draw: Random) -> list[str]:
        place = site.data / part
        if not places.mounted(place):
            raise NoPlace("a disk that can be filled needs root")
        places.fill(place, left=draw.choice(_LEFT))
        try:
            await asyncio.sleep(draw.uniform(*SECONDS))
        finally:
            places.empty(place)
        return []

    return strike


async def quota(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """No file of the program may be written beyond half of what the database has, for some seconds."""
    pid, file = site.running[SERVE].pid, sqlite_file(site.url)
    assert file is not None
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (file.stat().st_size // 2, hard))
    try:
        await asyncio.sleep(draw.uniform(*SECONDS))
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
    return []
