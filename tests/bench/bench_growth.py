"""What every page and every job costs against the size of the archive, and how it grows.

    python -m tests.bench.bench_growth [--sizes 2000,20000,100000] [--archive DIR] [--only pages|jobs] [--rebuild]

Each size in a process of its own, over an archive kept in DIR/<size> where DIR is named. Of each row: milliseconds of
the processor at every size, of pages the first time at the largest, before anything is kept, and the exponent of
growth between the last two (0: does not grow, 1: as the archive).
Marked are jobs that grow faster than n log n and pages that grow at all; what takes less than 8 ms is not looked at.
"""

import argparse
import asyncio
import json
import math
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from cases import database
from server.app import create_app
from server.crowding import Crowd
from server.keeper import opened
from server.settings import Settings
from tests.bench import growth_jobs, growth_pages
from tests.bench.archive_store import folder_of, make

SIZES = "2000,20000"
UNSEEN, STILL, LINEAR = 0.008, 0.25, 1.15


async def _one(folder: Path, count: int, only: str, rebuild: bool) -> dict[str, Any]:
    """The costs of one size, by part and name."""
    await make(folder, count)
    url, found = f"sqlite:///{folder / 'dafu.sqlite'}", {}
    await database.open_database(url)
    try:
        if only != "jobs":
            # Without the answers that are kept for strangers, for each page is to be made.
            app = create_app(Settings(folder, url, demo=False), owns_database=False, keeps_index=False)
            app.state.index, app.state.crowd = await opened(folder / "index"), Crowd()
            found["pages"] = {name: vars(cost) for name, cost in (await growth_pages.measured(app)).items()}
        if only != "pages":
            jobs = await growth_jobs.measured(folder, url, rebuild=rebuild)
            found["jobs"] = {name: vars(cost) for name, cost in jobs.items()}
    finally:
        await database.close()
    return found


def start_of(folder: Path) -> tuple[float, float]:
    """Seconds from the command to the first answer of a cold ``dafu serve``, and its resident MB after 100 pages."""
    from tests.bench.serving import reading, serving

    with serving(folder) as site:
        started = site.ready()
        # Which cases the public may read, the list knows.
        cases = sorted(set(re.findall(r'href="(/cases/\d+)"', reading(site.address, "/cases").decode())))
        for number in range(100):
            reading(site.address, ("/", "/cases", "/search?q=养老", cases[number % len(cases)])[number % 4])
        return started, site.memory()


def exponent(sizes: list[int], costs: list[float]) -> float:
    """Of growth between the last two sizes: costs are about size to this power."""
    if len(sizes) < 2 or min(costs[-2:]) <= 0:
        return 0.0
    return math.log(costs[-1] / costs[-2]) / math.log(sizes[-1] / sizes[-2])


def table(part: str, found: dict[int, dict[str, Any]]) -> list[tuple[str, list[float], float, float, float, bool]]:
    """Name, processor seconds by size, those of the first time and memory at the largest, exponent, and whether it is
    marked; the worst first."""
    sizes, allowed = sorted(found), STILL if part == "pages" else LINEAR
    rows = []
    for name in found[sizes[-1]][part]:
        if all(name in found[size][part] for size in sizes):
            costs = [found[size][part][name]["cpu"] for size in sizes]
            power = exponent(sizes, costs)
            marked = power > allowed and costs[-1] >= UNSEEN
            last = found[sizes[-1]][part][name]
            rows.append((name, costs, last["first"], last["memory"], power, marked))
    return sorted(rows, key=lambda row: -row[1][-1])


def show(found: dict[int, dict[str, Any]]) -> int:
    """Print the tables; how many rows are marked."""
    sizes, marked = sorted(found), 0
    for part in found[sizes[-1]]:
        every = ", ".join(f"{size:,}" for size in sizes)
        print(f"\n{part}: ms of the processor at {every} cases, the first time, MB, exponent")
        for name, costs, first, memory, power, bad in table(part, found):
            marked += bad
            said = " ".join(f"{cost * 1000:10.1f}" for cost in costs)
            print(f"{'!' if bad else ' '} {name:48} {said} {first * 1000:10.1f} {memory:7.1f} {power:6.2f}")
    return marked


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--only", choices=("pages", "jobs"), default="")
    parser.add_argument("--rebuild", action="store_true", help="also measure making the index anew")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    if asked.one:
        print(json.dumps(asyncio.run(_one(asked.archive, sizes[0], asked.only, asked.rebuild))))
        return 0
    found, started = {}, {}
    for size in sizes:
        with folder_of(asked.archive / str(size) if asked.archive else None) as folder:
            words = ["--one", "--sizes", str(size), "--archive", str(folder), *(["--rebuild"] if asked.rebuild else [])]
            words += ["--only", asked.only] if asked.only else []
            begun = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.bench_growth", *words], stdout=subprocess.PIPE, check=True,
                env={**os.environ, "PYTHONPATH": str(Path.cwd())},
            )  # fmt: skip
            found[size] = json.loads(done.stdout.splitlines()[-1])
            started[size] = start_of(folder)
            print(f"{size:,} cases: measured in {time.monotonic() - begun:.0f} s; ready {started[size][0]:.2f} s after"
                  f" a cold start, {started[size][1]:.0f} MB resident after 100 pages")  # fmt: skip
    marked = show(found)
    print(f"\nmarked: {marked}")
    if asked.json:
        print(json.dumps({"found": found, "started": started, "marked": marked}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
