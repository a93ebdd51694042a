"""A stretch of a document as paragraphs in which every commitment and figure is marked in place. Pure.

Marks are spans of the original text, so what is shown is the original, character for character.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

_HEADING = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?[^。；;]{2,38}[^。；;，,：:]|第[一二三四五六七八九十]{1,3}部分.{0,30}"
)
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}(?:[、.．]|[）)])")
_SALUTATION = re.compile(r"(?!.{0,38}(?:如下|。)).{1,40}[:：]")
_CLOSING_LINES = 5
_CLOSING_LENGTH = 26


class Mark(NamedTuple):
    """What is to be marked: the row's id and its half-open stretch of the document's text."""

    id: int
    start: int
    end: int


class Piece(NamedTuple):
    """Text with at most one figure. opens: this piece is the first of that figure, and carries its anchor."""

    text: str
    figure: int | None
    opens: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces inside one commitment, or outside all. opens and closes: the mark's first and last run.

    anchors: further commitments that begin here inside another one.
    """

    pieces: tuple[Piece, ...]
    promise: int | None
    opens: bool
    closes: bool
    anchors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the original. style: "" or "title", "heading", "flush" (salutation), "close" (signature, date)."""

    runs: tuple[Run, ...]
    style: str


def paragraphs(
    text: str, start: int, end: int, *, promises: Iterable[Mark], figures: Iterable[Mark]
) -> tuple[Paragraph, ...]:
    """The stretch start to end of a text, blank lines left out. Every mark that touches it gets an anchor once."""
    promised = sorted(m for m in promises if m.start < end and m.end > start)
    counted = sorted(m for m in figures if m.start < end and m.end > start)
    lines = list(_lines(text, start, end))
    styles = _styles([text[a:b] for a, b in lines])
    cut = [_cut(a, b, promised, counted) for a, b in lines]
    places = [part.promise for parts in cut for part in parts]
    ends = {promise: index for index, promise in enumerate(places) if promise is not None}
    hidden = [m for m in promised if m.id not in ends]
    seen: set[tuple[str, int]] = set()
    made = []
    index = 0
    for parts, style in zip(cut, styles, strict=True):
        runs = []
        for promise, group in groupby(parts, key=lambda part: part.promise):
            inside = list(group)
            index += len(inside)
            closes = promise is not None and ends[promise] == index - 1
            runs.append(_run(text, inside, promise, closes=closes, hidden=hidden, seen=seen))
        made.append(Paragraph(tuple(runs), style))
    return tuple(made)


def _lines(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Stretches between line breaks, without the blanks around them."""
    at = start
    for line in text[start:end].split("\n"):
        body = line.strip()
        if body:
            first = at + line.index(body[0])
            yield first, first + len(body)
        at += len(line) + 1


def _styles(lines: Sequence[str]) -> list[str]:
    return [_style(line, index, len(lines)) for index, line in enumerate(lines)]


def _style(line: str, index: int, total: int) -> str:
    from_end = total - index
    if index < 2 and len(line) <= 70 and re.search(r"关于.{2,60}(?:答复|复函|意见|提案|建议|函)$", line):
        return "title"
    if index < 4 and _SALUTATION.fullmatch(line):
        return "flush"
    if len(line) <= 40 and _NUMBERED.match(line) and _HEADING.fullmatch(line):
        return "heading"
    if (
        from_end <= _CLOSING_LINES < total
        and len(line) <= _CLOSING_LENGTH
        and not re.search(r"[。；;，,：:！!？?]", line)
    ):
        return "close"
    return ""


class _Part(NamedTuple):
    """A stretch without a mark's edge inside."""

    start: int
    end: int
    promise: int | None
    figure: int | None


def _cut(start: int, end: int, promises: Sequence[Mark], figures: Sequence[Mark]) -> list[_Part]:
    """A line, cut wherever a mark begins or ends."""
    cuts = {start, end}
    for mark in (*promises, *figures):
        cuts.update(place for place in (mark.start, mark.end) if start < place < end)
    return [_Part(a, b, _covering(promises, a, b), _covering(figures, a, b)) for a, b in pairwise(sorted(cuts))]


def _covering(marks: Sequence[Mark], start: int, end: int) -> int | None:
    """The mark around a stretch; of several, the one that begins first and reaches furthest."""
    around = [m for m in marks if m.start <= start and end <= m.end]
    return min(around, key=lambda m: (m.start, -m.end, m.id)).id if around else None


def _run(
    text: str,
    inside: Sequence[_Part],
    promise: int | None,
    *,
    closes: bool,
    hidden: Sequence[Mark],
    seen: set[tuple[str, int]],
) -> Run:
    first, last = inside[0].start, inside[-1].end
    pieces = tuple(
        Piece(text[part.start : part.end], part.figure, part.figure is not None and _first("figure", part.figure, seen))
        for part in inside
    )
    anchors = tuple(m.id for m in hidden if m.start < last and m.end > first and _first("promise", m.id, seen))
    opens = promise is not None and _first("promise", promise, seen)
    return Run(pieces, promise, opens=opens, closes=closes, anchors=anchors)


def _first(kind: str, number: int, seen: set[tuple[str, int]]) -> bool:
    """Whether this mark is met for the first time; it is noted as met."""
    new = (kind, number) not in seen
    seen.add((kind, number))
    return new
