"""Numbers of a draft held against what the same unit reported before. Pure.

Two numbers are of one series only where unit, counted noun, narrowing words and scope are the same and their sentences
speak alike; a growing number is no contradiction. A weak likeness gives nothing: a false alarm costs more trust here
than a missed one, for the sentence with the earlier number can be read in the panel beside the draft.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.drafting.likeness import pairs_of
from cases.reading.shapes import FoundFigure
from cases.vocabulary import Comparator

# About and rounded numbers agree within this share.
TOLERANCE = Decimal("0.03")
_ALIKE = 0.6
_SCOPE = re.compile(
    r"全国|全省|全市|全区|全县|全镇|全州|全域|[\u3400-\u9fff]{0,3}[省市区县镇乡](?=现有|共有|已|有|累计|建成)|城区|主城区|其中"
)
# What is done anew each year or each time says nothing about what was done before.
_FLOWS = frozenset({"新增", "新建", "改建", "计划", "规划", "年均", "日均", "在建"})
_FLOW_WORDS = re.compile(
    r"今年|去年|当年|本年|每年|年内|上半年|下半年|季度|新增|同比|环比|第[一二三四]批|计划|预计|本次|此次"
)
_WHEN = re.compile(
    r"截至|截止|目前|到目前为止|\d{2,4}年(?:年?底|末|\d{1,2}月(?:底|末|\d{1,2}日)?)?|\d{1,2}月(?:底|末|\d{1,2}日)?"
)
_EXACT = frozenset({Comparator.EQ, Comparator.ABOUT})


@dataclass(frozen=True, slots=True)
class Reported:
    """A number that a unit stated before. on: the day it holds for, or that of the paper. name: of the paper."""

    id: int
    printed: str
    value: str
    unit: str
    head: str
    attributes: tuple[str, ...]
    comparator: Comparator
    quote: str
    on: date | None
    name: str
    case_id: int | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A number of the draft that does not go with an earlier one. same_day: both are said of one day."""

    figure: FoundFigure
    earlier: Reported
    same_day: bool


def contradictions(figures: Sequence[FoundFigure], known: Sequence[Reported], today: date) -> tuple[Contradiction, ...]:
    """Numbers that differ for the same day, and stocks that are smaller than the latest report of the unit.

    known: in any order; of a series the latest report counts, where two are of one day the one given first.
    """
    found: list[Contradiction] = []
    for figure in figures:
        series = [one for one in known if one.on is not None and _one_series(figure, one)]
        latest = max(series, key=lambda one: one.on or date.min, default=None)
        if latest is None or latest.on is None:
            continue
        same_day = figure.as_of is not None and figure.as_of == latest.on
        later = (figure.as_of or today) >= latest.on
        new, old = Decimal(figure.value), Decimal(latest.value)
        if abs(new - old) <= TOLERANCE * max(abs(new), abs(old)):
            continue
        if same_day or (later and new < old):
            found.append(Contradiction(figure, latest, same_day))
    return tuple(found)


def _one_series(figure: FoundFigure, earlier: Reported) -> bool:
    if figure.unit != earlier.unit or len(figure.head) < 2 or figure.head != earlier.head:
        return False
    if figure.comparator not in _EXACT or earlier.comparator not in _EXACT or figure.value_high is not None:
        return False
    if set(figure.attributes) != set(earlier.attributes) or set(figure.attributes) & _FLOWS:
        return False
    if _FLOW_WORDS.search(figure.quote) or _FLOW_WORDS.search(earlier.quote):
        return False
    if _scope(figure.quote) != _scope(earlier.quote):
        return False
    one, other = _words(figure.quote), _words(earlier.quote)
    return len(one & other) >= _ALIKE * max(len(one), len(other))


def _words(quote: str) -> frozenset[str]:
    """What a sentence with a number speaks of: without its numbers and its date."""
    return frozenset(pair for pair in pairs_of(_WHEN.sub(" ", quote)) if not pair.isascii())


def _scope(quote: str) -> frozenset[str]:
    return frozenset(_SCOPE.findall(_WHEN.sub(" ", quote)))
