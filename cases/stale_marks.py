"""Stale marks of the search index, written in the transaction that changed the thing."""

import uuid

from cases.clock import now
from cases.tables import StaleMark


async def mark_stale(*things: tuple[str, int]) -> None:
    """Ask the keeper to read things again, each a "case" or a "document" and its id. Inside ``write_tx``."""
    if not things:
        return
    stamp, at = uuid.uuid4().hex, now()
    rows = [StaleMark(thing=thing, thing_id=thing_id, stamp=stamp, marked_at=at) for thing, thing_id in set(things)]
    await StaleMark.insert(*rows).on_conflict(
        target=(StaleMark.thing, StaleMark.thing_id),
        action="DO UPDATE",
        values=[(StaleMark.stamp, stamp), (StaleMark.marked_at, at)],
    )
