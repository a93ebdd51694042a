"""How long an official paper takes: the preview of a reply of six pages, its PDF and Word file, and every other kind.

Run ``python -m tests.bench.bench_papers``; the first line is a fresh process, which reads the fonts. With --json the
last line is one JSON object. Whatever follows is warm, the middle of several rounds; no image comes out of the cache.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from cases.papers.fonts import Fonts, installed
from cases.papers.kinds import paper_of
from cases.papers.model import Paper
from cases.papers.pdf import as_pages, as_pdf
from cases.papers.samples import sample
from cases.papers.word import as_docx
from cases.vocabulary.papers import PaperKind

PAGES = 6


def long_reply(fonts: Fonts) -> Paper:
    """A reply of six pages: the sample's text as often as it takes."""
    paper = paper_of(PaperKind.REPLY, sample())
    for times in range(1, 20):
        made = replace(paper, blocks=paper.blocks * times)
        if len(as_pages(made, fonts)) >= PAGES:
            return made
    raise AssertionError("the sample is too short")


def middle(rounds: int, act: Callable[[int], object]) -> float:
    """Milliseconds of the middle round. The number of the round makes each paper one that no cache knows."""
    taken = []
    for number in range(rounds):
        began = time.perf_counter()
        act(number)
        taken.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(taken), 1)


def measured(rounds: int) -> dict[str, float]:
    """What took how long, in milliseconds."""
    began = time.perf_counter()
    fonts = installed()
    first = as_pages(paper_of(PaperKind.REPLY, sample()), fonts)
    found = {"first preview of a process": round((time.perf_counter() - began) * 1000, 1)}
    reply = long_reply(fonts)
    pages = len(as_pages(reply, fonts))
    numbered = lambda number: replace(reply, doc_no=f"测〔2026〕{number}号")
    found[f"preview of {pages} pages"] = middle(rounds, lambda n: as_pages(numbered(n), fonts))
    found[f"PDF of {pages} pages"] = middle(rounds, lambda n: as_pdf(numbered(n), fonts))
    found[f"Word of {pages} pages"] = middle(rounds, lambda n: as_docx(numbered(n)))
    for kind in PaperKind:
        paper = paper_of(kind, sample())
        found[f"PDF {kind.value}"] = middle(rounds, lambda n, p=paper: as_pdf(replace(p, source=str(n)), fonts))
    assert first
    return found


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--json", action="store_true")
    said = asked.parse_args()
    found = measured(said.rounds)
    for name, taken in found.items():
        print(f"{name:<32}{taken:>9.1f} ms")
    if said.json:
        print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
