"""Where the words of a question stand in a text, and the passages worth showing.

Marks are found in the folded text, passages are cut from the original: a traditional page is marked by a simplified
question, and what is shown is the original, character for character.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from search.tokens import plain

# A page is not searched for more marks than anyone reads.
MOST_MARKS = 500
_BREAK = re.compile(r"[。!?;\n]")


class Piece(NamedTuple):
    """A stretch of the original; hit: it is one of the words looked for."""

    text: str
    hit: bool


Passage = tuple[Piece, ...]


def marks(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Half-open stretches of the text that one of the words stands in, ascending, none overlapping."""
    folded = plain(text)
    if len(folded) != len(text):
        folded = "".join(char if len(char := plain(letter)) == 1 else " " for letter in text)  # İ grows in lower case
    wanted = sorted({plain(word) for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return []
    pattern = re.compile("|".join(_guarded(word) for word in wanted))
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(folded):
        found.append(match.span())
        if len(found) == MOST_MARKS:
            break
    return found


def _guarded(word: str) -> str:
    """A word as a pattern; a number is not found inside a longer number, nor a Latin word inside another."""
    pattern = re.escape(word)
    if word[0].isascii() and word[0].isdigit():
        pattern = rf"(?<![0-9])(?<![0-9][.,]){pattern}"
    elif word[0].isascii() and word[0].isalpha():
        pattern = rf"(?<![a-z]){pattern}"
    if word[-1].isascii() and word[-1].isdigit():
        pattern = rf"{pattern}(?![0-9])(?![.,][0-9])"
    elif word[-1].isascii() and word[-1].isalpha():
        pattern = rf"{pattern}(?![a-z])"
    return pattern


def marked(text: str, spans: Sequence[tuple[int, int]]) -> Passage:
    """The whole text in pieces."""
    return _cut(text, spans, 0, len(text))


def passages(text: str, spans: Sequence[tuple[int, int]], *, most: int = 3, width: int = 120) -> tuple[Passage, ...]:
    """The sentences with the most different words, in reading order; the beginning of the text where nothing is found.

    width: characters of one passage; a longer sentence is cut around its marks, an ellipsis says so.
    """
    if not spans:
        start = len(text) - len(text.lstrip())
        return (_windowed(text, (), start, len(text), width),) if text.strip() else ()
    sentences = _sentences(text, spans)
    ranked = sorted(sentences, key=lambda item: (-len({text[a:b] for a, b in item[2]}), -len(item[2]), item[0]))
    chosen = sorted(ranked[:most])
    return tuple(_windowed(text, inside, start, end, width) for start, end, inside in chosen)


def _sentences(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, tuple[tuple[int, int], ...]]]:
    """Start, end and marks of every sentence that has a mark."""
    edges = [0, *(match.end() for match in _BREAK.finditer(plain(text)[: len(text)])), len(text)]
    out = []
    at = 0
    for start, end in pairwise(edges):
        inside = []
        while at < len(spans) and spans[at][0] < end:
            if spans[at][1] <= end:
                inside.append(spans[at])
            at += 1
        if inside:
            out.append((start, end, tuple(inside)))
    return out


def _windowed(text: str, spans: Sequence[tuple[int, int]], start: int, end: int, width: int) -> Passage:
    """A sentence in pieces, cut to the width around its first mark."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    first, last = start, end
    if end - start > width:
        anchor = spans[0][0] if spans else start
        first = max(start, min(anchor - width // 4, end - width))
        last = min(end, first + width)
    inside = [span for span in spans if span[0] >= first and span[1] <= last]
    pieces = list(_cut(text, inside, first, last))
    if first > start:
        pieces.insert(0, Piece("…", False))
    if last < end:
        pieces.append(Piece("…", False))
    return tuple(pieces)


def _cut(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Passage:
    pieces: list[Piece] = []
    at = start
    for first, last in spans:
        if first > at:
            pieces.append(Piece(text[at:first], False))
        pieces.append(Piece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return tuple(pieces)
