"""A paragraph cut into sentences and a sentence into clauses, with their places.

A mark inside brackets or quotation marks closes nothing.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLOSING = re.compile(r"[。;!?:《(〔\[“]")
_COMMA = re.compile(r"[,《(〔\[“]")
_SHUT = {"《": "》", "(": ")", "〔": "〕", "[": "]", "“": "”"}
# A bracket that does not close within so many characters is a lost one.
_LONGEST_BRACKET = 120
# Nobody writes longer ones; what is longer is taken apart, so that work stays in proportion to length.
_LONGEST_CLAUSE = 240

# Put before a rule about one clause: several steps ask the same of it, and junk says the same thing for pages.
remembered = functools.lru_cache(maxsize=2048)


@dataclass(frozen=True, slots=True)
class Clause:
    """text[start:end] of the folded text, without the comma at its end."""

    start: int
    end: int
    text: str


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Sentences of a paragraph: start, end and closing mark, "" where the paragraph just ends."""
    at = start
    for place, mark in _marks(_CLOSING, text, start, end):
        if mark == ":" and text[place + 1 : place + 2].isdigit() and text[place - 1 : place].isdigit():
            continue
        first = _past_leftovers(text, at, place)
        if first < place:
            yield first, place, mark
        at = place + 1
    at = _past_leftovers(text, at, end)
    if at < end:
        yield at, end, ""


def clauses(text: str, start: int, end: int) -> tuple[Clause, ...]:
    """Clauses of a sentence, parted by commas; a comma between thousands parts nothing."""
    found: list[Clause] = []
    at = start
    for place, _ in _marks(_COMMA, text, start, end):
        if text[place - 1 : place].isdigit() and re.match(r"\d{3}(?!\d)", text[place + 1 : place + 5]):
            continue
        found.extend(_clause(text, a, b) for a, b in _short(at, place))
        at = place + 1
    found.extend(_clause(text, a, b) for a, b in _short(at, end))
    return tuple(clause for clause in found if clause.start < clause.end)


def _marks(rule: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Marks that stand outside brackets and quotation marks."""
    skip = start
    for match in rule.finditer(text, start, end):
        place, mark = match.start(), match[0]
        if place < skip:
            continue
        if mark not in _SHUT:
            yield place, mark
            continue
        shut = text.find(_SHUT[mark], place + 1, min(end, place + _LONGEST_BRACKET))
        if shut > 0 and text.find("\n", place, shut) < 0:
            skip = shut


def _past_leftovers(text: str, at: int, end: int) -> int:
    while at < end and (text[at].isspace() or text[at] in "”)]"):
        at += 1
    return at


def _short(start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_CLAUSE:
        yield start, start + _LONGEST_CLAUSE
        start += _LONGEST_CLAUSE
    if start < end:
        yield start, end


def _clause(text: str, start: int, end: int) -> Clause:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Clause(start, end, text[start:end])
