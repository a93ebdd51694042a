"""The days of pages that are no letters: when a plan was issued, when a press conference was published."""

import re

from cases.reading.dates import FoundDate, find_dates
from cases.reading.page_fields import PUBLISHED_LABELS, dated_labels
from cases.reading.shadow import Shadow
from cases.reading.shapes import Value
from cases.vocabulary import ValueSource

_HEAD = 2000
_ISSUED_LABELS = ("成文日期", "成文时间", "印发日期", "印发时间", "签发日期", "制发日期", "发文日期", "发文时间")
_OFFICE = re.compile(r"(?:政府|办公厅|办公室|委员会|[局委厅办院])\s{0,4}$")
_LONGEST_OFFICE = 40


def issued_on(text: str, shadow: Shadow) -> Value | None:
    """The day below the name of the office that issued the page, else the one in a field of its head."""
    for found in find_dates(text):
        if _alone(text, found) and _below_office(text, found.start):
            return _value(found, ValueSource.SIGNATURE, shadow)
    return _labelled(text, _ISSUED_LABELS, shadow)


def published_on(text: str, shadow: Shadow) -> Value | None:
    """The day in a field of the page's head that says when it was published or proclaimed."""
    return _labelled(text, PUBLISHED_LABELS, shadow)


def _labelled(text: str, labels: tuple[str, ...], shadow: Shadow) -> Value | None:
    dated = dated_labels(text, 0, min(len(text), _HEAD))
    for label in labels:
        for name, found in dated:
            if name == label:
                return _value(found, ValueSource.FIELD, shadow)
    return None


def _alone(text: str, found: FoundDate) -> bool:
    """Nothing else stands on the line of the date."""
    start, end = text.rfind("\n", 0, found.start) + 1, text.find("\n", found.end)
    return not text[start : found.start].strip() and not text[found.end : end if end >= 0 else len(text)].strip()


def _below_office(text: str, start: int) -> bool:
    above = text[max(0, start - 200) : start].rstrip()
    line = above[above.rfind("\n") + 1 :].strip()
    return len(line) <= _LONGEST_OFFICE and bool(_OFFICE.search(line))


def _value(found: FoundDate, source: ValueSource, shadow: Shadow) -> Value:
    return Value(found.on.isoformat(), source, shadow.span(found.start, found.end))
