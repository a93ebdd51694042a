"""What the pages of statistics cost: seconds of the processor and of the clock for each, over an archive of a size.

Run ``python -m tests.bench.bench_statistics [--cases 2000]``; with --json the last line is one JSON object.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from cases import database
from cases.actor import OFFICE, PUBLIC
from cases.queries.statistics import TOTAL, counted_rows, statistics_page
from cases.reference import load_reference
from cases.statistics.needs import Scope
from cases.statistics.reports import columns_of
from cases.vocabulary.statistics import Report
from tests.bench.archive_store import enter_archive


async def timed(act: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """Seconds of the processor and of the clock."""
    cpu, clock = time.process_time(), time.perf_counter()
    await act()
    return round(time.process_time() - cpu, 3), round(time.perf_counter() - clock, 3)


async def measured() -> dict[str, tuple[float, float]]:
    """Each page by name."""
    found = {}
    for report in Report:
        found[report.value] = await timed(lambda report=report: statistics_page(report, Scope(), actor=OFFICE))
        last = columns_of(report)[-1]
        found[f"{report.value} rows"] = await timed(
            lambda report=report, last=last: counted_rows(report, last, TOTAL, Scope(), actor=OFFICE)
        )
    found["years, public"] = await timed(lambda: statistics_page(Report.YEARS, Scope(), actor=PUBLIC))
    return found


async def main(count: int) -> dict[str, tuple[float, float]]:
    """A database of its own with so many cases."""
    with tempfile.TemporaryDirectory() as folder:
        await database.open_database(f"sqlite:///{Path(folder) / 'dafu.sqlite'}")
        try:
            await load_reference()
            await enter_archive(count)
            return await measured()
        finally:
            await database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    told = asyncio.run(main(asked.cases))
    for name, (cpu, clock) in told.items():
        print(f"{name:20} {cpu:7.3f} s processor {clock:7.3f} s clock")
    if asked.json:
        print(json.dumps(told))
