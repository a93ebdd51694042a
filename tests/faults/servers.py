"""PostgreSQL that is killed, started again, or drops its connections; a replica that is lost and comes back."""

import asyncio
import time
from random import Random

from tests.faults.cluster import PATIENCE, Cluster
from tests.faults.ledger import Ledger
from tests.faults.site import NAME, Site


async def postgres(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGKILL to the server with all its processes; started again as a service manager would."""
    cluster = _cluster(site)
    cluster.kill()
    await asyncio.sleep(draw.uniform(0, 3))
    cluster.start()
    await cluster.up()
    return []


async def connections(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """All connections of the program are cut, wherever they are, in the midst of a commit as well."""
    sql = f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{NAME}'"
    for _ in range(draw.randrange(1, 4)):
        await _cluster(site).ask(sql)
        await asyncio.sleep(draw.uniform(0, 0.5))
    return []


async def replica(site: Site, ledger: Ledger, draw: Random) -> list[str]:
    """SIGKILL to the replica: nobody is turned away meanwhile, and it catches up when it is there again."""
    assert site.replica is not None
    before, refused = ledger.acknowledged, ledger.refused
    site.replica.kill()
    until = time.monotonic() + PATIENCE
    while ledger.acknowledged < before + 10 and time.monotonic() < until:  # noqa: ASYNC110 - counted, no event
        await asyncio.sleep(0.1)
    found = [] if ledger.acknowledged > before else ["I14 备库停了，就什么也存不进了"]
    if ledger.refused > refused:
        found.append(f"I14 备库停了，有 {ledger.refused - refused} 次被拒")
    site.replica.start()
    await site.replica.up()
    return found + await _caught_up(_cluster(site), site.replica)


async def _caught_up(first: Cluster, second: Cluster) -> list[str]:
    there = await first.ask("SELECT pg_current_wal_lsn()::text")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if await second.ask(f"SELECT pg_last_wal_replay_lsn() >= '{there}'"):
            return []
        await asyncio.sleep(0.1)
    return ["I5 备库没有跟上"]


def _cluster(site: Site) -> Cluster:
    assert site.cluster is not None
    return site.cluster
