"""For which day a number holds, and whether it speaks of days to come."""

import re
from datetime import date
from typing import Protocol

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_RECKONED = re.compile(r"按照?[^,。;]{0,20}(?:计算|测算|标准)|预计|预测|有望|将达|缺口")


class Dated(Protocol):
    """What the questions below are asked of."""

    @property
    def as_of_raw(self) -> str | None: ...
    @property
    def said_on(self) -> date | None: ...


def held_on(as_of: date | None, said_on: date | None) -> date | None:
    """The day that the text names, never after the day it was said; else the day of the document."""
    if as_of is None or said_on is None:
        return said_on if as_of is None else as_of
    return min(as_of, said_on)


def forecast(clause: str, row: Dated) -> bool:
    """Whether the number is reckoned or expected: 到2025年…, 预计…, 按每千人…计算."""
    if _RECKONED.search(clause):
        return True
    raw = row.as_of_raw or ""
    years = [int(year) for year in _YEAR.findall(raw)]
    if not years:
        return False
    return max(years) > row.said_on.year if row.said_on else raw.startswith(("到", "至"))
