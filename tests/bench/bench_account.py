"""How well the archive holds promises to account: pairs of promise and delivery, and figures over time.

Run ``python -m tests.bench.bench_account`` with DAFU_SAMPLES naming a folder that holds seeds/ and published/. It is
imported whole into an empty database and asked through the pages' own queries; every proposed pair and every series is
printed with whether people agree (``account_gold``). With --json the last line is one object.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cases import database, fulltext
from cases.actions.routing import proposed_units
from cases.actor import IMPORTER, OFFICE, Actor
from cases.importing.lookups import load_lookups
from cases.importing.parsing import parse
from cases.importing.runs import import_sources
from cases.importing.saving import save
from cases.intake.sources import read_document, read_paths
from cases.queries.fulfilments import PairRow, RepeatRow, Side, fulfilments
from cases.queries.precedents import living_units
from cases.queries.series import SeriesPage, series_list, series_page
from cases.queries.similar import compared_case
from cases.reading.shadow import shadow_of
from cases.reference import load_reference
from cases.resources import fixtures
from cases.tables import Assignment, Case, Document
from cases.vocabulary import LEADING
from tests.bench.account_gold import OPEN, PAIRS, SERIES, GoldSeries, Paper
from tests.bench.office_routing import office_ranks


@dataclass(frozen=True)
class Score:
    """What was found. pairs_right counts the pairs of the gold that were found, pairs_wrong the proposals not in it."""

    pairs_right: tuple[str, ...]
    pairs_missed: tuple[str, ...]
    pairs_wrong: tuple[str, ...]
    left_open: bool
    series_right: tuple[str, ...]
    series_missed: tuple[str, ...]
    series_wrong: tuple[str, ...]


async def fill(samples: Path, folder: Path) -> None:
    """The samples imported whole into an empty database in a folder."""
    await database.open_database(f"sqlite:///{folder / 'dafu.sqlite'}")
    await load_reference()
    lookups = await load_lookups()
    for name in ("seeds", "published"):
        for path in sorted((samples / name).glob("*.txt")):
            await save(parse(read_document(path.name, path.read_bytes())), lookups=lookups, actor=OFFICE)


async def score(actor: Actor = OFFICE) -> Score:
    """The open database held against the gold."""
    papers = await _papers()
    pairs: list[PairRow] = []
    repeats: list[RepeatRow] = []
    series: list[SeriesPage] = []
    for place in await _place_ids():
        found = await fulfilments(actor=actor, place=place)
        pairs, repeats = [*pairs, *found.pairs], [*repeats, *found.repeats]
        listed = await series_list(actor=actor, place=place, per_page=500)
        if listed.place == place:
            series += [await series_page(row.key, actor=actor) for row in listed.rows.rows]
    told = {id(row): _pair_name(row, papers) for row in (*pairs, *repeats)}
    right = {name for name in told.values() if name}
    named = {page.series.key: _series_name(page, papers) for page in series}
    for row in (*pairs, *repeats):
        print(f"{told[id(row)] or 'WRONG':6} {_why(row):10} {row.earlier.quote[:48]} => {row.later.quote[:48]}")
    for page in series:
        print(f"{named[page.series.key] or 'WRONG':10} {page.name}: {_points(page)}")
    return Score(
        pairs_right=tuple(sorted(right)),
        pairs_missed=tuple(gold.name for gold in PAIRS if gold.name not in right),
        pairs_wrong=tuple(row.earlier.quote for row in (*pairs, *repeats) if not told[id(row)]),
        left_open=not any(_speaks(row.earlier, OPEN[1], OPEN[2], papers) for row in pairs),
        series_right=tuple(sorted(name for name in set(named.values()) if name)),
        series_missed=tuple(gold.name for gold in SERIES if gold.name not in named.values()),
        series_wrong=tuple(page.name for page in series if not named[page.series.key]),
    )


def _why(row: PairRow | RepeatRow) -> str:
    return row.pair.why.value if isinstance(row, PairRow) else "repeated"


def _points(page: SeriesPage) -> str:
    points = " ".join(f"{p.on.isoformat() if p.on else 'undated'}={p.stated.value}" for p in page.series.points)
    return points + "".join(f" target {p.on}={p.stated.value}" for p in page.series.targets)


async def _papers() -> dict[int, Paper]:
    """Each document as the gold names it."""
    columns = (Document.id, Document.kind, Document.signed_on, Document.published_on, Document.place.name)
    rows = await Document.select(*columns)
    days = {row["id"]: row["signed_on"] or row["published_on"] for row in rows}
    return {r["id"]: (r["place.name"], r["kind"], days[r["id"]].year if days[r["id"]] else None) for r in rows}


async def _place_ids() -> list[int]:
    rows = await Document.select(Document.place).where(Document.place.is_not_null()).distinct()
    return sorted(row["place"] for row in rows)


def _pair_name(row: PairRow | RepeatRow, papers: dict[int, Paper]) -> str:
    """The pair of the gold that a proposal is, empty where it is none. A promise of a pair that another paper says
    again in the meantime is truly repeated."""
    for gold in PAIRS:
        repeated = isinstance(row, RepeatRow)
        if not any(_speaks(row.earlier, paper, gold.said, papers) for paper in gold.earlier):
            continue
        later = any(_speaks(row.later, paper, gold.told, papers) for paper in gold.later)
        if (later and repeated == gold.repeated) or (repeated and gold.said in _folded(row.later.quote)):
            return gold.name
    return ""


def _speaks(side: Side, paper: Paper, words: str, papers: dict[int, Paper]) -> bool:
    return papers[side.document] == paper and words in _folded(side.quote)


def _folded(text: str) -> str:
    return shadow_of(text).text


def _series_name(page: SeriesPage, papers: dict[int, Paper]) -> str:
    points = {(papers[p.stated.document][2], p.stated.value) for p in page.series.points}
    targets = {(p.on.year if p.on else 0, p.stated.value) for p in page.series.targets}
    place = papers[page.series.points[0].stated.document][0]
    return next((gold.name for gold in SERIES if _is(gold, place, points, targets)), "")


def _is(gold: GoldSeries, place: str, points: set[tuple[int | None, str]], targets: set[tuple[int, str]]) -> bool:
    wanted = {gold.target} if gold.target else set()
    return gold.place == place and points == gold.points and targets == wanted


async def measured(samples: Path, folder: Path) -> Score:
    """The score of the samples, imported into an empty database in a folder, which is closed again."""
    await fill(samples, folder)
    try:
        return await score()
    finally:
        await database.close()


@dataclass(frozen=True)
class Routed:
    """Leave-one-out over the demo archive. of: cases whose lead is known; first, third: of these, how many have it
    proposed first and among the first three."""

    of: int
    first: int
    third: int


async def routed(folder: Path) -> Routed:
    """Each case of the archive that ships is taken for a new one, of which title and place are known: who leads it?"""
    await database.open_database(f"sqlite:///{folder / 'routing.sqlite'}")
    try:
        await load_reference()
        await import_sources(read_paths([fixtures() / "archive"]), actor=IMPORTER, label="demo")
        await fulltext.rebuild(folder / "index")
        index = fulltext.open_index(folder / "index")
        ranks = [await _rank(index, one) for one in await _led()]
    finally:
        await database.close()
    return Routed(len(ranks), sum(rank == 0 for rank in ranks), sum(rank < 3 for rank in ranks))


async def offices(samples: Path, folder: Path) -> Routed:
    """The same for the samples, come from many places, with the demonstration as precedents: the kind of office."""
    await fill(samples, folder)
    try:
        cases = {row["id"] for row in await Case.select(Case.id)}
        await import_sources(read_paths([fixtures() / "archive"]), actor=IMPORTER, label="demo")
        await fulltext.rebuild(folder / "index")
        ranks = await office_ranks(fulltext.open_index(folder / "index"), cases)
    finally:
        await database.close()
    return Routed(len(ranks), sum(r == 0 for r in ranks), sum(r is not None and r < 3 for r in ranks))


async def _led() -> list[tuple[int, set[int]]]:
    """Every case with the units that led it, named as they are today."""
    rows = await Assignment.select(Assignment.case, Assignment.department).where(
        Assignment.role.is_in([role.value for role in LEADING]) & Assignment.department.is_not_null()
    )
    today = await living_units(sorted({row["department"] for row in rows}))
    leads: dict[int, set[int]] = {}
    for row in rows:
        if row["department"] in today:
            leads.setdefault(row["case"], set()).add(today[row["department"]][0])
    return sorted(leads.items())


async def _rank(index: Any, led: tuple[int, set[int]]) -> int:
    case, units = led
    one = replace(await compared_case(case, actor=OFFICE), text="")
    proposed = await proposed_units(index, [one], actor=OFFICE)
    found = next((at for at, one in enumerate(proposed) if one.unit in units), len(proposed) + 3)
    if found:
        print(f"route {found + 1 if found < len(proposed) else '-':>2} {one.title[:40]}")
    return found


async def _run(samples: Path) -> tuple[Score, Routed, Routed]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "offices").mkdir()
        return await measured(samples, folder), await routed(folder), await offices(samples, folder / "offices")


def _listed(title: str, names: Sequence[str]) -> None:
    print(f"{title}: {len(names)} {' '.join(name[:40] for name in names)}")


def main() -> None:
    """Import, ask, compare, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    samples = os.environ.get("DAFU_SAMPLES")
    if not samples:
        sys.exit("DAFU_SAMPLES must name a folder that holds seeds/ and published/")
    found, routes, kinds = asyncio.run(_run(Path(samples)))
    for title in ("pairs_right", "pairs_missed", "pairs_wrong", "series_right", "series_missed", "series_wrong"):
        _listed(title, getattr(found, title))
    print(f"left open: {found.left_open}")
    print(f"lead unit proposed first: {routes.first} of {routes.of}; among three: {routes.third} of {routes.of}")
    print(f"kind of office, samples: first {kinds.first} of {kinds.of}; among three: {kinds.third} of {kinds.of}")
    if options.json:
        sums = {
            "pairs_found": len(found.pairs_right),
            "pairs_wrong": len(found.pairs_wrong),
            "series_right": len(found.series_right),
            "series_wrong": len(found.series_wrong),
            "routing_top1": round(routes.first / max(routes.of, 1), 3),
            "routing_top3": round(routes.third / max(routes.of, 1), 3),
            "office_top1": round(kinds.first / max(kinds.of, 1), 3),
            "office_top3": round(kinds.third / max(kinds.of, 1), 3),
        }
        print(json.dumps(sums))


if __name__ == "__main__":
    main()
