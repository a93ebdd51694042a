"""The site under load: the real ``dafu serve`` against an open loop of people of every role.

    python -m tests.bench.bench_load --profile LD-01|…|LD-05 [--minutes M] [--cases N] [--archive DIR]
                                     [--database sqlite|postgres] [--rate FACTOR] [--workers N]
                                     [--attackers N] [--json]

LD-01: an ordinary day, 50 people, 10 requests a second, 5 % of them writing. LD-02: the last hour of a plenary session,
300 sessions, 40 reads, 8 writes, a file of 10 MB a second (36 GB in an hour), exports, and 10 sign-ins a second for the
first twelfth. LD-03: 200 strangers a second on top of LD-01. LD-04: attackers on top of LD-01, at so many addresses:
hostile files, hard questions, slow connections, wrong passwords, while people of the house enter from browsers that
are known. LD-05: no more than strangers who leaf through pages, 400 a second, so that none is an answer kept, and slow
connections, on top of LD-01. All limits are on, everybody has an address of his own (X-Forwarded-For). Beside what was
measured stands what is asked for; the last column says whether it was met. Afterwards: are the processes that were
started gone, is the memory within 1.5 GB, do the invariants hold. An archive that is kept is changed by the run: give
it a copy.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cases import database
from cases.actions.keys import open_keys
from cases.invariants.examining import examine
from tests import postgres
from tests.bench.archive_store import folder_of, make
from tests.bench.load_crowd import Crowd, gathered
from tests.bench.load_driver import Flow, Seen, drive
from tests.bench.load_people import Town, log_size
from tests.bench.serving import Served, serving

MB = 1024 * 1024
MOST_MEMORY = 1536.0  # MB, of the program and all that it started
GONE_SECONDS = 30.0  # within which what was started for somebody is gone


@dataclass(frozen=True)
class Profile:
    """minutes: as long as it is asked for. sessions: people signed in. targets: p95 in ms by flow; slowest: p99."""

    minutes: float
    sessions: int
    targets: dict[str, float]
    slowest: float = 0.0
    attacked: bool = False


_DAY = {"reads": 200.0, "cases": 200.0, "searches": 400.0, "writes": 300.0}
_HOUSE = ("reads", "cases", "searches", "writes")
PROFILES = {
    "LD-01": Profile(30, 50, _DAY),
    "LD-02": Profile(60, 300, {"reads": 400, "cases": 400, "searches": 400, "writes": 600, "sign-ins": 2000}, 1500),
    "LD-03": Profile(15, 50, {**dict.fromkeys(_HOUSE, 500.0), "strangers": 300}),
    "LD-04": Profile(15, 50, {**dict.fromkeys(_HOUSE, 1000.0), "sign-ins": 2000}, attacked=True),
    "LD-05": Profile(5, 50, dict.fromkeys(_HOUSE, 1000.0), attacked=True),
}


def flows(name: str, town: Town, factor: float) -> list[Flow]:
    """What happens in a profile. factor: of all rates, for machines with something else to do."""
    said: list[tuple] = [("reads", 5.5, town.read), ("cases", 2.5, town.read_case), ("searches", 1.5, town.search)]
    if name == "LD-02":
        said = [
            ("reads", 22, town.read), ("cases", 12, town.read_case), ("searches", 6, town.search),
            ("writes", 8, town.write),
            ("uploads", 1, town.upload_of(10 * MB)), ("exports", 2 / 60, town.export),
            ("sign-ins", 10, town.sign_in, True, 1 / 12),
        ]  # fmt: skip
    else:
        said.append(("writes", 0.5, town.write))
    if name == "LD-03":
        said.append(("strangers", 200, town.visit))
    if name == "LD-04":
        said += [
            ("sign-ins", 0.2, town.sign_in),
            ("hostile files", 2, town.harm, False), ("hard questions", 100, town.ask_hard, False),
            ("wrong passwords", 2000 / 60, town.guess, False),
        ]  # fmt: skip
    if name == "LD-05":
        said.append(("pages apart", 400, town.leaf, False))
    return [Flow(kind, rate * factor, *rest) for kind, rate, *rest in said]


async def _watch(site: Served, folder: Path, worst: dict[str, float]) -> None:
    while True:
        worst["memory MB"] = max(worst.get("memory MB", 0.0), site.memory())
        worst["log MB"] = max(worst.get("log MB", 0.0), log_size(folder))
        await asyncio.sleep(1)


async def _gathered(profile: Profile, url: str, folder: Path, attackers: int) -> Crowd:
    await database.open_database(url, migrated=False)
    try:
        await open_keys(folder / "dafu.keys")  # those that the site will look for: seeds of telephones are sealed
        entering = "sign-ins" in profile.targets
        return await gathered(profile.sessions, attackers=attackers, entering=entering, known=profile.attacked)
    finally:
        await database.close()


async def _run(
    asked: argparse.Namespace, site: Served, folder: Path, crowd: Crowd
) -> tuple[dict[str, Seen], dict[str, float]]:
    profile, worst = PROFILES[asked.profile], {"memory MB before": site.memory()}
    town, seconds = Town(site.port, crowd), 60 * (asked.minutes or profile.minutes)
    extra = [asyncio.create_task(_watch(site, folder, worst))]
    try:
        await town.settle(hostile=profile.attacked)
        if profile.attacked:
            extra.append(asyncio.create_task(town.hold(seconds)))
        theirs, ours, children, begun = site.spent(), time.process_time(), site.started(), time.monotonic()
        seen = await drive(flows(asked.profile, town, asked.rate), seconds)
        lasted = time.monotonic() - begun
        worst |= {"site's cores": (site.spent() - theirs) / lasted, "driver's": (time.process_time() - ours) / lasted}
    finally:
        for task in extra:
            task.cancel()
        await asyncio.gather(*extra, return_exceptions=True)
        await town.close()
    await asyncio.sleep(GONE_SECONDS)
    return seen, worst | {"memory MB after": site.memory(), "processes left": max(0, site.started() - children)}


async def _examined(url: str, folder: Path) -> dict[str, int]:
    await database.open_database(url, migrated=False)
    try:
        return {number: len(found) for number, found in (await examine(files=folder / "files")).items()}
    finally:
        await database.close()


@contextlib.contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    """The address of the database: a file, or a PostgreSQL of its own that waits for the disk at each commit."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'dafu.sqlite'}"
        return
    before = postgres.FAST
    postgres.FAST = tuple(one for one in before if not one.startswith(("fsync", "synchronous", "full_page")))
    try:
        with postgres.server() as url:
            yield url
    finally:
        postgres.FAST = before


