"""The marks that unit and site put on a letter: dates, document and index number, result class, disclosure."""

import re
from collections.abc import Mapping

from cases.reading.dates import FoundDate, find_dates
from cases.reading.page_fields import (
    ANSWERED_LABELS,
    CLASS,
    CLASS_LABELS,
    DISCLOSURE_LABELS,
    DOC_NO,
    DOC_NO_LABELS,
    INDEX,
    INDEX_LABELS,
    PUBLISHED_LABELS,
    dated_labels,
    find_field,
    find_fields,
)
from cases.reading.page_letter import Letter
from cases.reading.shapes import Value
from cases.vocabulary import ValueSource


def published_of(letter: Letter) -> tuple[Value | None, dict[str, str]]:
    """(the page's own date, every labelled date). Without a label only a numeric date that stands for itself above the
    letter counts."""
    dated = dated_labels(letter.text, 0, letter.head)
    others = {label: item.on.isoformat() for label, item in reversed(dated) if label}
    for label in PUBLISHED_LABELS:
        for name, item in dated:
            if name == label:
                return letter.dated(item, ValueSource.FIELD), others
    for name, item in dated:
        if not name and _is_stamp(letter.text, item):
            return letter.dated(item, ValueSource.FIELD), others
    below = dated_labels(letter.text, letter.closing.body_end, len(letter.text))
    own = [item for name, item in below if name in PUBLISHED_LABELS and len(name) > 2]
    # Several below are those of neighbouring pages.
    return (letter.dated(own[0], ValueSource.FIELD) if len(own) == 1 else None), others


_PUBLISHED_META = ("pubdate", "publishdate", "publish_date", "article:published_time", "publicationdate")


def stated_date(meta: Mapping[str, str]) -> Value | None:
    """The day of publication that a web page states in its meta tags, for pages whose text does not."""
    for name in _PUBLISHED_META:
        dates = find_dates(meta.get(name, "")[:40].replace("T", " "))
        if dates:
            return Value(dates[0].on.isoformat(), ValueSource.META)
    return None


def answered_of(letter: Letter) -> Value | None:
    """The day of the answer in a field above the letter, for letters without a dated signature."""
    dated = dated_labels(letter.text, 0, letter.head)
    return next((letter.dated(item, ValueSource.FIELD) for label, item in dated if label in ANSWERED_LABELS), None)


_FOLLOWS_SOURCE = re.compile(r"(?<![\u4e00-\u9fff])(?:信息)?来源[:∶][ \t]{0,4}[\u4e00-\u9fff()]{2,24}$")


def _is_stamp(text: str, item: FoundDate) -> bool:
    printed = text[item.start : item.end]
    before, after = text[: item.start], text[item.end : item.end + 3]
    return (
        bool(re.fullmatch(r"[\d\s./-]+", printed))
        and (not before or before[-1] in " \n\t|•" or bool(_FOLLOWS_SOURCE.search(before[-40:])))
        and (not after or after[0] in " \n\t|")
    )


def doc_no_of(letter: Letter) -> Value | None:
    """The letter's own document number: in its field, standing for itself above the letter or in brackets behind its
    title. Numbers that the text cites are none."""
    field = find_field(letter.text, DOC_NO_LABELS, DOC_NO, 0, letter.head, firm=False)
    if field:
        return letter.value(field.start, field.end, ValueSource.FIELD)
    alone = re.compile(rf"(?<![^\s|>)】【])(?P<no>{DOC_NO})(?=\s|$|[|(】]|[A-E]\d?\s?类|签发)")
    closing = re.compile(rf"(?<=[函复见])\s?\((?P<no>{DOC_NO})\)")
    for pattern in (alone, closing):
        match = pattern.search(letter.text, 0, letter.head)
        if match:
            return letter.value(*match.span("no"), ValueSource.FIELD)
    return None


def index_no_of(letter: Letter) -> Value | None:
    """The index number of the publishing site."""
    field = find_field(letter.text, INDEX_LABELS, INDEX, 0, letter.head, firm=False)
    if field:
        return letter.value(field.start, field.end, ValueSource.FIELD)
    match = re.compile(r"(?<![^\s|•])[0-9A-Z-]{6,24}/\d{4,6}-\d{3,8}(?![^\s|])").search(letter.text, 0, letter.head)
    return letter.value(match.start(), match.end(), ValueSource.FIELD) if match else None


_WITH_WORD = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])[\[(【“]?(?P<letter>[A-D]|甲|乙|丙)\d?\s?类(?:件)?[\])】”]?(?![\u4e00-\u9fffA-Za-z0-9])"
)
_BRACKETED = re.compile(r"(?<![A-Za-z0-9])[\[(【](?P<letter>[A-D])[\])】](?![A-Za-z0-9])")
_GLUED = re.compile(r"(?<=[号函复])\s{0,8}[(\[]?(?P<letter>[A-D])\d?\s?类")
_OTHER_CLASS = re.compile(r"公\s?开|主题|体裁|服务")
_BELONGS = re.compile(r"(?:属于?|列为|定为|评为)\s{0,3}(?P<letter>[A-D])\s?类")
_ALONE = re.compile(r"(?<!\S)(?P<letter>[A-D])(?!\S)")


def result_class_of(letter: Letter) -> Value | None:
    """The result letter: in its field above or below the letter, or printed for itself beside number or title. A bare
    letter counts only where the head has a single one: font size buttons come in threes."""
    text, closing = letter.text, letter.closing
    for start, end in ((0, letter.head), (closing.body_end, len(text))):
        for field in find_fields(text, CLASS_LABELS, CLASS, start, end):
            if not _OTHER_CLASS.search(text, max(0, field.match.start() - 4), field.match.start()):
                return letter.value(*field.match.span("letter"), ValueSource.FIELD)
    for pattern in (_GLUED, _WITH_WORD, _BRACKETED):
        match = pattern.search(text, 0, letter.head)
        if match:
            return letter.value(*match.span("letter"), ValueSource.FIELD)
    belongs = _BELONGS.search(text, closing.body_end, closing.stop)
    if belongs:
        return letter.value(*belongs.span("letter"), ValueSource.NOTE)
    alone = list(_ALONE.finditer(text[: letter.head]))
    return letter.value(*alone[0].span(), ValueSource.FIELD) if len(alone) == 1 else None


_DISCLOSED = (
    r"\(?(?P<d>主动公开|依申请公开|不予公开|不公开|同意公开|全文公开|摘要公开|部分公开|此件公开发布|公开|是|否)"
)
_DISCLOSURE_NOTE = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<d>此件公开发布|主动公开|依申请公开|不予公开|同意公开|此件公开|此件主动公开)(?![\u4e00-\u9fff])"
)


def disclosures_of(letter: Letter) -> list[Value]:
    """Every statement on whether the letter is public, above or below it."""
    text, closing = letter.text, letter.closing
    found = []
    for field in find_fields(text, DISCLOSURE_LABELS, _DISCLOSED, 0, len(text)):
        value = letter.value(*field.match.span("d"), ValueSource.FIELD)
        found.extend([value] if value else [])
    for start, end in ((0, letter.head), (closing.body_end, closing.stop)):
        for match in _DISCLOSURE_NOTE.finditer(text, start, end):
            value = letter.value(*match.span("d"), ValueSource.NOTE)
            found.extend([value] if value else [])
    return found
