"""Two submissions side by side: which passages stand in both."""

from collections.abc import Iterable
from dataclasses import dataclass

from cases.queries.submissions import SubmissionPage

# Eight characters in a row are seldom the same by chance, and no turn of phrase of this kind of paper is longer.
SHINGLE = 8
BOXES = ("situation", "analysis", "recommendations")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. common: it stands in the other submission, too."""

    text: str
    common: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Both texts by box as runs. shared: of the characters of the shorter text, how many stand in both, per cent."""

    left: dict[str, tuple[Run, ...]]
    right: dict[str, tuple[Run, ...]]
    shared: int


def compared(left: SubmissionPage, right: SubmissionPage) -> Compared:
    """Mark what two submissions have in common, wherever it stands in either."""
    ours, theirs = _texts(left), _texts(right)
    here = {name: runs(text, _shingles(theirs.values())) for name, text in ours.items()}
    there = {name: runs(text, _shingles(ours.values())) for name, text in theirs.items()}
    lengths = [sum(map(len, texts.values())) for texts in (ours, theirs)]
    shorter = here if lengths[0] <= lengths[1] else there
    common = sum(len(run.text) for parts in shorter.values() for run in parts if run.common)
    return Compared(here, there, round(100 * common / min(lengths)) if min(lengths) else 0)


def runs(text: str, known: frozenset[str]) -> tuple[Run, ...]:
    """A text cut where what is common to another begins and ends. known: the other's shingles."""
    covered = bytearray(len(text))
    for at in range(len(text) - SHINGLE + 1):
        if text[at : at + SHINGLE] in known:
            covered[at : at + SHINGLE] = b"\1" * SHINGLE
    found: list[Run] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or covered[at] != covered[begin]:
            found.append(Run(text[begin:at], bool(covered[begin])))
            begin = at
    return tuple(found) if text else ()


def _texts(page: SubmissionPage) -> dict[str, str]:
    return {name: getattr(page.words, name) for name in BOXES}


def _shingles(texts: Iterable[str]) -> frozenset[str]:

    return frozenset(text[at : at + SHINGLE] for text in texts for at in range(len(text) - SHINGLE + 1))
