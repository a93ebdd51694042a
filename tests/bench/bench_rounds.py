"""The keeper's rounds over an archive, as they are made beside people: what they cost, and how long they hold the loop.

    python -m tests.bench.bench_rounds DIR [--seconds 60] [--alone]

DIR is a folder of ``archive_store``; take a copy, for what is due is urged. Each round is made three times: for the
first time of a day, a minute later, and after a thousand acts; one that lasts longer is broken off. "holds" is the most
of the processor, in milliseconds, that the event loop's thread used between two turns of a task that always wants one:
other programs of the machine do not lengthen it.
"""

import argparse
import asyncio
import contextlib
import resource
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from cases import database, fulltext
from cases.actions.digests import queue_digests
from cases.actions.look_back_reminders import remind_sheets
from cases.actions.ratings import lapse_feedback
from cases.actions.search_news import tell_news
from cases.actions.silence import accept_silent
from cases.actions.urging import urge_by_rule
from cases.calendars import working_calendar
from cases.clock import BEIJING, now
from cases.pacing import ALONE, SERVING, at_pace
from cases.queries.changes import Looked
from cases.stale_marks import mark_stale
from cases.tables import Case
from cases.working_days import working_day_from
from server.keeper import catch_up
from server.saved_searches import finder

ACTS, CHANGED = 1_000, 200


class Held:
    """Seconds of the processor that the thread of the loop used between two turns of a task of its own."""

    def __init__(self) -> None:
        self.most = 0.0

    async def watch(self) -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(0.001)
            here = time.thread_time()
            self.most, before = max(self.most, here - before), here


@contextlib.contextmanager
def told(name: str, held: Held) -> Iterator[list[str]]:
    """Print a line with what the block cost; the block says what it did."""
    said: list[str] = []
    held.most, cpu, clock = 0.0, time.process_time(), time.perf_counter()
    yield said
    spent, took = time.process_time() - cpu, time.perf_counter() - clock
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    what = said[0] if said else "-"
    print(f"{name:44} {what:>10} {took:8.2f} {spent:8.3f} {held.most * 1000:8.1f} {memory:6.0f}", flush=True)


async def measured(folder: Path, seconds: float) -> None:
    """Print it all."""
    await database.open_database(f"sqlite:///{folder / 'dafu.sqlite'}")
    index = fulltext.open_index(folder / "index")
    held, urging, digests = Held(), Looked(), Looked()
    day = working_day_from(await working_calendar(), now().astimezone(BEIJING).date())
    morning = datetime.combine(day, datetime.min.time(), BEIJING).replace(hour=9)
    steps: dict[str, Callable[[], Awaitable[int]]] = {
        "ratings that lapse": lapse_feedback,
        "silence that accepts": accept_silent,
        "urging": partial(urge_by_rule, day, urging),
        "sheets of look-backs": partial(remind_sheets, day),
        "saved searches": partial(tell_news, finder(index), morning),
        "digests": partial(queue_digests, morning, digests),
    }
    watching = asyncio.create_task(held.watch())
    try:
        for turn in ("first", "a minute later", f"after {ACTS} acts"):
            if turn.startswith("after"):
                urging.place -= ACTS
            for name, step in steps.items():
                with told(f"{name}, {turn}", held) as said:
                    try:
                        said.append(str(await asyncio.wait_for(step(), seconds)))
                    except TimeoutError:
                        said.append("broken off")
        ids = [row["id"] for row in await Case.select(Case.id).order_by(Case.id).limit(CHANGED)]
        for turn in ("first", "again"):
            async with database.write_tx():
                await mark_stale(*(("case", number) for number in ids))
            with told(f"{CHANGED} changed cases into the index, {turn}", held) as said:
                said.append(str(await catch_up(index)))
    finally:
        watching.cancel()
        await database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--alone", action="store_true", help="at the pace of a process that serves nobody")
    asked = parser.parse_args()
    print(f"{'':44} {'done':>10} {'clock s':>8} {'cpu s':>8} {'holds ms':>8} {'MB':>6}")
    with at_pace(ALONE if asked.alone else SERVING):
        asyncio.run(measured(asked.folder, asked.seconds))


if __name__ == "__main__":
    main()
