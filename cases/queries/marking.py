"""A stretch of a document as paragraphs in which every commitment and figure is marked in place. Pure.

Marks are spans of the original text, so what is shown is the original, character for character.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from cases.notation import Stretch, is_row

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
    strong: bool = False


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
    """One line of the original. style: "" or "title", "heading", "flush" (salutation), "close" (signature, date).

    A "table" has rows instead of runs: the cells of each of its lines.
    """

    runs: tuple[Run, ...]
    style: str
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()


def paragraphs(
    text: str,
    start: int,
    end: int,
    *,
    promises: Iterable[Mark],
    figures: Iterable[Mark],
    strong: Sequence[Stretch] = (),
    marked: bool = False,
) -> tuple[Paragraph, ...]:
    """The stretch start to end of a text, blank lines left out. Every mark that touches it gets an anchor once.

    strong: what is bold; marked: whether the signs of it stand around it in the text, where they are not shown.
    """
    promised = sorted(m for m in promises if m.start < end and m.end > start)
    counted = sorted(m for m in figures if m.start < end and m.end > start)
    bold = _Bold(tuple(one for one in strong if one[0] < end and one[1] > start), marked)
    rows: list[int] = []
    lines: list[Stretch] = []
    for number, (a, b) in enumerate(_lines(text, start, end)):
        cells = list(_cells(text, a, b)) if is_row(text[a:b]) else [(a, b)]
        lines += cells
        rows += [number if len(cells) > 1 else -1] * len(cells)
    styles = _styles([text[a:b] for a, b in lines])
    cut = [_cut(a, b, promised, counted, bold) for a, b in lines]
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
    return tuple(_with_tables(made, rows))


def _with_tables(made: Sequence[Paragraph], rows: Sequence[int]) -> Iterable[Paragraph]:
    """Cells of neighbouring rows as one table. rows: for each paragraph the line of which it is a cell, else -1."""
    for in_table, parts in groupby(zip(made, rows, strict=True), key=lambda part: part[1] >= 0):
        if in_table:
            lines = groupby(parts, key=lambda part: part[1])
            yield Paragraph((), "table", tuple(tuple(cell.runs for cell, _ in line) for _, line in lines))
        else:
            yield from (paragraph for paragraph, _ in parts)


def _cells(text: str, start: int, end: int) -> Iterable[Stretch]:
    """The stretches between the bars of a row, without the blanks around them."""
    at = start + 1
    for cell in text[start + 1 : end - 1].split(text[start]):
        inner = cell.strip()
        first = at + (cell.index(inner[0]) if inner else 0)
        yield first, first + len(inner)
        at += len(cell) + 1


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
    strong: bool


class _Bold(NamedTuple):
    """Bold stretches, and whether their signs stand beside them in the text."""

    stretches: tuple[Stretch, ...]
    marked: bool

    def signs(self) -> set[Stretch]:
        """Where the signs stand that are not shown."""
        found = {(start - 1, start) for start, _ in self.stretches} | {(end, end + 1) for _, end in self.stretches}
        return found if self.marked else set()


def _cut(start: int, end: int, promises: Sequence[Mark], figures: Sequence[Mark], bold: _Bold) -> list[_Part]:
    """A line, cut wherever a mark begins or ends."""
    inside = _Bold(tuple(one for one in bold.stretches if one[0] < end and one[1] > start), bold.marked)
    signs = inside.signs()
    cuts = {start, end}
    for a, b in (*((m.start, m.end) for m in (*promises, *figures)), *inside.stretches, *signs):
        cuts.update(place for place in (a, b) if start < place < end)
    return [
        _Part(a, b, _covering(promises, a, b), _covering(figures, a, b), any(x <= a and b <= y for x, y in inside[0]))
        for a, b in pairwise(sorted(cuts))
        if (a, b) not in signs
    ]


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
        Piece(
            text[part.start : part.end], part.figure,
            part.figure is not None and _first("figure", part.figure, seen), part.strong,
        )
        for part in inside
    )  # fmt: skip
    anchors = tuple(m.id for m in hidden if m.start < last and m.end > first and _first("promise", m.id, seen))
    opens = promise is not None and _first("promise", promise, seen)
    return Run(pieces, promise, opens=opens, closes=closes, anchors=anchors)


def _first(kind: str, number: int, seen: set[tuple[str, int]]) -> bool:
    """Whether this mark is met for the first time; it is noted as met."""
    new = (kind, number) not in seen
    seen.add((kind, number))
    return new
