"""Hostile questions to the parser, to a real index and over HTTP: an answer or a typed error, each within a second."""

import argparse
import asyncio
import itertools
import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from search import Document, Index, Query, SearchError, open_index, words_of
from tests.attack.hostile_queries import at_random, by_hand
from tests.attack.rows import Row, Watch
from tests.attack.site import furnished_site, running

SLOWEST = 1.0
DOCUMENTS = 5000
OVER_HTTP = 300
SAID = (
    "新增社区养老服务设施",
    "老旧小区加装电梯",
    "托育机构托位",
    "建成婴幼儿成长驿站657家",
    "道路交通安全整治",
    "推进数字政府建设",
)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--random", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)


def run(asked: argparse.Namespace) -> list[Row]:
    questions = [*by_hand(), *at_random(asked.random, asked.seed)]
    with tempfile.TemporaryDirectory(prefix="dafu-attack-") as folder:
        index = filled(Path(folder) / "index", DOCUMENTS)
        rows = tried(index, questions)
    with furnished_site() as (app, _):
        rows.append(
            asyncio.run(_over_http(app, itertools.islice(questions, None, None, max(1, len(questions) // 100))))
        )
    return rows


def filled(folder: Path, count: int) -> Index:
    """An index over texts of words and of characters at random, which have as many pairs as there can be."""
    index = open_index(folder)
    index.write(_documents(count))
    return index


def _documents(count: int) -> Iterator[Document]:
    draw = random.Random(7)
    for number in range(count):
        junk = "".join(chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(120))
        text = f"{draw.choice(SAID)}{number}处。{junk}"
        yield Document(key=str(number), kind="sentence", group=str(number), title=draw.choice(SAID), text=text)


def tried(index: Index, questions: Iterable[tuple[str, str]]) -> list[Row]:
    """A row for each kind of question."""
    rows: dict[str, Row] = {}
    for kind, text in questions:
        row = rows.setdefault(kind, Row(f"queries: {kind}"))
        watch, used = Watch(), time.process_time()
        try:
            found = index.find(Query(text, ("public",), facets=("year",), fold=True))
            words_of(text)
            row.taken += bool(found.hits)
        except SearchError:
            row.refused += 1
        except Exception as fault:
            row.failed(f"{text[:40]!a}: {type(fault).__name__}")
        row.took(watch.seconds, ascii(text[:30]))
        used = time.process_time() - used  # of the processor: a busy machine is no fault of the question
        if used > SLOWEST:
            row.failed(f"{text[:40]!a}: took {used:.2f} s")
    return list(rows.values())


async def _over_http(app, questions: Iterable[tuple[str, str]]) -> Row:
    row = Row("queries over HTTP")
    async with running(app) as browser:
        for _, text in questions:
            sent = text[:1200].encode("utf-8", "surrogatepass")
            for path, name in (
                ("/search", b"q"),
                ("/cases", b"text"),
                ("/commitments", b"text"),
                ("/api/v1/cases", b"q"),
            ):
                watch = Watch()
                answer = await browser.client.get(f"{path}?{_quoted(name, sent)}")
                row.took(watch.seconds, f"{path} {text[:20]!a}")
                row.taken += answer.status_code == 200
                row.refused += 400 <= answer.status_code < 500
                if answer.status_code >= 500 or watch.seconds > 5 * SLOWEST:
                    row.failed(f"{path} {text[:40]!a}: {answer.status_code} in {watch.seconds:.2f} s")
    return row


def _quoted(name: bytes, value: bytes) -> str:
    return name.decode() + "=" + "".join(f"%{byte:02X}" for byte in value)
