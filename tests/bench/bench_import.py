"""Documents a second: parsed in worker processes, and stored and indexed. Run ``python -m tests.bench.bench_import``.

The documents are the demonstration pages, each varied so that it is a submission of its own: another number, other
figures. With --json the last line is one JSON object.
"""

import argparse
import asyncio
import json
import logging
import random
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cases import database, fulltext
from cases.actor import IMPORTER
from cases.errors import CaseError
from cases.importing.runs import import_sources
from cases.importing.workers import AHEAD, Workers, read_and_parse
from cases.intake.sources import Source, read_paths
from cases.reference import load_reference
from cases.resources import fixtures
from cases.tables import Commitment, Document, Figure
from cases.vocabulary import Outcome
from server import keeper

_NUMBER = re.compile(r"第(\d{1,4})号")
_FIGURE = re.compile(r"(?<![\d.第年月])\d{2,4}(?=[家个张名人万])")


def varied(count: int, seed: int = 1) -> list[Source]:
    """So many different pages made of those demonstration pages that carry a plain number."""
    pages = [(s.name, s.read()) for s in read_paths([fixtures() / "archive"]) if s.name.endswith((".txt", ".html"))]
    texts = [(name, text) for name, data in pages if (text := _decoded(data)) is not None and _numbered(name, text)]
    return list(_variants(texts, count, random.Random(seed)))


def _numbered(name: str, text: str) -> bool:
    """Whether the page becomes another submission when its number is changed."""
    changed = read_and_parse(name, _NUMBER.sub("第9999号", text).encode())
    return not isinstance(changed, CaseError) and changed.page.number is not None and "9999" in changed.page.number.text


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _variants(texts: list[tuple[str, str]], count: int, chance: random.Random) -> Iterator[Source]:
    for i in range(count):
        name, text = texts[i % len(texts)]
        number = f"第{i + 1000}号"
        other = _FIGURE.sub(lambda m: str(max(10, int(m[0]) + chance.randint(-9, 9))), _NUMBER.sub(number, text))
        data = f"{other}\n".encode()
        yield Source(f"{i:05}-{name}", lambda data=data: data)


async def parse_only(sources: list[Source]) -> float:
    """Documents parsed a second, the start of the processes not counted."""
    async with Workers() as workers:
        await asyncio.gather(*(workers.parse(s.name, s.read()) for s in sources[:AHEAD]))
        slots = asyncio.Semaphore(AHEAD)

        async def one(source: Source) -> None:
            async with slots:
                found = await workers.parse(source.name, source.read())
                assert not isinstance(found, CaseError), found

        begun = time.perf_counter()
        await asyncio.gather(*(one(source) for source in sources))
        return len(sources) / (time.perf_counter() - begun)


async def store_and_index(url: str, index_folder: Path, sources: list[Source]) -> dict[str, float]:
    """Read, parsed, stored and indexed, as ``dafu import`` does it."""
    await database.open_database(url)
    try:
        await load_reference()
        index = fulltext.open_index(index_folder)
        begun = time.perf_counter()
        async with keeper.keeping_up(index):
            report = await import_sources(sources, actor=IMPORTER, label="bench")
            stored = time.perf_counter() - begun
        indexed = time.perf_counter() - begun
        assert report.outcomes[Outcome.NEW] == len(sources), report.outcomes
        return {
            "stored_per_s": len(sources) / stored,
            "stored_and_indexed_per_s": len(sources) / indexed,
            "documents": await Document.count(),
            "commitments": await Commitment.count(),
            "figures": await Figure.count(),
        }
    finally:
        await database.close()


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--json", action="store_true")
    words.add_argument("--size", type=int, default=600)
    words.add_argument("--database", help="a database to use instead of SQLite in a temporary folder")
    chosen = words.parse_args()
    logging.disable(logging.WARNING)
    sources = varied(chosen.size)
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.database or f"sqlite:///{folder}/dafu.sqlite"
        figures = {"size": chosen.size, "parsed_per_s": asyncio.run(parse_only(sources))}
        figures |= asyncio.run(store_and_index(url, Path(folder) / "index", sources))
    if chosen.json:
        print(json.dumps({name: round(value, 1) for name, value in figures.items()}))
    else:
        for name, value in figures.items():
            print(f"{name:>26} {value:10.1f}")


if __name__ == "__main__":
    main()
