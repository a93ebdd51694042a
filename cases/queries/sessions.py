"""Whose session it is."""

import hashlib

from cases.clock import now
from cases.tables import WebSession
from cases.vocabulary import Audience


async def audience_of(token: str) -> Audience | None:
    """The audience a living session was opened for. An id that the database does not hold is never adopted."""
    row = (
        await WebSession.select(WebSession.id)
        .where((WebSession.id_hash == hashlib.sha256(token.encode()).hexdigest()) & (WebSession.expires_at > now()))
        .first()
    )
    return Audience.OFFICE if row else None
