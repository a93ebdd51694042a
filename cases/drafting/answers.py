"""The sections of a draft, and which of them answers which point of the submission. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cases.drafting.likeness import best_of

# From this share on a section speaks of the point; measured on submissions printed with their replies.
SPEAKS = 0.15
_HEADS = (
    re.compile(r"^[ \t\u3000]{0,8}[一二三四五六七八九十]{1,3}、", re.M),
    re.compile(r"^[ \t\u3000]{0,8}[（(][一二三四五六七八九十]{1,3}[）)]", re.M),
    re.compile(r"^[ \t\u3000]{0,8}\d{1,2}(?:[、.．](?!\d)|[）)])", re.M),
)
_PARAGRAPH = re.compile(r"^[ \t\u3000]{0,8}(?=\S)", re.M)
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a draft, start to end half-open. name: its first words, for a link."""

    start: int
    end: int
    name: str


def sections_of(body: str) -> tuple[Section, ...]:
    """The numbered sections of a draft, by the outermost numbering used twice, or else its paragraphs.

    Words before the first number are a section, too: some writers answer before they count.
    """
    for head in _HEADS:
        starts = [found.start() for found in head.finditer(body)]
        if len(starts) > 1:
            return _between(body, sorted({0, *starts}))
    return _between(body, sorted({0, *(found.start() for found in _PARAGRAPH.finditer(body))}))


def answers_to(points: Sequence[str], body: str) -> tuple[Section | None, ...]:
    """For each point the section that speaks of it most; None where none speaks of it."""
    sections = sections_of(body)
    texts = [body[one.start : one.end] for one in sections]
    found: list[Section | None] = []
    for point in points:
        best = best_of(point, texts)
        found.append(sections[best[0]] if best is not None and best[1] >= SPEAKS else None)
    return tuple(found)


def _between(body: str, starts: list[int]) -> tuple[Section, ...]:
    ends = [*starts[1:], len(body)]
    cut = [(start, end) for start, end in zip(starts, ends, strict=True) if len(body[start:end].strip()) >= _SHORTEST]
    return tuple(Section(start, end, body[start:end].strip().split("\n")[0][:20]) for start, end in cut)