def show(seen: dict[str, Seen], asked_of: Profile, watched: set[str]) -> bool:
    """Print what was measured; whether all that is asked for was met."""
    good = True
    print(f"{'':16} {'answered':>9} {'p50':>8} {'p95':>8} {'p99':>8} {'faults':>7}  asked for (ms)")
    for kind, one in seen.items():
        target, faults = asked_of.targets.get(kind), sum(one.faults.values())
        bad = kind in watched and (faults > 0 or (target is not None and one.at(0.95) > target)
                                   or bool(asked_of.slowest and kind in asked_of.targets
                                           and kind != "sign-ins" and one.at(0.99) > asked_of.slowest))  # fmt: skip
        good = good and not bad
        said = f"p95 {target:.0f}" if target else ""
        answers = " ".join(f"{status}: {count}" for status, count in sorted(one.answers.items()))
        print(f"{kind:16} {len(one.seconds):9} {one.at(0.5):8.0f} {one.at(0.95):8.0f} {one.at(0.99):8.0f} {faults:7}"
              f"  {said:10} {'NOT MET' if bad else 'met' if kind in watched else '':8} {answers} {one.faults or ''}"
              )  # fmt: skip
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="LD-01")
    parser.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--workers", type=int, default=1, help="processes of the web; above one with a keeper beside")
    parser.add_argument("--attackers", type=int, default=1, help="addresses that they come from")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    return measured(asked)


def measured(asked: argparse.Namespace) -> int:
    """Load the site and print what came of it; 0 where all that is asked for was met."""
    profile = PROFILES[asked.profile]
    with folder_of(asked.archive) as folder, _database(asked.database, folder) as url:
        postgresql = asked.database == "postgres"
        asyncio.run(make(folder, asked.cases, url=url if postgresql else ""))
        crowd = asyncio.run(_gathered(profile, url, folder, asked.attackers))
        begun, load = time.strftime("%Y-%m-%d %H:%M"), os.getloadavg()[0]
        with serving(folder, url=url, limited=True, workers=asked.workers) as site:
            started = site.ready()
            seen, worst = asyncio.run(_run(asked, site, folder, crowd))
        broken = asyncio.run(_examined(url, folder))
    watched = {flow.name for flow in flows(asked.profile, _Nobody(), 1.0) if flow.asked}  # type: ignore[arg-type]
    minutes = asked.minutes or profile.minutes
    print(f"{asked.profile} on {asked.database}, {asked.cases:,} cases, {asked.workers} of the web, {minutes:g} min,"
          f" {begun}, load before {load:.1f}; ready after {started:.1f} s")  # fmt: skip
    good = show(seen, profile, watched) and not any(broken.values())
    if profile.attacked:
        good = told(seen, worst, watched) and good
    print(
        "; ".join(
            f"{name} {value:.{2 if 'cores' in name or 'driver' in name else 0}f}" for name, value in worst.items()
        )
    )
    print("invariants broken:", {number: count for number, count in broken.items() if count} or "none")
    if asked.json:
        kinds = {kind: {"n": len(one.seconds), "p50": one.at(0.5), "p95": one.at(0.95), "p99": one.at(0.99),
                        "answers": one.answers, "faults": one.faults} for kind, one in seen.items()}  # fmt: skip
        print(json.dumps({"profile": asked.profile, "kinds": kinds, "worst": worst, "met": good}))
    return 0 if good else 1


def told(seen: dict[str, Seen], worst: dict[str, float], watched: set[str]) -> bool:
    """Print what the attackers were answered; whether the house was held harmless and nothing was left behind."""
    refused, crowded = (sum(one.answers[said] for kind, one in seen.items() if kind not in watched)
                        for said in (429, 503))  # fmt: skip
    ours = sum(one.answers[429] for kind, one in seen.items() if kind in watched)
    good = ours == 0 < refused + crowded and worst["memory MB"] < MOST_MEMORY and not worst["processes left"]
    print(f"429 to attackers {refused}, 503 {crowded}; 429 to the house {ours}; memory at most"
          f" {worst['memory MB']:.0f} of {MOST_MEMORY:.0f} MB; processes left after {GONE_SECONDS:.0f} s:"
          f" {worst['processes left']:.0f}: {'met' if good else 'NOT MET'}")  # fmt: skip
    return good


class _Nobody:
    """Stands where only the names of flows are asked for."""

    def __getattr__(self, name: str):
        return lambda *_: None


if __name__ == "__main__":
    sys.exit(main())
