"""Wrong tries to enter, counted over restarts and over several processes: under an account, an address, the system."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from cases.clock import now
from cases.database import write_tx
from cases.errors import TooManyTries
from cases.tables import SignInFailure

WINDOW = timedelta(minutes=15)
TRIES = 5  # under one account or name
ALARM = 1000  # failures an hour, all together
_SYSTEM = "system"
_log = logging.getLogger("dafu")


async def note_failures(keys: Sequence[str]) -> None:
    """Count a wrong try under each of these keys and for the whole system; what is older than an hour is forgotten."""
    async with write_tx():
        await SignInFailure.delete().where(SignInFailure.at < now() - timedelta(hours=1))
        await SignInFailure.insert(*[SignInFailure(origin=_hash(key)) for key in [*keys, _SYSTEM]])
    if await _count(_SYSTEM, timedelta(hours=1)) >= ALARM:
        _log.warning("more than %s failed sign-ins within an hour", ALARM)


async def forget_failures(key: str) -> None:
    """Inside ``write_tx``: tries under this key start anew."""
    await SignInFailure.delete().where(SignInFailure.origin == _hash(key))


async def left(key: str) -> int:
    """How many more wrong tries under a key are borne before it is locked."""
    return max(0, TRIES - await _count(key, WINDOW))


async def locked_until(key: str, most: int = TRIES) -> datetime | None:
    """When the oldest of the tries that make a lock falls out of the window; None where there are not that many."""
    rows = (
        await SignInFailure.select(SignInFailure.at)
        .where((SignInFailure.origin == _hash(key)) & (SignInFailure.at > now() - WINDOW))
        .order_by(SignInFailure.at, ascending=False)
        .limit(most)
    )
    until: datetime | None = rows[-1]["at"] + WINDOW if len(rows) >= most else None
    return until


async def begin_try(key: str) -> None:
    """Count a try before it is looked at, so that many at once are no more tries than one after the other.

    Whoever succeeds calls ``forget_failures``. Raises TooManyTries, and then it was none.
    """
    row = SignInFailure(origin=_hash(key))
    async with write_tx():
        await SignInFailure.insert(row)
    before = (SignInFailure.origin == row.origin) & (SignInFailure.at > now() - WINDOW) & (SignInFailure.id < row.id)
    if await SignInFailure.count().where(before) < TRIES:
        return
    async with write_tx():
        await SignInFailure.delete().where(SignInFailure.id == row.id)
    until = await locked_until(key) or now()
    raise TooManyTries(minutes=max(1, -(-int((until - now()).total_seconds()) // 60)))


async def _count(key: str, window: timedelta) -> int:
    found = (SignInFailure.origin == _hash(key)) & (SignInFailure.at > now() - window)
    return int(await SignInFailure.count().where(found))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
