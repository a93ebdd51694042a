"""``python -m tests.faults [--rounds N] [--database sqlite|postgres|both] [--fault NAME …] [--control NAME]``

Breaks the program at random moments while fourteen people work, lets it come up again by itself, and holds the data
against what each was told is saved and against the invariants. The faults are drawn among all, or among those named;
``--each`` runs the rounds of each. Ends with 0 where nothing was lost or broken; with ``--control`` a protection is
taken away, and it ends with 0 where that was noticed. ``--json`` adds a last line for programs; ``--keep`` keeps what
the program said in a round that was not passed. Broken off with SIGINT or SIGTERM it tells of the rounds until then.
"""

import argparse
import asyncio
import contextlib
import json
import random
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults import broken
from tests.faults.kinds import KINDS, POSTGRES, SQLITE, Kind, ground_of, kinds_of
from tests.faults.places import NoPlace
from tests.faults.rounds import Tally, Watched, one_round
from tests.faults.site import Site, site

Tallies = dict[tuple[str, str], Tally]
COLUMNS = (
    ("rounds", "rounds"), ("acknowledged", "acknowledged"), ("read", "reads"), ("refused", "refused"),
    ("unheard", "unheard"), ("lost", "lost"), ("chain_breaks", "chain breaks"),
    ("index_differences", "index differences"), ("other", "other"), ("faults", "faults"), ("stalls", "stalls"),
    ("signed_out", "signed out"), ("proofs", "proofs"), ("not_run", "not run"),
    ("slowest_ready", "ready s"), ("slowest_index", "index s"), ("seconds", "seconds"),
)  # fmt: skip
SUMMED = ("rounds", "acknowledged", "lost", "chain_breaks", "index_differences", "other", "faults", "not_run")
MOST_TOLD = 40


def main() -> int:
    asked = _asked()
    for kind in (signal.SIGINT, signal.SIGTERM):  # SIGINT is ignored by what a shell runs in the background
        signal.signal(kind, signal.default_int_handler)
    databases = [SQLITE, POSTGRES] if asked.database == "both" else [asked.database]
    names = asked.fault
    if asked.control:
        names, databases = (
            names or [broken.CONTROLS[asked.control].fault],
            broken.databases_of(asked.control, databases),
        )
    tallies: Tallies = {}
    try:
        for kind in databases:
            _run(kind, _drawn(kinds_of(kind, names), asked), asked, tallies)
    finally:  # also what was seen until somebody breaks it off
        _tell(tallies, in_json=asked.json)
    if not sum(tally.acknowledged for tally in tallies.values()):
        return 2  # nobody worked: nothing was proved
    return int(any(t.broken for t in tallies.values()) != bool(asked.control))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="of each database; with --each of each fault")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--database", choices=[SQLITE, POSTGRES, "both"], default="both")
    parser.add_argument("--control", choices=sorted(broken.CONTROLS), default="")
    parser.add_argument("--fault", choices=sorted(KINDS), action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


def _drawn(kinds: Sequence[Kind], asked: argparse.Namespace) -> list[Kind]:
    """The faults of all rounds: every kind once before any comes a second time, in an order of the seed's."""
    draw, found = random.Random(asked.seed), []
    while kinds and len(found) < asked.rounds * (len(kinds) if asked.each else 1):
        found += draw.sample(kinds, len(kinds))
    return found[: asked.rounds * (len(kinds) if asked.each else 1)]


def _run(database: str, kinds: Sequence[Kind], asked: argparse.Namespace, tallies: Tallies) -> None:
    """All rounds on one database, those of one ground on one installation."""
    for ground in dict.fromkeys(ground_of(kind, database) for kind in kinds):
        some = [kind for kind in kinds if ground_of(kind, database) == ground]
        try:
            with site(database, ground=ground, broken=asked.control) as made:
                asyncio.run(_rounds(Watched(made), database, some, asked, tallies))
        except NoPlace as why:
            for kind in some:
                tallies.setdefault((database, kind.name), Tally()).not_run += 1
            print(f"{database} {ground}: {len(some)} rounds cannot be run here: {why}", file=sys.stderr)


async def _rounds(
    watched: Watched, database: str, kinds: Sequence[Kind], asked: argparse.Namespace, tallies: Tallies
) -> None:
    begun, draw = time.monotonic(), random.Random(asked.seed)
    for number, kind in enumerate(kinds, 1):
        tally = tallies.setdefault((database, kind.name), Tally())
        known = len(tally.told)
        try:
            if await watched.site.ready() is None:
                raise RuntimeError(f"the program did not start: {watched.site.said()}")
            await one_round(watched, kind, tally, draw)
        except NoPlace as why:
            tally.not_run += 1
            tally.told.append(f"{kind.name} 在这台机器上做不了：{why}")
        except Exception as problem:  # a round that could not be looked at to its end has not been passed
            tally.other += 1
            tally.told.append(f"{kind.name} 中断：{type(problem).__name__} {problem}")
            watched.site.kill_all()
        said = f"acknowledged {tally.acknowledged} refused {tally.refused} after {time.monotonic() - begun:.0f} s"
        print(f"{database} {number}/{len(kinds)} {kind.name} {said}", file=sys.stderr)
        for line in tally.told[known:]:
            print(" ", line, file=sys.stderr)
        if asked.keep and tally.told[known:]:
            _keep(watched.site, asked.keep / f"{database}-{watched.site.folder.name}-{number}-{kind.name}")


def _keep(site: Site, place: Path) -> None:
    """Copy what the program and the servers of the database have said until now."""
    place.mkdir(parents=True, exist_ok=True)
    for one in (site.log, *site.folder.glob("*/log")):
        shutil.copy(one, place / "-".join(one.relative_to(site.folder).parts))


def _tell(tallies: Tallies, *, in_json: bool) -> None:
    print(_table(tallies))
    for line in dict.fromkeys(line for tally in tallies.values() for line in tally.told[:MOST_TOLD]):
        print(" ", line)
    if in_json:
        sums = {name: sum(getattr(tally, name) for tally in tallies.values()) for name in SUMMED}
        kinds = [
            {"fault": fault, "database": database, **{name: getattr(tally, name) for name, _ in COLUMNS}}
            for (database, fault), tally in tallies.items()
        ]
        databases = sorted({database for database, _ in tallies})
        print(json.dumps(sums | {"databases": databases, "kinds": kinds}), flush=True)


def _table(tallies: Tallies) -> str:
    """A line for each fault and database, those of one fault together, and all in all."""
    lines = [f"{'fault':17}{'database':10}" + "  ".join(said for _, said in COLUMNS)]
    inner = sorted(tallies.items(), key=lambda one: (list(KINDS).index(one[0][1]), one[0][0]))
    for (database, fault), tally in [*inner, (("", "all"), _sum(tallies))]:
        cells = [_cell(getattr(tally, name)).rjust(len(said)) for name, said in COLUMNS]
        lines.append(f"{fault:17}{database:10}" + "  ".join(cells))
    return "\n".join(lines)


def _sum(tallies: Tallies) -> Tally:
    total = Tally()
    for tally in tallies.values():
        for name, _ in COLUMNS:
            was, more = getattr(total, name), getattr(tally, name)
            setattr(total, name, max(was, more) if name.startswith("slowest") else was + more)
    return total


def _cell(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.1f}"


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
    sys.exit(130)
