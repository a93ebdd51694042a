"""Promises and figures of real letters against labels, by the labels' own convention."""

import json
import os
import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from cases.importing.parsing import parse
from cases.reading.shapes import ParsedDocument
from tests.cases.importing.letters import raw

NEEDED = {"f1": 0.9, "figure_recall": 0.85, "examples": 43}


@pytest.fixture(scope="module")
def samples() -> Path:
    folder = os.environ.get("DAFU_SAMPLES")
    if not folder or not (Path(folder) / "published" / "gold.json").is_file():
        pytest.skip("DAFU_SAMPLES names no folder of labelled documents")
    return Path(folder)


def bare(text: str) -> str:
    return re.sub(r"[\s“”‘’\"'《》:,。;、()\[\]【】〔〕-]+", "", unicodedata.normalize("NFKC", text))


def common(one: str, other: str) -> int:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.find_longest_match().size


def covers(found: str, label: str) -> bool:
    one, other = bare(found), bare(label)
    return common(one, other) >= 0.6 * len(other) and len(one) <= max(4 * len(other), len(other) + 60)


def parsed(path: Path) -> ParsedDocument:
    return parse(raw(path.read_text(encoding="utf-8"), path.name))


def test_promises_and_figures_of_letters(samples):
    hit = false = missed = figures = told = 0
    for label in json.loads((samples / "published" / "gold.json").read_text(encoding="utf-8")):
        if not label["body_complete"] or label["commitments"] is None:
            continue
        document = parsed(samples / "published" / label["file"])
        sure = [one["quote"] for one in label["commitments"] if not one.get("ambiguous")]
        every = [one["quote"] for one in label["commitments"]]
        for one in document.commitments:
            match = next((quote for quote in sure if covers(one.quote, quote)), None)
            if match:
                sure.remove(match)
                hit += 1
            else:
                false += not any(covers(one.quote, quote) for quote in every)
        missed += len(sure)
        for one in label["reported_figures"]:
            told += 1
            held = bare(one["value"]) + "#" + bare(one["quote"])
            figures += any(
                bare(found.literal) in held and covers(found.quote, one["quote"]) for found in document.figures
            )
    f1 = 2 * hit / (2 * hit + false + missed)
    assert (f1 >= NEEDED["f1"], figures / told >= NEEDED["figure_recall"]) == (True, True), (f1, figures, told)


def test_clauses_known_to_be_promises_or_none(samples):
    examples = json.loads((samples / "published" / "seed_examples.json").read_text(encoding="utf-8"))
    quotes = {
        name: [bare(c.quote) for c in parsed(samples / "seeds" / name).commitments]
        for name in {e["file"] for e in examples}
    }
    wrong = []
    for example in (one for one in examples if one["tracked"] is not None):
        label = bare(example["quote"])
        sizes = [(common(quote, label), min(len(label), len(quote))) for quote in quotes[example["file"]]]
        found = any(size >= 0.8 * least and size >= 0.5 * len(label) for size, least in sizes)
        if found != example["tracked"]:
            wrong.append(example["quote"])
    judged = sum(one["tracked"] is not None for one in examples)
    assert judged - len(wrong) >= NEEDED["examples"], wrong
