"""Web sessions: opened, moved to another post, kept awake, closed. The database holds hashes of ids, never an id."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from cases import journal
from cases.actor import Actor
from cases.clock import now
from cases.database import write_tx
from cases.errors import NotFound
from cases.queries.accounts import Capacity
from cases.tables import Account, WebSession
from cases.tables.columns import Changes
from cases.vocabulary import Verb

LIFETIME = timedelta(hours=12)
MOST_OPEN = 3
NOTED_EVERY = timedelta(minutes=1)
_KEPT = ("expires_at", "created_at", "proved_at", "device")  # of a session that goes on in another post


def hash_of(token: str) -> str:
    """What is stored for a session's id."""
    return hashlib.sha256(token.encode()).hexdigest()


async def open_session(
    account: int, *, actor: Actor, capacity: Capacity | None = None, ended: str = "", device: str = ""
) -> str:
    """A new session, in a post where one is known. Returns its id, 256 random bits, shown once and stored nowhere.

    ended: the id that the browser brought along; that session ends with it. The oldest of more than three sessions
    of the account ends, too. device: the browser in few words, for the owner's own list.
    """
    token = secrets.token_urlsafe(32)
    async with write_tx():
        epoch = (await Account.select(Account.epoch).where(Account.id == account))[0]["epoch"]
        dead = (WebSession.expires_at < now()) | (WebSession.id_hash == hash_of(ended))
        await WebSession.delete().where(dead | (WebSession.seen_at < now() - LIFETIME))
        fresh = {"expires_at": now() + LIFETIME, "proved_at": now(), "device": device or None}
        await _insert(token, account, epoch, capacity, fresh)
        await _end_oldest(account)
        await Account.update({Account.last_seen_at: now()}).where(Account.id == account)
        await journal.record(actor, Verb.SIGN_IN, "account", account, new=capacity.spoken if capacity else None)
    return token


async def act_in(token: str, capacity: Capacity, *, account: int, actor: Actor) -> str:
    """Go on in another post, under a new id; the old one opens nothing any more. Its end stays where it was."""
    fresh = secrets.token_urlsafe(32)
    async with write_tx():
        old = await WebSession.select().where(WebSession.id_hash == hash_of(token)).first()
        await WebSession.delete().where(WebSession.id_hash == hash_of(token))
        kept = {name: old[name] for name in _KEPT} if old else {"expires_at": now()}
        await _insert(fresh, account, old["epoch"] if old else 0, capacity, kept)
        await journal.record(actor, Verb.SIGN_IN, "account", account, new=capacity.spoken)
    return fresh


async def close_session(token: str, *, account: int | None = None, actor: Actor | None = None) -> None:
    """End a session; an unknown id changes nothing. Told whose it was, the journal says so."""
    async with write_tx():
        await WebSession.delete().where(WebSession.id_hash == hash_of(token))
        if actor is not None:
            await journal.record(actor, Verb.SIGN_OUT, "account", account)


async def end_session(session: int, *, account: int, actor: Actor) -> None:
    """The owner ends one of his sessions, here or elsewhere; that of somebody else is not found. Raises NotFound."""
    async with write_tx():
        own = (WebSession.id == session) & (WebSession.account == account)
        if not await WebSession.delete().where(own).returning(WebSession.id):
            raise NotFound(kind="登录", key=str(session))
        await journal.record(actor, Verb.SIGN_OUT, "account", account, new="结束一处登录")


async def end_other_sessions(token: str, *, account: int, actor: Actor) -> None:
    """The owner ends all of his sessions but the one he is in."""
    async with write_tx():
        others = (WebSession.account == account) & (WebSession.id_hash != hash_of(token))
        await WebSession.delete().where(others)
        await journal.record(actor, Verb.SIGN_OUT, "account", account, new="结束其他各处登录")


async def note_seen(token: str, *, seen_at: datetime, at: datetime | None = None) -> None:
    """Keep a living session from falling asleep; at most one write a minute, whatever the number of requests.

    at: the instant by which it was found alive, or a clock that jumps between the two would give it that time as well.
    Never put back: who works while a clock is an hour slow would have been idle for that hour when it is right again.
    """
    moment = at or now()
    if moment - seen_at < NOTED_EVERY:
        return
    async with write_tx():
        await WebSession.update({WebSession.seen_at: moment}).where(WebSession.id_hash == hash_of(token))


async def end_sessions(account: int) -> None:
    """Inside ``write_tx``: end every session of an account, at once and for every process."""
    changes: Changes = {Account.epoch: Account.epoch + 1}
    await Account.update(changes).where(Account.id == account)
    await WebSession.delete().where(WebSession.account == account)


async def _insert(token: str, account: int, epoch: int, capacity: Capacity | None, more: dict[str, Any]) -> None:
    await WebSession.insert(
        WebSession(
            id_hash=hash_of(token),
            account=account,
            epoch=epoch,
            post=capacity.post if capacity else None,
            delegation=capacity.delegation if capacity else None,
            **more,
        )
    )


async def _end_oldest(account: int) -> None:
    rows = await WebSession.select(WebSession.id).where(WebSession.account == account).order_by(WebSession.id)
    surplus = [row["id"] for row in rows[:-MOST_OPEN]]
    if surplus:
        await WebSession.delete().where(WebSession.id.is_in(surplus))
