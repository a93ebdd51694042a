"""Wrong tries to enter, counted over restarts and over several processes: under an account, an address, the system."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cases.clock import now
from cases.database import write_tx
from cases.errors import TooManyTries
from cases.queries.alarms import SLACK, SYSTEM, hash_of_key
from cases.tables import SignInFailure

WINDOW = timedelta(minutes=15)  # in which tries of one address are counted together, and the longest wait
REMEMBERED = timedelta(days=1)  # for so long each try makes the next wait longer
FIRST_WAIT = timedelta(minutes=1)
TRIES = 5  # under one account or name, before one has to wait


async def note_failures(keys: Sequence[str]) -> None:
    """Count a wrong try under each of these keys and for the whole system."""
    async with write_tx():
        await SignInFailure.insert(*[SignInFailure(origin=hash_of_key(key)) for key in [*keys, SYSTEM]])


async def forget_failures(key: str) -> None:
    """Inside ``write_tx``: tries under this key start anew."""
    await SignInFailure.delete().where(SignInFailure.origin == hash_of_key(key))


async def left(key: str) -> int:
    """How many more wrong tries under a key are borne before one has to wait."""
    return max(0, TRIES - await SignInFailure.count().where(_remembered(key)))


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many wrong tries within a day: nothing, then 1, 2, 4, 8, 15 minutes and no longer.

    A guesser gets some hundred tries a day, and nobody can shut an owner out for more than a quarter of an hour.
    """
    return min(WINDOW, FIRST_WAIT * 2 ** min(tries - TRIES, 10)) if tries >= TRIES else timedelta()


async def locked_until(key: str) -> datetime | None:
    """When the next try under an account or a name is looked at; None where it is at once."""
    return await _wait_over(_remembered(key))


async def crowded_until(key: str, most: int) -> datetime | None:
    """When the oldest of the tries that are too many for one address falls out of the window; None where there are
    not that many. most: 0 for any number."""
    if not most:
        return None
    rows = (
        await SignInFailure.select(SignInFailure.at)
        .where(_since(key, WINDOW))
        .order_by(SignInFailure.at, ascending=False)
        .limit(most)
    )
    until: datetime | None = rows[-1]["at"] + WINDOW if len(rows) >= most else None
    return until


async def begin_try(key: str) -> None:
    """Count a try before it is looked at, so that many at once are no more tries than one after the other.

    Whoever succeeds calls ``forget_failures``. Raises TooManyTries, and then it was none.
    """
    row = SignInFailure(origin=hash_of_key(key))
    async with write_tx():
        await SignInFailure.insert(row)
    until = await _wait_over(_remembered(key) & (SignInFailure.id < row.id))
    if until is None:
        return
    async with write_tx():
        await SignInFailure.delete().where(SignInFailure.id == row.id)
    raise TooManyTries(minutes=max(1, -(-int((until - now()).total_seconds()) // 60)))


def _remembered(key: str) -> Any:
    return _since(key, REMEMBERED)


def _since(key: str, span: timedelta) -> Any:
    moment = now()
    own = SignInFailure.origin == hash_of_key(key)
    return own & (SignInFailure.at > moment - span) & (SignInFailure.at < moment + SLACK)


async def _wait_over(tries: Any) -> datetime | None:
    """When the wait after these tries is over; None where it is."""
    last = await SignInFailure.select(SignInFailure.at).where(tries).order_by(SignInFailure.at, ascending=False).first()
    until: datetime | None = last["at"] + wait_after(await SignInFailure.count().where(tries)) if last else None
    return until if until is not None and until > now() else None
