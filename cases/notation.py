"""The plain notation of what is written here: bold words and tables are characters of the text itself. Pure.

〖bold words〗 stand within one line. A line that begins and ends with a bar is a row of a table, its cells divided by
such bars; neighbouring rows are one table, the first of them its head. Headings are numbered as official papers number
them (一、 and （一）) and need no sign of their own. Whoever has only a plain box writes and reads the same.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

OPENS, CLOSES, BAR = "〖", "〗", "|"
_BARS = ("|", "｜")
# The year of a document number in the wrong brackets is no bold word.
_STRONG = re.compile(r"〖(?!(?:19|20)[0-9]{2}〗)([^〖〗|｜\n]{1,2000})〗")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table as it stands in the text."""

    line: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The words between the bars, without the blanks around them."""
        inner = self.line.strip()
        return tuple(cell.strip() for cell in inner[1:-1].split(inner[0]))


@dataclass(frozen=True, slots=True)
class Table:
    """Neighbouring rows, which need not have equally many cells."""

    rows: tuple[Row, ...]

    @property
    def columns(self) -> int:
        return max(len(row.cells) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without its marks of bold. places: where each of its characters stands in the marked text, and its end.

    strong: the bold stretches, half-open, in characters of the plain text.
    """

    text: str
    places: Sequence[int]
    strong: tuple[Stretch, ...] = ()

    def back(self, start: int, end: int) -> Stretch:
        """A stretch of the plain text as one of the marked text, marks inside it included."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def is_row(line: str) -> bool:
    """Whether a line is a row of a table: bars of one kind at both ends and at least one between."""
    inner = line.strip()
    return inner[:1] in _BARS and inner[-1] == inner[0] and inner.count(inner[0]) > 2 if inner else False


def blocks_of(text: str) -> tuple[str | Table, ...]:
    """A text as lines and tables, in order; ``text_of`` gives every character of it back."""
    found: list[str | Table] = []
    for in_table, lines in groupby(text.split("\n"), is_row):
        if in_table:
            found.append(Table(tuple(map(Row, lines))))
        else:
            found.extend(lines)
    return tuple(found)


def text_of(blocks: Iterable[str | Table]) -> str:
    """Lines and tables as the text that people write."""
    lines: list[str] = []
    for block in blocks:
        lines += [row.line for row in block.rows] if isinstance(block, Table) else [block]
    return "\n".join(lines)


def row_of(cells: Iterable[str]) -> str:
    """A row of a table. What would end a cell is written otherwise: line breaks as blanks, bars as full-width ones."""
    said = (" ".join(cell.replace(BAR, "｜").split()) for cell in cells)
    return f"{BAR} {f' {BAR} '.join(said)} {BAR}"


def strong(words: str) -> str:
    """Words marked as bold; words that cannot be marked stay as they are, blanks around them stay outside."""
    inner = words.strip()
    marked = f"{OPENS}{inner}{CLOSES}"
    return words.replace(inner, marked, 1) if _STRONG.fullmatch(marked) else words


def strong_in(text: str) -> tuple[Stretch, ...]:
    """The bold stretches of a marked text, half-open, without the marks around them."""
    return tuple(found.span(1) for found in _STRONG.finditer(text))


def plain_of(text: str) -> Plain:
    """The text without its marks of bold; rows of tables stay as they are."""
    if OPENS not in text:
        return Plain(text, range(len(text) + 1))
    inner = strong_in(text)
    marks = {place for start, end in inner for place in (start - 1, end)}
    places = [place for place in range(len(text) + 1) if place not in marks]
    # Each bold stretch is preceded by its own opening mark and by both marks of those before it.
    shifted = tuple((start - 2 * at - 1, end - 2 * at - 1) for at, (start, end) in enumerate(inner))
    return Plain("".join(text[place] for place in places[:-1]), places, shifted)


def with_marks(text: str, stretches: Iterable[Stretch]) -> str:
    """The plain text with its bold stretches marked; they are in order and do not overlap."""
    pieces, at = [], 0
    for start, end in stretches:
        pieces += [text[at:start], OPENS, text[start:end], CLOSES]
        at = end
    return "".join((*pieces, text[at:]))


def pieces_of(line: str) -> tuple[Piece, ...]:
    """One line, or the words of one cell, in stretches that are bold or not."""
    pieces, at = [], 0
    for start, end in strong_in(line):
        pieces += [Piece(line[at : start - 1]), Piece(line[start:end], strong=True)]
        at = end + 1
    return tuple(piece for piece in (*pieces, Piece(line[at:])) if piece.text)
