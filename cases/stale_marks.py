"""Stale marks of the search index, written in the transaction that changed the thing."""

import uuid

from cases.clock import now
from cases.database import insert_rows
from cases.tables import StaleMark


async def mark_stale(*things: tuple[str, int]) -> None:
    """Ask the keeper to read things again, each a "case" or a "document" and its id. Inside ``write_tx``."""
    if not things:
        return
    stamp, at = uuid.uuid4().hex, now()
    marks = [{"thing": thing, "thing_id": row_id, "stamp": stamp, "marked_at": at} for thing, row_id in set(things)]
    await insert_rows(StaleMark, marks, over=("thing", "thing_id"))
