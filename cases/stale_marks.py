"""Stale marks of the search index, written in the transaction that changed the thing."""

import uuid

from cases.clock import now
from cases.tables import StaleMark


async def mark_stale(thing: str, thing_id: int) -> None:
    """Ask the keeper to read a "case" or a "document" again. Inside the caller's ``write_tx``."""
    stamp, at = uuid.uuid4().hex, now()
    await StaleMark.insert(StaleMark(thing=thing, thing_id=thing_id, stamp=stamp, marked_at=at)).on_conflict(
        target=(StaleMark.thing, StaleMark.thing_id),
        action="DO UPDATE",
        values=[(StaleMark.stamp, stamp), (StaleMark.marked_at, at)],
    )
