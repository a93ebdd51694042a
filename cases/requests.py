"""Forms that were sent twice: each carries a key, and the act that it starts leaves the key behind.

The row is written in the transaction of the act itself: either both are there or neither. ``journal.record`` does it,
so that whoever writes an action has nothing to remember.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.tables import DoneRequest

KEPT = timedelta(days=7)


@dataclass
class AlreadyDone(Exception):
    """This very form was carried out before. place: where that led to; empty while its answer is on the way."""

    place: str


def key_of(sender: str, sent: str) -> str:
    """What is stored for a form's key. sender: whose key it is, so that nobody can use up another's."""
    return hashlib.sha256(f"{sender}:{sent}".encode()).hexdigest()


async def remember(actor: Actor) -> None:
    """Leave the key of the form that the actor sent behind, inside the act's ``write_tx``. Raises AlreadyDone.

    An act of several rows or transactions comes here again and again; only the first time counts.
    """
    once = actor.once
    if once is None:
        return
    row = DoneRequest(key=once.key, person=actor.person, place="")
    made = await DoneRequest.insert(row).on_conflict(target=DoneRequest.key, action="DO NOTHING")
    if not made and not once.taken:
        raise AlreadyDone(await place_of(once.key) or "")
    once.taken = True


async def place_of(key: str) -> str | None:
    """Where the form with a key led to; empty while that is not known, None where it was never carried out."""
    row = await DoneRequest.select(DoneRequest.place).where(DoneRequest.key == key).first()
    return None if row is None else str(row["place"])


async def note_place(key: str, place: str) -> None:
    """Keep where a form led to, after its act; and forget forms that nobody sends again."""
    async with write_tx():
        await DoneRequest.update({DoneRequest.place: place}).where(DoneRequest.key == key)
        await DoneRequest.delete().where(DoneRequest.created_at < now() - KEPT)
