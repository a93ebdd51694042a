"""Power that is cut while people work: of database, files and index only what was synced is there afterwards."""

import asyncio
import time
from random import Random

from tests.faults.ledger import Ledger
from tests.faults.site import Site

# What lasts of what was not synced: no byte and no name; every name and no byte; half of the pages and of the names.
MODES = ("nothing", "names", "half")
PATIENCE = 60.0


async def cut(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """All processes end, and the disk forgets."""
    assert site.lossy is not None
    before, until = len(ledger.files), time.monotonic() + PATIENCE
    while len(ledger.files) == before and time.monotonic() < until:  # noqa: ASYNC110 - counted, no event
        await asyncio.sleep(0.01)  # a round without a file would prove nothing of files
    await asyncio.sleep(draw.uniform(0, 1))
    site.kill_all()
    site.lossy.cut(draw.randrange(10**9), draw.choice(MODES))
    return []
