"""Whose session it is, and in which post he acts: from the cookie's value to an actor."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from cases.actor import Actor
from cases.clock import now, today
from cases.database import engine
from cases.tables import WebSession
from cases.vocabulary import Role

IDLE = timedelta(minutes=30)
# Where a session would last longer, a clock ran ahead when it was opened; one put right by some hours ends nothing.
FURTHEST = timedelta(days=1)
# Deputies write on telephones between two sittings: one entry carries through half a day, not the whole of it.
IDLE_OF_SUBMITTERS = timedelta(hours=4)
_S: Any = WebSession
_COLUMNS = (
    _S.epoch,
    _S.created_at,
    _S.seen_at,
    _S.proved_at,
    _S.expires_at,
    _S.account.id,
    _S.account.epoch,
    _S.account.disabled_at,
    _S.account.must_change,
    _S.account.password_at,
    _S.account.factor_since,
    _S.account.created_at,
    _S.account.letters,
    _S.account.person.id,
    _S.account.person.name,
    _S.post.id,
    _S.post.person.id,
    _S.post.person.name,
    _S.post.role,
    _S.post.level,
    _S.post.since,
    _S.post.until,
    _S.post.department.id,
    _S.post.department.name,
    _S.post.body.id,
    _S.post.body.name,
    _S.delegation.id,
    _S.delegation.post,
    _S.delegation.deputy,
    _S.delegation.since,
    _S.delegation.until,
    _S.delegation.revoked_at,
)


@dataclass(frozen=True, slots=True)
class LivingSession:
    """An account that has entered. actor: none while he has not said in which of several posts he acts.

    place: the unit or body of the post, in words; empty where it has none. opened_at: when he entered, in whichever
    post; proved_at: when he last gave a password or a code; password_at: when he chose his password;
    found_at: by which instant the session was found alive.
    """

    account: int
    person: int
    name: str
    must_change: bool
    letters: str
    seen_at: datetime
    actor: Actor | None
    place: str
    opened_at: datetime
    proved_at: datetime
    password_at: datetime
    has_factor: bool
    found_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of somebody's living sessions, for his own page. device: the browser, in few words. here: this very one."""

    id: int
    device: str
    opened_at: datetime
    seen_at: datetime
    acting: str
    here: bool


@dataclass(frozen=True, slots=True)
class EndedSession:
    """Where a session that ended had been: whose account, in which post."""

    account: int
    post: int | None
    delegation: int | None


async def session_of(token: str) -> LivingSession | None:
    """The living session that a cookie names. An id that the database does not hold is never adopted.

    Dead are a session that was idle for too long or has reached its end, that of an account that was disabled or
    whose epoch has risen, and one whose post or delegation is over.
    """
    row = await _row(token)
    if row is None or row["account.id"] is None:
        return None
    moment = now()
    if not _awake(row, moment) or row["account.disabled_at"] is not None or row["account.epoch"] != row["epoch"]:
        return None
    if row["post.id"] is not None and not _holds(row):
        return None
    return LivingSession(
        account=row["account.id"],
        person=row["account.person.id"],
        name=row["account.person.name"],
        must_change=row["account.must_change"],
        letters=row["account.letters"],
        seen_at=row["seen_at"],
        found_at=moment,
        actor=_actor(row) if row["post.id"] is not None else None,
        place=row["post.department.name"] or row["post.body.name"] or "",
        opened_at=row["created_at"],
        proved_at=row["proved_at"] or row["created_at"],
        password_at=row["account.password_at"] or row["account.created_at"],
        has_factor=row["account.factor_since"] is not None,
    )


def idle_of(role: Role) -> timedelta:
    """After how long without a request the session of somebody in a role ends."""
    return IDLE_OF_SUBMITTERS if role is Role.SUBMITTER else IDLE


async def open_sessions(account: int, *, token: str) -> tuple[OpenSession, ...]:
    """The living sessions of an account, the newest first. token: of the one that asks."""
    digest, moment = hashlib.sha256(token.encode()).hexdigest(), now()
    columns = (*_COLUMNS, _S.id, _S.id_hash, _S.device)
    rows = await _S.select(*columns).where(_S.account == account).order_by(_S.id, ascending=False)
    return tuple(
        OpenSession(
            id=row["id"],
            device=row["device"] or "",
            opened_at=row["created_at"],
            seen_at=row["seen_at"],
            acting=Role(row["post.role"]).label if row["post.id"] is not None else "",
            here=row["id_hash"] == digest,
        )
        for row in rows
        if row["account.epoch"] == row["epoch"] and _awake(row, moment)
    )


async def actor_of_session(token: str) -> Actor | None:
    """Who acts in a session; None for the public, and while no post has been chosen or a password must be changed."""
    session = await session_of(token)
    return session.actor if session is not None and not session.must_change else None


async def ended_session(token: str) -> EndedSession | None:
    """What is left of a session that has ended by itself, so that its owner may go on where he was."""
    row = await _row(token)
    if row is None or row["account.id"] is None:
        return None
    return EndedSession(row["account.id"], row["post.id"], row["delegation.id"])


async def _row(token: str) -> dict[str, Any] | None:
    digest = hashlib.sha256(token.encode()).hexdigest()
    rows: list[dict[str, Any]] = await _S.raw(_asking(engine().engine_type), digest)
    return rows[0] if rows else None


@cache
def _asking(kind: str) -> str:
    """The SQL that asks for the session with a hash, for raw. To build it costs more than to run it, on each page."""
    said = _S.select(*_COLUMNS).where(_S.id_hash == _HASH).limit(1).querystrings[0]
    sql, values = said.compile_string(engine_type=kind)
    assert values == [_HASH] and "{" not in sql
    return str(sql).replace("$1" if kind == "postgres" else "?", "{}")


_HASH = "0" * 64  # of nobody


def _awake(row: Mapping[str, Any], moment: datetime) -> bool:
    """Whether a session was used lately and has not reached its end."""
    idle = idle_of(Role(row["post.role"])) if row["post.id"] is not None else IDLE
    ends = row["expires_at"]
    return row["seen_at"] + idle > moment and ends is not None and moment < ends < moment + FURTHEST


def _holds(row: Mapping[str, Any]) -> bool:
    """Whether the post is the account owner's own today, or he is its owner's deputy today."""
    if not _runs(row["post.since"], row["post.until"]):
        return False
    if row["delegation.id"] is None:
        return bool(row["post.person.id"] == row["account.person.id"])
    return (
        row["delegation.revoked_at"] is None
        and row["delegation.post"] == row["post.id"]
        and row["delegation.deputy"] == row["account.person.id"]
        and _runs(row["delegation.since"], row["delegation.until"])
    )


def _runs(since: Any, until: Any) -> bool:
    day = today()
    return (since is None or since <= day) and (until is None or until >= day)


def _actor(row: Mapping[str, Any]) -> Actor:
    deputy = row["delegation.id"] is not None
    return Actor(
        name=row["account.person.name"],
        role=Role(row["post.role"]),
        person=row["account.person.id"],
        unit=row["post.department.id"],
        body=row["post.body.id"],
        on_behalf_of=row["post.person.name"] if deputy else None,
        acts_as=row["post.person.id"] if deputy else None,
        post=row["post.id"],
        level=row["post.level"],
    )
