"""Web sessions and the slowing down of guesses. The database holds a hash of each session's id, never the id."""

import hashlib
import secrets
from datetime import timedelta

from cases.clock import now
from cases.database import write_tx
from cases.tables import SignInFailure, WebSession

LIFETIME = timedelta(hours=12)
WINDOW = timedelta(minutes=15)
TRIES = 5


def hash_of(token: str) -> str:
    """What is stored for a session id or a sender's address."""
    return hashlib.sha256(token.encode()).hexdigest()


async def open_session() -> str:
    """A new session for the office. Returns its id, 256 random bits, which is shown once and stored nowhere."""
    token = secrets.token_urlsafe(32)
    async with write_tx():
        await WebSession.delete().where(WebSession.expires_at < now())
        await WebSession.insert(
            WebSession(
                id_hash=hash_of(token),
                expires_at=now() + LIFETIME,
            )
        )
    return token


async def close_session(token: str) -> None:
    """End a session; an unknown id changes nothing."""
    async with write_tx():
        await WebSession.delete().where(WebSession.id_hash == hash_of(token))


async def note_failure(origin: str) -> None:
    """Remember a wrong try from an address, and forget those that no longer count."""
    async with write_tx():
        await SignInFailure.delete().where(SignInFailure.at < now() - WINDOW)
        await SignInFailure.insert(SignInFailure(origin=hash_of(origin)))


async def forget_failures(origin: str) -> None:
    """After a right try the address starts anew."""
    async with write_tx():
        await SignInFailure.delete().where(SignInFailure.origin == hash_of(origin))


async def tries_left(origin: str) -> int:
    """How many wrong tries an address has left within the window; 0 means that even a right one is refused."""
    made = await SignInFailure.count().where(
        (SignInFailure.origin == hash_of(origin)) & (SignInFailure.at >= now() - WINDOW)
    )
    return max(0, TRIES - made)
