"""What the statements of lists and queues cost each reader: milliseconds of the processor, the first time each asks.

    python -m tests.bench.bench_lists COPY-OF-ARCHIVE [--statements 5]

Readers ask one after another on one connection, as they do after a change that each page has to be made anew for: what
is said alike for several of them the first one pays. With --statements the dearest of each page are shown. The archive
is brought up to date, so give a copy.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from cases import database
from cases.actor import PUBLIC, Actor
from cases.engines import quick
from cases.engines import sqlite as engine
from cases.queries.carry_overs import carried_years
from cases.queries.first_reads import LISTS
from cases.queries.notices import tab_counts, unread_count
from cases.tables import Assignment, Case, CaseSubmitter, Post
from cases.vocabulary import Role

Said = list[tuple[float, str]]
PAGES: dict[str, Callable[[Actor], Awaitable[Any]]] = {
    **LISTS,
    "unread": unread_count,
    "notices": tab_counts,
    "carry-overs": lambda actor: carried_years(actor=actor),
}


def listen(said: Said) -> None:
    """Note each statement with its seconds of the processor."""
    run = quick.rows_of

    def rows_of(raw: Any, sql: str, args: Any) -> list[dict]:
        begun = time.thread_time()
        try:
            return run(raw, sql, args)
        finally:
            said.append((time.thread_time() - begun, sql))

    quick.rows_of = engine.rows_of = rows_of


async def readers() -> dict[str, Actor]:
    """Two of each kind that there are many of: with the most cases, and with fewer."""
    units = await _most(Assignment, "department")
    people = await _most(CaseSubmitter, "person")
    bodies = await _most(Case, "body")
    staff = {(row["role"], row["department"]): row["person"] for row in await Post.select()}
    clerk = lambda unit: Actor("甲", Role.CLERK, person=staff.get((Role.CLERK, unit), 0), unit=unit)
    office = lambda role: Actor("丙", role, person=staff.get((role, None), 0))
    return {
        "public": PUBLIC,
        "unit 1": clerk(units[0]),
        "unit 2": clerk(units[len(units) // 5]),
        "person 1": Actor("乙", Role.SUBMITTER, person=people[0]),
        "person 2": Actor("乙", Role.SUBMITTER, person=people[len(people) // 5]),
        "review 1": Actor("丁", Role.REVIEWER, person=staff.get((Role.REVIEWER, None), 0), body=bodies[0]),
        "review 2": Actor("丁", Role.REVIEWER, person=0, body=bodies[-1]),
        "assigner": office(Role.ASSIGNER),
        "oversight": office(Role.OVERSIGHT),
    }


async def _most(table: Any, column: str) -> list[int]:
    name = table._meta.tablename
    sql = f'SELECT "{column}" AS "id" FROM "{name}" WHERE "{column}" IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC'
    return [row["id"] for row in await table.raw(sql)]


async def main(folder: Path, most: int) -> None:
    """The table, a line for each page."""
    said: Said = []
    listen(said)
    await database.open_database(f"sqlite:///{folder / 'dafu.sqlite'}")
    try:
        people, found = await readers(), dict[tuple[str, str], float]()
        for who, actor in people.items():
            for name, ask in PAGES.items():
                said.clear()
                await ask(actor)
                found[name, who] = sum(seconds for seconds, _ in said)
                for seconds, sql in sorted(said, reverse=True)[:most]:
                    print(f"{name}, {who}: {1000 * seconds:.1f} {sql[:300]}")
        print("".join(f"{word:>13}" for word in ("", *people)))
        for name in PAGES:
            print(f"{name:>13}" + "".join(f"{1000 * found[name, who]:13.1f}" for who in people))
    finally:
        await database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--statements", type=int, default=0)
    asked = parser.parse_args()
    asyncio.run(main(asked.archive, asked.statements))
