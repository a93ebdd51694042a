"""Several keepers, one on duty: killed or hanging it is followed by another, and does nothing any more."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys

import pytest

from cases import database
from cases.database import write_tx
from cases.engines import duty
from cases.engines.duty import OffDuty
from cases.queries.upkeep import keepers
from cases.tables import Place
from server.duty import keeping_in_turn
from server.health import database_checks
from server.readiness import gauges, on_duty
from server.settings import Settings

pytestmark = pytest.mark.anyio
KEEPER = """
import asyncio, sys
from cases import database
from server.duty import keep_in_turn

async def work(stop):
    print("on duty", flush=True)
    await stop.wait()

async def main():
    await database.open_database(sys.argv[1], migrated=False)
    await keep_in_turn(work, asyncio.Event())

asyncio.run(main())
"""


def _started(url):
    return subprocess.Popen([sys.executable, "-c", KEEPER, url], stdout=subprocess.PIPE, text=True)


@contextlib.asynccontextmanager
async def another_on_duty(url):
    """A keeper in a process of its own that has taken the duty; the database is opened here, too."""
    await database.open_database(url, migrated=False)
    other = _started(url)
    try:
        assert await asyncio.to_thread(other.stdout.readline) == "on duty\n"
        yield other
    finally:
        other.kill()
        other.wait()
        await database.close()


def waiting():
    """The work of a keeper that only waits, and whether it has begun."""
    began = asyncio.Event()

    async def work(stop):
        began.set()
        await stop.wait()

    return work, began


async def seen(wanted):
    """Wait until the keepers that the database knows are as wanted."""
    for _ in range(1_000):
        if wanted(await keepers()):
            return
        await asyncio.sleep(0.02)
    pytest.fail("never seen")


async def active():
    return [one.name.rsplit(":")[-1] for one in await keepers() if one.active]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
async def test_who_dies_or_hangs_is_followed(postgres_url, tmp_path, how):
    work, began = waiting()
    async with another_on_duty(postgres_url) as first, keeping_in_turn(work):
        await seen(lambda known: len(known) == 2)
        assert await active() == [str(first.pid)]
        assert not began.is_set()
        first.send_signal(how)
        await asyncio.wait_for(began.wait(), 60)
        await _told_everywhere(Settings(tmp_path, postgres_url))


async def _told_everywhere(settings):
    """That this process is on duty, and nobody else."""
    assert await active() == [str(os.getpid())]
    told = await gauges(settings)
    assert [told[name][1] for name in ("keepers_active", "keeper_here")] == [1, 1]
    assert f":{os.getpid()} 值班" in " ".join(map(str, await database_checks(settings)))
    assert (await on_duty()).endswith(f":{os.getpid()}")


async def test_a_keeper_without_its_lock_is_stopped_and_writes_nothing(postgres_url):
    await database.open_database(postgres_url, migrated=False)
    begun, refused, cancelled = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work(stop):
        if begun.is_set():  # it came on duty again
            await stop.wait()
            return
        async with write_tx():
            await Place.insert(Place(code="a", name="a"))
        begun.set()
        try:
            while True:
                try:
                    async with write_tx():
                        pass
                except OffDuty:
                    refused.set()
                await asyncio.sleep(0.01)
        finally:
            cancelled.set()

    async with keeping_in_turn(work):
        await begun.wait()
        await database.engine().run_ddl(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '{duty.NAMED}%'"
        )
        await asyncio.wait_for(cancelled.wait(), 30)
        assert refused.is_set()
        await seen(lambda known: any(one.active for one in known))
        async with write_tx():  # people are not bound to any duty
            await Place.insert(Place(code="b", name="b"))
    assert await Place.count() == 2
    pool = database.engine().pool
    assert pool.get_size() == pool.get_idle_size()
    await database.close()


async def test_of_two_on_sqlite_one_stands_by_until_the_other_dies(sqlite_url, tmp_path):
    work, began = waiting()
    async with another_on_duty(sqlite_url) as first:
        async with keeping_in_turn(work):
            assert await active() == [str(first.pid)]
            await asyncio.sleep(2 * duty.BEAT)
            assert not began.is_set()
            first.kill()
            await asyncio.wait_for(began.wait(), 60)
            await _told_everywhere(Settings(tmp_path, sqlite_url))
        assert (await keepers(), await on_duty()) == ((), "")
