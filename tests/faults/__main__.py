"""``python -m tests.faults [--rounds N] [--database sqlite|postgres|both] [--fault kill|backup] [--control NAME]``

Kills the program at random moments while thirteen people work, lets it come up again by itself, and holds the data
against what each was told is saved and against the invariants. Ends with 0 where nothing was lost or broken; with
``--control`` a protection is taken away, and it ends with 0 where that was noticed. ``--fault backup`` makes a backup
while they work instead. ``--json`` adds a last line for programs.
"""

import argparse
import asyncio
import dataclasses
import json
import random
import sys

from tests.faults.broken import CONTROLS
from tests.faults.load import WRITERS, Ledger
from tests.faults.rounds import Tally, one_backup, one_round
from tests.faults.site import Site, site

HEAD = "database  rounds  acknowledged  reads  lost  chain breaks  index differences  other  faults  ready s  index s"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--control", choices=sorted(CONTROLS), default="")
    parser.add_argument("--fault", choices=["kill", "backup"], default="kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    kinds = ["sqlite", "postgres"] if asked.database == "both" else [asked.database]
    tallies = {}
    for kind in kinds:
        with site(kind, people=WRITERS + 1, broken=asked.control) as made:
            tallies[kind] = asyncio.run(_rounds(made, asked, random.Random(asked.seed)))
    print(HEAD)
    for kind, tally in tallies.items():
        print(_line(kind, tally))
    for line in dict.fromkeys(line for tally in tallies.values() for line in tally.told[:40]):
        print(" ", line)
    if asked.json:
        print(json.dumps(_summed(tallies)))
    broken, idle = any(t.broken for t in tallies.values()), any(not t.acknowledged for t in tallies.values())
    return 2 if idle else int(broken != bool(asked.control))


async def _rounds(made: Site, asked: argparse.Namespace, draw: random.Random) -> Tally:
    tally, ledger = Tally(), Ledger()
    if await made.ready() is None:
        sys.exit(f"the program did not start: {made.log.read_text(errors='replace')[-2000:]}")
    one = {"kill": one_round, "backup": one_backup}[asked.fault]
    for number in range(1, asked.rounds + 1):
        known = len(tally.told)
        await one(made, tally, ledger, draw)
        print(f"{number}/{asked.rounds} acknowledged {tally.acknowledged} broken {len(tally.told)}", file=sys.stderr)
        for line in tally.told[known:]:
            print(" ", line, file=sys.stderr)
    return tally


def _line(kind: str, t: Tally) -> str:
    said = (t.rounds, t.acknowledged, t.read, t.lost, t.chain_breaks, t.index_differences, t.other, t.faults)
    widths = (8, 14, 7, 6, 14, 19, 7, 8)
    return (
        f"{kind:8}"
        + "".join(f"{one:>{w}}" for one, w in zip(said, widths, strict=True))
        + (f"{t.slowest_ready:9.1f}{t.slowest_index:9.1f}")
    )


def _summed(tallies: dict[str, Tally]) -> dict:
    names = ("rounds", "acknowledged", "lost", "chain_breaks", "index_differences")
    rows = [dataclasses.asdict(tally) for tally in tallies.values()]
    return {name: sum(row[name] for row in rows) for name in names} | {"databases": list(tallies)}


if __name__ == "__main__":
    sys.exit(main())
