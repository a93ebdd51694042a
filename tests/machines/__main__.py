"""``python -m tests.machines [--swift VENV] [--json]``: as root, some four minutes; leaves nothing behind.

First the machine with the replica and the active keeper is cut off and comes back, then the one with the primary dies
and the replica takes over. ``--swift`` names a virtual environment with Swift, else one is made.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from cases import database, files, tables
from cases.engines.replica import LAG
from cases.invariants.examining import examine
from server.opening import open_data
from tests import postgres
from tests.bench import object_store
from tests.machines import site as at
from tests.machines.network import BETWEEN, cut, end_all, inside, mend, network
from tests.machines.people import Told, at_work
from tests.machines.site import FRONT, A, B, Site, asked, until_ready, url

INSIDE = "--inside"
LONGEST = 540  # seconds in all
Rows = list[tuple[str, str, bool]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.machines")
    parser.add_argument("--swift", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(INSIDE, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        return asyncio.run(_tried(given.inside, given.swift, as_json=given.json))
    if os.geteuid() != 0:
        sys.exit("namespaces need root")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="dafu-machines-", dir="/tmp") as place, network():
        Path(place).chmod(0o755)
        python = object_store.installed(given.swift or Path(place) / "swift")
        words = [sys.executable, "-m", "tests.machines", INSIDE, place, "--swift", python]
        words += ["--json"] if given.json else []
        try:
            return subprocess.run(inside(BETWEEN, *words), timeout=LONGEST, check=False).returncode
        except subprocess.TimeoutExpired:
            sys.exit(f"not done after {LONGEST} s")


async def _tried(folder: Path, python: Path, *, as_json: bool) -> int:
    rows: Rows = []
    with object_store.swift(python, folder / "swift", address="10.77.0.3") as store, at.nginx(folder):
        object_store.make_bucket(store)
        site = Site(folder, store, postgres.programs(folder))
        site.start_database(A)
        tokens = await at.prepared(site)
        site.start_database(B, replica=True)
        await at.reached(url(B))
        site.start(B, "keeper")  # first, so that the machine that is cut off has the active one
        for space in (B, A):
            site.start(space, "serve")
        told, stop = Told(), asyncio.Event()
        try:
            await asyncio.gather(until_ready(A), until_ready(B))
            await _until(lambda: _keeps(site, B))
            site.start(A, "keeper")
            people = asyncio.create_task(at_work(FRONT, tokens, told, stop))
            await _first(site, told, rows, tokens)
            await _second(site, told, rows)
            stop.set()
            await people
            await _judged(site, told, rows)
        finally:
            stop.set()
            _print(rows, told, as_json=as_json)
            if not rows or not all(good for _, _, good in rows):
                site.print_logs()
    return 0 if all(good for _, _, good in rows) else 1


async def _first(site: Site, told: Told, rows: Rows, tokens: list[str]) -> None:
    """The machine with the replica and the active keeper is cut off for 20 seconds."""
    begun = time.monotonic()
    await asyncio.sleep(12)
    rows.append(("acts acknowledged on both machines, 12 s", str(told.acknowledged(begun, begun + 12)), True))
    failed = told.refused(begun, begun + 12)
    rows.append(("requests that failed until then", str(failed), failed == 0))
    reads = int(max([await at.gauge(space, "replica_reads") for space in (A, B)]))
    rows.append(("reads that the replica answered to one process", str(reads), reads > 0))
    known = [await at.entered(space, tokens[0]) for space in (A, B)]
    rows.append(("one session known on both machines", "yes" if all(known) else "no", all(known)))
    cut(B)
    begun = time.monotonic()
    taken = await _until(lambda: _keeps(site, A), within=30)
    rows.append(("B cut off: a keeper on A is on duty after", f"{taken:.1f} s", taken <= 10))
    first = min((moment for moment in told.times if moment > begun + 0.5), default=begun + 99) - begun
    rows.append(("next act acknowledged after", f"{first:.1f} s", first <= 15))
    await asyncio.sleep(max(0.0, begun + 20 - time.monotonic()))
    late = told.acknowledged(begun + 10, begun + 20)
    rows.append(("acts acknowledged by A alone, seconds 10 to 20", str(late), late > 0))
    rows.append(("requests without an answer, 20 s", str(told.refused(begun, begun + 20)), True))
    stopped = "off duty" in site.log(B, "keeper")
    rows.append(("B's keeper says that it is off duty", "yes" if stopped else "no", stopped))
    mend(B)
    back = await until_ready(B, within=60)
    rows.append(("B back: ready after", f"{back:.1f} s", back <= 30))
    level = await _until(lambda: _level(), within=30)
    rows.append((f"its replica level with the primary ({LAG:g} s) after", f"{level:.1f} s", level <= 30))
    keepers = await asked(url(A), "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1684104811")
    rows.append(("keepers on duty", str(keepers), keepers == 1))
    await asyncio.sleep(5)


async def _second(site: Site, told: Told, rows: Rows) -> None:
    """The machine with the primary dies; every commit had waited for the replica."""
    await asked(url(A), "ALTER SYSTEM SET synchronous_standby_names = '*'")
    await asked(url(A), "SELECT pg_reload_conf()")
    await asyncio.sleep(6)
    cut(A)
    end_all(A)
    begun = time.monotonic()
    await asyncio.sleep(2)
    await asked(url(B), "SELECT pg_promote()")
    site.primary = B
    for part in ("serve", "keeper"):
        process = site.running.pop((B, part))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        site.start(B, part)
    await until_ready(B)
    while not told.acknowledged(begun + 2, time.monotonic()):
        if time.monotonic() > begun + 120:
            break
        await asyncio.sleep(0.1)
    taken = time.monotonic() - begun
    rows.append(("A dies; promoted after 2 s, restarted: next act after", f"{taken:.1f} s", taken < 120))
    await asyncio.sleep(8)


async def _judged(site: Site, told: Told, rows: Rows) -> None:
    """Nothing acknowledged is lost, nobody read anything older than his own words, and all is whole."""
    await open_data(site.settings(B))
    try:
        texts = await tables.ProposalText.select(tables.ProposalText.case, tables.ProposalText.situation)
        there = {row["case"]: row["situation"] for row in texts}
        lost = [draft for draft, number in told.saved.items() if f"第 {number} 次" not in there.get(draft, "")]
        lost = [draft for draft in lost if not _later(there.get(draft, ""), told.saved[draft])]
        rows.append(("drafts with acknowledged savings, lost", f"{len(told.saved)}, {len(lost)}", not lost))
        store = site.settings(B).store
        gone = [name for name in told.files if store.size(files.key_of(name)) is None]
        rows.append(("acknowledged files, lost", f"{len(told.files)}, {len(gone)}", not gone))
        rows.append(("own acts looked for at once, not shown", f"{told.looks}, {len(told.older)}", not told.older))
        found = await examine(files=store)
        broken = [str(one) for some in found.values() for one in some]
        rows.append((f"invariants {', '.join(found)}", "; ".join(broken) or "hold", not broken))
    finally:
        await database.close()


def _later(words: str, number: int) -> bool:
    """Whether the words are of a saving after that one, whose answer never came."""
    return any(f"第 {one} 次" in words for one in range(number + 1, 9))


async def _keeps(site: Site, space: str) -> bool:
    """Whether the keeper of a machine is on duty, as the primary sees it."""
    process = site.running.get((space, "keeper"))
    sql = "SELECT string_agg(application_name, ' ') FROM pg_stat_activity JOIN pg_locks USING (pid)"
    name = await asked(url(A), f"{sql} WHERE locktype = 'advisory' AND objid = 1684104811 AND granted")
    return process is not None and bool(name) and name.endswith(f":{process.pid}")


async def _level() -> bool:
    """Whether the replica has what the primary had written before it was asked."""
    place = await asked(url(A), "SELECT pg_current_wal_flush_lsn()::text")
    await asyncio.sleep(1)
    return bool(await asked(url(B), f"SELECT pg_last_wal_replay_lsn() >= '{place}'::pg_lsn"))


async def _until(looks: Any, *, within: float = 60) -> float:
    """Seconds until something is so."""
    begun = time.monotonic()
    while time.monotonic() - begun < within:
        try:
            if await looks():
                break
        except (OSError, TimeoutError):
            pass
        await asyncio.sleep(0.1)
    return time.monotonic() - begun


def _print(rows: Rows, told: Told, *, as_json: bool) -> None:
    for what, found, good in rows:
        print(f"{'ok' if good else 'NO':3} {what}: {found}")
    print("    answers:", dict(told.answers), "in all acknowledged:", len(told.times))
    for line in told.older[:10]:
        print("   ", line)
    if as_json:
        print(json.dumps({what: found for what, found, _ in rows}, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
