"""A further copy of a text that is already kept: nothing is entered twice, nothing of either copy is lost."""

import json
from typing import Any

from cases.importing.document_rows import as_json, day_of, said, values_of
from cases.importing.rows import fill
from cases.reading.shapes import ParsedDocument
from cases.tables import Document


async def put_under(old: dict[str, Any], new: int) -> None:
    """The new copy is the better one: the old document points to it, and with it whatever pointed to the old one."""
    await Document.update({Document.superseded_by: new}).where(
        (Document.id == old["id"]) | (Document.superseded_by == old["id"])
    )
    await Document.update({Document.superseded_by: None}).where(Document.id == new)


async def put_aside(document: int, main: int) -> None:
    """The new copy is no better: it is kept beneath the main one."""
    await Document.update({Document.superseded_by: main}).where(Document.id == document)


async def complete_document(document: int, parsed: ParsedDocument, other: int) -> None:
    """Add to the kept copy the values that only the other copy has; they say where they come from."""
    page = parsed.page
    await fill(
        Document,
        document,
        {
            "title": said(page.title) or said(page.title_of_proposal),
            "signed_on": day_of(page.reply_date),
            "published_on": day_of(page.publish_date),
        },
    )
    await _add_values(document, values_of(page), other)


async def take_values(document: int, old: dict[str, Any]) -> None:
    """Add to a better copy the values that only the old copy had."""
    await fill(Document, document, {name: old[name] for name in ("title", "signed_on", "published_on", "place")})
    await _add_values(document, json.loads(old["page_values"]), old["id"])


async def _add_values(document: int, values: dict[str, Any], other: int) -> None:
    row = await Document.select(Document.page_values).where(Document.id == document).first()
    known = json.loads(row["page_values"]) if row else {}
    added = {name: _from_other(value, other) for name, value in values.items() if name not in known}
    if added:
        await Document.update({Document.page_values: as_json(known | added)}).where(Document.id == document)


def _from_other(value: Any, other: int) -> Any:
    """A value of another copy keeps its source, but its span would point into the wrong text."""
    if not isinstance(value, dict) or "source" not in value:
        return value
    return {**value, "start": None, "end": None, "document": other}
