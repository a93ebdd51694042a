"""Dates as pages print them: 2021年10月8日, 2021- 10- 08 10: 45, 2022/12/21, 二〇二一年十月八日, 二00九年六月十八日,
and those whose 年月日 an extraction lost (20241018, 2025 915)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cases.reading.numerals import to_int

_HAN_DIGIT = r"[〇零0Oo一二三四五六七八九]"
_HAN_DAY = r"[一二三四五六七八九十0-9]{1,3}"
_GAP = r"\s{0,6}"

WRITTEN = re.compile(
    rf"(?<![0-9〇零一二三四五六七八九])(?P<y>(?:19|20)\d\d|[一二]{_HAN_DIGIT}{{3}}){_GAP}年"
    rf"{_GAP}(?P<m>{_HAN_DAY}){_GAP}月{_GAP}(?P<d>{_HAN_DAY}){_GAP}[日号]?(?![0-9])"
)
NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<d>\d{1,2})(?![\d/]|[-.]\d)"
)
BARE = re.compile(r"(?<![\d/.:-])(?P<y>20\d\d)\s{0,4}(?P<rest>\d{2,4}|\d{1,2}\s{1,4}\d{1,2})(?![\d/.:%-])")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the text. start, end: place in the text searched. lost: 年, 月 and 日 were missing, but the digits
    allow one reading only."""

    start: int
    end: int
    on: date
    lost: bool = False


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """Every complete date of a folded text, written out or numeric, in order. Blanks (2023年11月 日) are none."""
    stop = len(text) if end is None else end
    found = [*_written(text, start, stop), *_numeric(text, start, stop)]
    return sorted(found, key=lambda item: item.start)


def _written(text: str, start: int, stop: int) -> Iterator[FoundDate]:
    for match in WRITTEN.finditer(text, start, stop):
        on = day_of(match["y"], match["m"], match["d"])
        if on:
            yield FoundDate(match.start(), match.end(), on)


def _numeric(text: str, start: int, stop: int) -> Iterator[FoundDate]:
    for match in NUMERIC.finditer(text, start, stop):
        on = day_of(match["y"], match["m"], match["d"])
        if on:
            yield FoundDate(match.start(), match.end(), on)


def find_lost(text: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """Dates that lost 年, 月 and 日 on the way: only where the digits can be read in a single way."""
    stop = len(text) if end is None else end
    found = []
    for match in BARE.finditer(text, start, stop):
        readings = {on for month, day in _splits(match["rest"]) if (on := day_of(match["y"], month, day))}
        if len(readings) == 1:
            found.append(FoundDate(match.start(), match.end(), readings.pop(), lost=True))
    return found


def _splits(rest: str) -> list[tuple[str, str]]:
    pieces = rest.split()
    if len(pieces) == 2:
        return [(pieces[0], pieces[1])]
    if len(rest) == 4:
        return [(rest[:2], rest[2:])]
    return [(rest[:at], rest[at:]) for at in range(1, len(rest)) if rest[at] != "0" and len(rest[at:]) <= 2]


def day_of(year: str, month: str, day: str) -> date | None:
    """The day that three numerals name, None where there is no such day between 1980 and 2099."""
    y, m, d = (to_int(part) for part in (year, month, day))
    if y is None or m is None or d is None or not 1980 <= y <= 2099:
        return None
    try:
        return date(y, m, d)
    except ValueError:
        return None
