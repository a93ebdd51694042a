"""A parsed file as the columns of its document, its case and its reply."""

import json
import re
from datetime import date
from typing import Any

from cases.importing.copies import hash_of
from cases.reading.shapes import Page, ParsedDocument, Value
from cases.vocabulary import Audience, Disclosure, DocumentKind

SINGLE_VALUES = (
    "place",
    "session",
    "number",
    "delegation",
    "title",
    "title_of_proposal",
    "addressee",
    "lead_department",
    "reply_date",
    "publish_date",
    "doc_no",
    "index_no",
    "result_class",
    "disclosure",
    "signer",
    "contact_unit",
    "contact_person",
    "contact_phone",
    "copies_to",
)
_SHORTEST_HEADING, _LONGEST_HEADING = 6, 60
_NO_HEADING = re.compile(r"[>＞]|^.{0,8}[:：]|^[•·【\[]|^\d{4}[年-]\d{1,2}[月-]\d{1,2}")
_CANNOT_STORE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def storable(text: str) -> str:
    """The text with the few characters that no database takes replaced one for one, so that spans stay right."""
    return text.translate(_CANNOT_STORE)


def said(value: Value | None) -> str | None:
    """The text of a value, if there is one."""
    return storable(value.text).strip() or None if value else None


def writer_of(page: Page) -> Value | None:
    """The unit that wrote a page: of a co-handler's opinion the co-handler, for the lead is who it is addressed to."""
    if page.kind is DocumentKind.CO_REPLY:
        return page.co_departments[0] if page.co_departments else None
    return page.lead_department


def day_of(value: Value | None) -> date | None:
    """The day of a date value; None where it names no day of the calendar."""
    try:
        return date.fromisoformat(value.text) if value else None
    except ValueError:
        return None


def disclosure_of(page: Page) -> Disclosure | None:
    """The disclosure property that the page states."""
    stated = said(page.disclosure) or ""
    if "依申请" in stated:
        return Disclosure.ON_REQUEST
    if "不予" in stated or "不公开" in stated:
        return Disclosure.CLOSED
    return Disclosure.PROACTIVE if "公开" in stated else None


def audience_of(page: Page) -> Audience:
    """Who may see what the page holds: everybody, unless the page itself says that it is not for publication."""
    closed = disclosure_of(page) in (Disclosure.ON_REQUEST, Disclosure.CLOSED)
    return Audience.OFFICE if closed else Audience.PUBLIC


def heading_of(text: str) -> str | None:
    """A line to know a document by that states no title: the first that is no path, field, bullet or date."""
    lines = (line.strip() for line in text[:3000].split("\n"))
    headings = (line for line in lines if len(line) >= _SHORTEST_HEADING and not _NO_HEADING.search(line))
    line = next(headings, None)
    return line[:_LONGEST_HEADING].rstrip("。，；、,;") if line else None


def document_columns(parsed: ParsedDocument, body: str, place: int | None) -> dict[str, Any]:
    """The columns of a new row of documents."""
    raw, page = parsed.raw, parsed.page
    return {
        "sha256": raw.sha256,
        "body_hash": hash_of(body),
        "name": storable(raw.name),
        "media": raw.media,
        "encoding": raw.encoding,
        "size": raw.size,
        "text": storable(raw.text),
        "kind": page.kind.value,
        "track": page.body.value,
        "level": page.level.value if page.level else None,
        "place": place,
        "title": said(page.title) or said(page.title_of_proposal) or heading_of(storable(raw.text)),
        "signed_on": day_of(page.reply_date),
        "published_on": day_of(page.publish_date),
        "source_url": raw.meta.get("url"),
        "meta": as_json({name: storable(text) for name, text in raw.meta.items()}),
        "page_values": as_json(values_of(page)),
        "parts": as_json([_part(part) for part in page.parts]),
        "flags": as_json([flag.value for flag in parsed.flags]),
        "personal": as_json([{"kind": p.kind, "start": p.span.start, "end": p.span.end} for p in page.personal]),
        "audience": audience_of(page).value,
    }


def values_of(page: Page) -> dict[str, Any]:
    """Every value of the page with its source and span, by name; lists of values under co_departments."""
    singles = {name: getattr(page, name) for name in SINGLE_VALUES}
    found: dict[str, Any] = {name: _value(value) for name, value in singles.items() if value is not None}
    if page.co_departments:
        found["co_departments"] = [_value(value) for value in page.co_departments]
    if page.submitters:
        found["submitters"] = list(page.submitters)
    if page.other_dates:
        found["other_dates"] = dict(page.other_dates)
    return found


def as_json(value: Any) -> str:
    """JSON as the tables hold it."""
    return json.dumps(value, ensure_ascii=False)


def _value(value: Value) -> dict[str, Any]:
    start, end = value.span or (None, None)
    return {"text": storable(value.text), "source": value.source.value, "start": start, "end": end}


def _part(part: Any) -> dict[str, Any]:
    return {
        "role": part.role,
        "start": part.span.start,
        "end": part.span.end,
        "speaker": part.speaker,
        "unit": part.unit,
    }
