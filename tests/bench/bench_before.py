"""How well the panel of earlier cases finds the one on the same matter, however it is worded, and how fast.

Run ``python -m tests.bench.bench_before``. The demonstration archive, and with DAFU_SAMPLES the real documents beside
it, are imported into one empty database; every pair of ``before_pairs.txt`` whose pages are there is asked as a new
submission would be. With --json the last line is one object. --cases 20000 strews in so many made-up cases and measures
the time; they answer no pair and are left out of the figures of finding.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from cases import database, fulltext
from cases.actor import OFFICE
from cases.audiences import Standing, reader_terms
from cases.importing.lookups import load_lookups
from cases.importing.parsing import parse
from cases.importing.saving import save
from cases.intake.sources import read_document
from cases.queries.similar import matter_of
from cases.reference import load_reference
from cases.resources import fixtures
from cases.tables import Case
from cases.vocabulary import Audience, CaseState, Track
from search import Document, write
from tests.bench.archive import SEED, sentences

PAIRS = Path(__file__).parent / "before_pairs.txt"
SHOWN = 3
ENDINGS = (".txt", ".html", ".docx", ".pdf")


@dataclass(frozen=True)
class Pair:
    """part: of the file; pages: names of files without endings, any of whose cases is right."""

    part: str
    pages: tuple[str, ...]
    title: str
    text: str


@dataclass(frozen=True)
class Asked:
    """rank: place of the right case, 0 for the first, None where it is not shown; ms: time of the answer."""

    pair: Pair
    rank: int | None
    ms: float
    first: str


def pairs() -> list[Pair]:
    """The test set."""
    part, found = "", []
    for line in PAIRS.read_text("utf-8").splitlines():
        if line.startswith("["):
            part = line.strip("[]")
        elif line and not line.startswith("#"):
            pages, title, text = line.split(" | ")
            found.append(Pair(part, tuple(pages.split(", ")), title, text))
    return found


async def fill(samples: Path | None) -> dict[str, int]:
    """Everything imported; the case of each page by the name of its file without its ending."""
    await load_reference()
    lookups = await load_lookups()
    folders = [fixtures() / "archive", *((samples / "seeds", samples / "published") if samples else ())]
    cases: dict[str, int] = {}
    for path in (path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in ENDINGS):
        saved = await save(parse(read_document(path.name, path.read_bytes())), lookups=lookups, actor=OFFICE)
        if saved.case_id is not None:
            cases[path.stem] = saved.case_id
    return cases


async def strew(folder: Path, count: int) -> None:
    """So many made-up cases with a page each, in the database and in the index."""
    dice = random.Random(SEED)
    said = [one.text for one in sentences(4000)]
    shared = {"track": Track.NPC.value, "state": CaseState.CLOSED.value, "audience": Audience.PUBLIC.value}
    readers, pages = reader_terms(Standing(Audience.PUBLIC)), []
    for start in range(0, count, 200):
        titles = [f"关于{dice.choice(said)[:24]}的建议" for _ in range(min(200, count - start))]
        async with database.write_tx():
            ids = await database.insert_rows(Case, [{"title": title, **shared} for title in titles])
        for case, title in zip(ids, titles, strict=True):
            text = "。".join(dice.choices(said, k=10))
            pages.append(Document(f"reply:made-{case}", "reply", f"case:{case}", title, text, audience=readers))
    write(folder, pages)


async def ask(index: fulltext.Index, one: Pair, cases: dict[str, int], titles: dict[int, str]) -> Asked:
    """One pair, asked as the pages ask."""
    began = time.perf_counter()
    found = await fulltext.like(index, matter_of(one.title), one.text, actor=OFFICE)
    spent = (time.perf_counter() - began) * 1000
    right = {cases[page] for page in one.pages}
    rank = next((at for at, like in enumerate(found) if like.case in right), None)
    return Asked(one, rank, spent, titles.get(found[0].case, "") if found else "")


async def measured(samples: Path | None, folder: Path, strewn: int) -> list[Asked]:
    """Every pair that can be asked of what is there."""
    await database.open_database(f"sqlite:///{folder / 'dafu.sqlite'}")
    try:
        cases = await fill(samples)
        await fulltext.rebuild(folder / "index")
        if strewn:
            await strew(folder / "index", strewn)
        index = fulltext.open_index(folder / "index")
        await fulltext.like(index, "热身", "", actor=OFFICE)  # the dictionaries are read once
        titles = {row["id"]: row["title"] or "" for row in await Case.select(Case.id, Case.title)}
        return [await ask(index, one, cases, titles) for one in pairs() if set(one.pages) <= set(cases)]
    finally:
        await database.close()


def figures(found: list[Asked]) -> dict[str, float | int]:
    """Of so many pairs, how often the right case came first and among the first shown; by part of the file."""
    spent = sorted(one.ms for one in found) or [0.0]
    sums: dict[str, float | int] = {
        "pairs": len(found),
        "first": sum(one.rank == 0 for one in found),
        "first_three": sum(one.rank is not None and one.rank < SHOWN for one in found),
        "ms_median": round(statistics.median(spent), 1),
        "ms_p95": round(spent[int(len(spent) * 0.95)], 1),
    }
    of, first = Counter(one.pair.part for one in found), Counter(one.pair.part for one in found if one.rank == 0)
    return sums | {f"{part}, {what}": sums_[part] for part in of for what, sums_ in (("pairs", of), ("first", first))}


def main() -> None:
    """Import, ask, compare, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--cases", type=int, default=0)
    options = asked.parse_args()
    samples = os.environ.get("DAFU_SAMPLES")
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measured(Path(samples) if samples else None, Path(folder), options.cases))
    for one in found:
        if one.rank != 0:
            print(f"{one.pair.part:14} {'-' if one.rank is None else one.rank + 1:>2} {one.pair.title} => {one.first}")
    sums = figures(found)
    for name, value in sums.items():
        print(f"{name}: {value}")
    if options.json:
        print(json.dumps(sums, ensure_ascii=False))


if __name__ == "__main__":
    main()
