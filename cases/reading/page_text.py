"""Views on a folded page that survive damage by extraction: tokens between white space or table bars, and stretches
with all white space taken out. Every view knows where its characters stand."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\s|•]+")
_SOLID = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Token:
    """A run without white space. An extraction on one line has the same tokens as one on many."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Compact:
    """A stretch without its white space. origin[i]: place of character i in the folded page, one more for the end."""

    text: str
    origin: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where characters start to end (half-open, not empty) stand in the folded page."""
        return self.origin[start], self.origin[end - 1] + 1


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens between two places of a folded page."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, stop)]


def compact(text: str, start: int, end: int) -> Compact:
    """A stretch of a folded page without white space."""
    places = [match.start() for match in _SOLID.finditer(text, start, end)]
    return Compact("".join(text[place] for place in places), (*places, end))


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
