"""Secret addresses of calendars: made for one's own post, shown once, taken back."""

import secrets

from cases import journal
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import Forbidden
from cases.queries.calendar_addresses import hash_of
from cases.tables import CalendarAddress
from cases.vocabulary import Verb


async def open_calendar(*, actor: Actor) -> str:
    """A new secret, 256 random bits, shown once and stored nowhere; the one before it opens nothing any more.

    Raises Forbidden for somebody who stands in for another: he would keep it after that is over.
    """
    if actor.person is None or actor.post is None or actor.acts_as is not None:
        raise Forbidden(act="取得这个岗位的日历地址")
    secret = secrets.token_urlsafe(32)
    async with write_tx():
        await _end(actor)
        row = CalendarAddress(person=actor.person, post=actor.post, secret_hash=hash_of(secret))
        await row.save()
        await journal.record(actor, Verb.OPEN_CALENDAR, "calendar_address", row.id)
    return secret


async def withdraw_calendar(*, actor: Actor) -> None:
    """Take the address of the actor's post back; where there is none, nothing happens."""
    async with write_tx():
        for address in await _end(actor):
            await journal.record(actor, Verb.WITHDRAW_CALENDAR, "calendar_address", address)


async def _end(actor: Actor) -> list[int]:
    c = CalendarAddress
    mine = (c.person == actor.person) & (c.post == actor.post) & c.withdrawn_at.is_null()
    rows = await c.update({c.withdrawn_at: now()}).where(mine).returning(c.id)
    return [row["id"] for row in rows]
