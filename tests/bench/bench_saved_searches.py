"""The daily round over saved searches: how long it takes, and how long anybody waits for it meanwhile.

    python -m tests.bench.bench_saved_searches [--cases 2000] [--searches 200] [--json]

A made-up archive with some twelve promises a case, indexed; searches of all three pages, of ten officers. Measured are
their saving, a round in which every hundredth case has changed, and one in which nothing has. "stall" is the longest
time for which nothing else could run beside it.
"""

import argparse
import asyncio
import contextlib
import json
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from cases import clock, database, fulltext, journal
from cases.actions.saved_searches import save_search
from cases.actions.search_news import tell_news
from cases.actor import OFFICE, Actor
from cases.clock import BEIJING, now
from cases.database import write_tx
from cases.reference import load_reference
from cases.tables import Account, Case, Notice, Person, Post, SavedHit
from cases.vocabulary import CaseState, Role, Verb
from cases.vocabulary.searches import SavedPage
from server.saved_searches import finder
from tests.bench.archive_store import enter_archive

_OFFICERS = 10
_WORDS = ("养老", "托育 补助", "助餐点", "护理 培训", "医养结合", "适老化改造", "床位 覆盖率", "驿站")


async def officers() -> list[Actor]:
    """People with posts in oversight."""
    made = []
    async with write_tx():
        for number in range(_OFFICERS):
            person = Person(name=f"督办{number}")
            await Person.insert(person)
            post = Post(person=person.id, role=Role.OVERSIGHT.value)
            await Post.insert(post)
            await Account.insert(Account(person=person.id, sign_in_name=f"d{number}", password_hash="x"))
            made.append(Actor(f"督办{number}", Role.OVERSIGHT, person=person.id, post=post.id))
    return made


def searches(count: int) -> list[tuple[SavedPage, str]]:
    """Of the search page, of the cases by year and state, of the promises by year."""
    states = [CaseState.CONCLUDED, CaseState.REPLIED, CaseState.IN_HANDLING]
    made = []
    for number in range(count):
        year = 2017 + number % 10
        kinds = (
            (SavedPage.SEARCH, f"q={_WORDS[number % len(_WORDS)]}&year={year}"),
            (SavedPage.CASES, f"year={year}" + (f"&state={states[number % 3].value}" if number % 2 else "")),
            (SavedPage.COMMITMENTS, f"year={year}&due=late"),
        )
        made.append(kinds[number % 3])
    return made


async def change_some(share: int) -> None:
    """Every so manieth case passes into another state by the office's act."""
    rows = await Case.select(Case.id, Case.state).order_by(Case.id)
    for row in rows[::share]:
        new = random.choice([state for state in ("replied", "concluded", "tracking") if state != row["state"]])
        async with write_tx():
            await Case.update({Case.state: new}).where(Case.id == row["id"])
            await journal.record(OFFICE, Verb.CONCLUDE, "case", row["id"], case=row["id"], old=row["state"], new=new)


async def timed(work) -> tuple[float, float, object]:
    """Seconds of the clock, the longest stall, and what came of it."""
    worst, before = 0.0, time.perf_counter()

    async def watch() -> None:
        nonlocal worst
        while True:
            at = time.perf_counter()
            await asyncio.sleep(0.005)
            worst = max(worst, time.perf_counter() - at - 0.005)

    watcher = asyncio.create_task(watch())
    try:
        given = await work
    finally:
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher
    return time.perf_counter() - before, worst, given


async def measured(folder: Path, count: int, wanted: int) -> dict[str, float]:
    """Figures by name, in seconds."""
    await enter_archive(count)
    await fulltext.rebuild(folder / "index")
    find, people = finder(fulltext.open_index(folder / "index")), await officers()

    async def save_all() -> None:
        for number, (page, query) in enumerate(searches(wanted)):
            await save_search(page, query, f"检索{number}", find, actor=people[number % _OFFICERS])

    saving, _, _ = await timed(save_all())
    found = {"searches": float(wanted), "hits": float(await SavedHit.count()), "saving": saving}
    monday = (now() + timedelta(days=7 - now().astimezone(BEIJING).weekday())).astimezone(BEIJING).replace(hour=9)
    await change_some(100)
    for name, day in (("changed", 0), ("quiet", 1)):
        with clock.at(monday + timedelta(days=day)):
            seconds, stall, told = await timed(tell_news(find))
        found |= {f"round, {name}": seconds, f"stall, {name}": stall, f"told, {name}": float(told)}
    return found | {"notices": float(await Notice.count())}


async def main(count: int, wanted: int) -> dict[str, float]:
    """A database and an index of its own."""
    with tempfile.TemporaryDirectory() as folder:
        await database.open_database(f"sqlite:///{Path(folder) / 'dafu.sqlite'}")
        try:
            await load_reference()
            return await measured(Path(folder), count, wanted)
        finally:
            await database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--searches", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    told = asyncio.run(main(asked.cases, asked.searches))
    for name, value in told.items():
        print(f"{name:16} {value:10.3f}")
    if asked.json:
        print(json.dumps(told))
