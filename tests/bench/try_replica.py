"""Tries ``server/deploy/replica.sh`` as its README tells it: ``python -m tests.bench.try_replica``.

A primary and a replica of their own: made by the script, seen streaming, read, promoted when the primary is killed,
written to, and looked over by ``dafu doctor``'s own checks.
"""

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg

from cases import database, journal
from cases.actor import OFFICE
from cases.database import write_tx
from cases.invariants.examining import examine
from cases.reference import load_reference
from cases.vocabulary import Verb
from server.cli_config import DEPLOY
from tests import postgres
from tests.replication import homes

ACTS = 50


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="dafu-replica-", dir="/tmp") as place:
        folder = Path(place)
        first, second = homes(folder)
        programs = postgres.programs(folder)
        with contextlib.ExitStack() as replica:
            with postgres.running(programs, first, folder / "first.log"):
                asyncio.run(_work(first))
                made = _made(programs, first, second)
                print(made.stdout.strip() or made.stderr.strip())
                replica.enter_context(_started(programs, second, folder / "second.log"))
                print("streaming:", asyncio.run(_followed(first, second)))
            print("promoted, whole:", asyncio.run(_promoted(second)))
    return 0


def _url(home: Path) -> str:
    return f"postgresql://postgres@/postgres?host={home}"


async def _work(home: Path) -> None:
    await database.open_database(_url(home))
    await load_reference()
    await _act()
    await database.engine().run_ddl("CREATE ROLE dafu_replica REPLICATION LOGIN")
    await database.close()


async def _act() -> None:
    for number in range(ACTS):
        async with write_tx():
            await journal.record(OFFICE, Verb.SETTLE, "case", number)


def _as_nobody() -> dict[str, Any]:
    plain = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    who = {"user": postgres.NOBODY, "group": postgres.NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    return {"env": plain, **who}


def _made(programs: Path, first: Path, second: Path) -> subprocess.CompletedProcess:
    more = _as_nobody()
    more["env"] |= {"PGBIN": str(programs)}
    script = second.parent / "replica.sh"
    shutil.copy(DEPLOY / "replica.sh", script)
    done = subprocess.run(
        ["sh", script, first, "5432", second / "data"], capture_output=True, text=True, check=False, cwd=second, **more
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done


@contextlib.contextmanager
def _started(programs: Path, home: Path, log: Path) -> Iterator[None]:
    command = [programs / "postgres", "-D", home / "data", "-c", f"unix_socket_directories={home}"]
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*command, "-c", "listen_addresses="], stdout=written, stderr=written, cwd=home, **_as_nobody()
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


async def _followed(first: Path, second: Path) -> str:
    """Rows written on the primary after the replica was made, read there."""
    await database.open_database(_url(first), migrated=False)
    await _act()
    await database.close()
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(OSError, asyncpg.PostgresError):
            there = await asyncpg.connect(user="postgres", database="postgres", host=str(second))
            count = await there.fetchval("SELECT count(*) FROM journal")
            await there.close()
            if count >= 2 * ACTS:
                here = await asyncpg.connect(user="postgres", database="postgres", host=str(first))
                state = await here.fetchval("SELECT state FROM pg_stat_replication")
                await here.close()
                return f"{state}, {count} rows of the journal read on the replica"
        await asyncio.sleep(0.1)
    sys.exit("the replica did not follow")


async def _promoted(second: Path) -> str:
    """The primary is gone: the replica takes over, is written to, and breaks no invariant."""
    there = await asyncpg.connect(user="postgres", database="postgres", host=str(second))
    await there.fetchval("SELECT pg_promote()")
    await there.close()
    await database.open_database(_url(second), migrated=False)
    await _act()
    found = await examine()
    await database.close()
    broken = [str(one) for some in found.values() for one in some]
    if broken:
        sys.exit("; ".join(broken))
    return f"{3 * ACTS} acts, invariants {', '.join(found)} hold"


if __name__ == "__main__":
    sys.exit(main())
