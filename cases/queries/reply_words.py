"""The words of replies as a reader may see them, for those who take the texts away."""

from collections.abc import Sequence
from typing import Any

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.masking import masked
from cases.tables import Document, Reply


async def words_of_replies(ids: Sequence[int], *, actor: Actor) -> dict[int, str]:
    """The text of each reply whose file the reader may see; personal stretches are masked."""
    if not ids:
        return {}
    r: Any = Reply
    seen = visible_to(actor, Reply) & r.document.is_in(Document.select(Document.id).where(visible_to(actor, Document)))
    rows = await r.select(
        r.id, r.start, r.end, r.document.text.as_alias("text"), r.document.personal.as_alias("personal")
    ).where(seen & r.id.is_in(list(ids)))
    return {row["id"]: _words(row, actor) for row in rows}


def _words(row: dict[str, Any], actor: Actor) -> str:
    start = row["start"] or 0
    end = len(row["text"]) if row["end"] is None else row["end"]
    return masked(row["text"][start:end], row["personal"], actor=actor, offset=start)
