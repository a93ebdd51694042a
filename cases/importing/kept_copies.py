"""Finds the kept document that a further file is a copy of."""

import json
from dataclasses import dataclass
from typing import Any

from cases.importing.copies import bare, hash_of, is_copy
from cases.importing.known import title_of
from cases.importing.reply_rows import kind_of
from cases.reading.shapes import Page
from cases.tables import Document, Reply

_MOST = 20


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A kept copy of a text: its row, and its case and reply where it has them. body: bare, for comparing."""

    document: dict[str, Any]
    body: str
    reply: int | None
    case: int | None


async def find_copy(page: Page, body: str, *, key: str | None, keyed: int | None, unit: int | None) -> KeptCopy | None:
    """The kept copy of a page: of equal text, or of nearly equal text in the same case or under the same title.

    Never one of another case or another unit: two submissions may well get the same answer. key: of the page's case;
    keyed: id of the case that has it; unit: department that wrote the page.
    """
    same = hash_of(body)
    current = Document.superseded_by.is_null() & (Document.kind == page.kind.value)
    rows = await Document.select().where(current & await _candidates(page, same, keyed)).limit(_MOST)
    for row in sorted(rows, key=lambda row: row["body_hash"] != same):
        reply = await _reply_of(row["id"])
        if _elsewhere(reply, key, unit):
            continue
        kept = _kept_body(row)
        if row["body_hash"] == same or is_copy(body, kept):
            return KeptCopy(row, kept, reply["id"] if reply else None, reply["case"] if reply else None)
    return None


def _elsewhere(reply: dict[str, Any] | None, key: str | None, unit: int | None) -> bool:
    if reply is None:
        return False
    other_case = key is not None and reply["key"] is not None and key != reply["key"]
    other_unit = unit is not None and reply["department"] is not None and unit != reply["department"]
    return other_case or other_unit


async def _reply_of(document: int) -> dict[str, Any] | None:
    return (
        await Reply.select(Reply.id, Reply.case, Reply.department, Reply.case.key.as_alias("key"))
        .where(Reply.document == document)
        .first()
    )


async def _candidates(page: Page, same: str, keyed: int | None) -> Any:
    """Where to look: at texts that are equal, at the replies of the case, else at what has the same title."""
    where = Document.body_hash == same
    if keyed is not None:
        of_case = (Reply.case == keyed) & (Reply.kind == kind_of(page).value) & Reply.document.is_not_null()
        rows = await Reply.select(Reply.document).where(of_case)
        return where | Document.id.is_in([row["document"] for row in rows] or [0])
    title = title_of(page)
    return where | (Document.title == title) if title else where


def _kept_body(row: dict[str, Any]) -> str:
    """The body of a kept document, by the parts it was given when it was read."""
    text = row["text"]
    return bare("".join(text[part["start"] : part["end"]] for part in json.loads(row["parts"]))) or bare(text)
