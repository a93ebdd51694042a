"""What a query costs before and beside the database: its SQL built, its rows fetched.

    python -m tests.bench.bench_queries [--rounds 300] [--json]

In one run, in turns: Piccolo as it comes against the remembered pieces of ``cases.engines.building``, and a read handed
to a thread against one in the event loop (``cases.engines.quick``). Processor time of the process, in milliseconds a
query: the one that every request begins with (27 columns over seven tables), and a row by its key.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from cases import database
from cases.engines import building
from cases.queries.sessions import _COLUMNS
from cases.tables import Case, WebSession

TURNS = 7


def queries() -> dict[str, Any]:
    """What is measured, by name."""
    return {
        "session": WebSession.select(*_COLUMNS).where(WebSession.id_hash == "x").first(),
        "row by key": Case.select(Case.id, Case.title, Case.state, Case.session.term.number).where(Case.id == 1),
    }


async def cost(act: Callable[[], Awaitable[Any]], rounds: int) -> float:
    """Milliseconds of the processor for one."""
    begun = time.process_time()
    for _ in range(rounds):
        await act()
    return (time.process_time() - begun) / rounds * 1000


async def measured(rounds: int) -> dict[str, dict[str, float]]:
    """The medians of the turns, by query and way."""
    engine = database.engine()
    found: dict[str, dict[str, list[float]]] = {}
    for _ in range(TURNS):
        for name, query in queries().items():
            ways = found.setdefault(name, {})

            async def built(query: Any = query) -> None:
                query.querystrings[0].compile_string(engine.engine_type)

            sql, args = query.querystrings[0].compile_string(engine.engine_type)
            building.remove()
            ways.setdefault("built by Piccolo", []).append(await cost(built, rounds))
            building.install()
            ways.setdefault("built here", []).append(await cost(built, rounds))
            by_thread = lambda sql=sql, args=args: engine.in_thread(engine._run, sql, args)
            in_loop = lambda sql=sql, args=args: engine._run_in_new_connection(sql, args)
            ways.setdefault("read by a thread", []).append(await cost(by_thread, rounds))
            ways.setdefault("read in the loop", []).append(await cost(in_loop, rounds))
    return {name: {way: statistics.median(ms) for way, ms in ways.items()} for name, ways in found.items()}


async def run(rounds: int) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        await database.open_database(f"sqlite:///{Path(folder) / 'dafu.sqlite'}")
        try:
            return await measured(rounds)
        finally:
            await database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = asyncio.run(run(asked.rounds))
    for name, ways in found.items():
        print(name)
        for way, ms in ways.items():
            print(f"  {way:18} {ms:7.3f} ms")
    if asked.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
