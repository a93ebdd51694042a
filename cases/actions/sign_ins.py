"""Entering by name and password, and the slowing down of guesses over restarts and over several processes."""

import hashlib
import logging
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from cases import passwords
from cases.clock import now
from cases.database import write_tx
from cases.queries.accounts import Entry, entries_of
from cases.tables import Account, SignInFailure

WINDOW = timedelta(minutes=15)
TRIES = 5  # for one account
TRIES_OF_ADDRESS = 50  # a whole office may share one
ALARM = 1000  # failures an hour, all together
_log = logging.getLogger("dafu")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Not let in. left: tries until the lock; until: the end of the lock, None where there is none."""

    left: int
    until: datetime | None = None


SignIn: TypeAlias = Entry | tuple[Entry, ...] | Refusal


def folded(name: str) -> str:
    """A sign-in name as it is compared: full-width letters made narrow, blanks left out."""
    return "".join(unicodedata.normalize("NFKC", name).split())


async def sign_in(name: str, password: str, *, origin: str) -> SignIn:
    """Who enters with a name and password: one account, several namesakes with the same password, or nobody.

    A name that nobody has costs as much work, counts as many tries and gets the same answer as a wrong password.
    A right password changes nothing while the account or the address is locked.
    """
    name = folded(name)
    entries = await entries_of(name)
    keys = [f"account:{entry.account}" for entry in entries] or [f"name:{name}"]
    locks = {key: await _locked_until(key, TRIES) for key in keys}
    address = await _locked_until(f"address:{origin}", TRIES_OF_ADDRESS)
    open_entries = [entry for entry, key in zip(entries, keys, strict=False) if locks[key] is None]
    until = address or (max(filter(None, locks.values())) if all(locks.values()) else None)
    if until is not None:
        return Refusal(0, until)
    fitting = [entry for entry in open_entries if await passwords.fits(entry.password_hash, password)]
    if not entries:
        await passwords.fits(None, password)
    if not fitting:
        return await _failed(keys, origin)
    if len(fitting) == 1:
        await _succeeded(fitting[0], password)
        return fitting[0]
    return tuple(fitting)


async def _failed(keys: list[str], origin: str) -> Refusal:
    """Count a wrong try under each account that was meant, under the address and for the whole system."""
    async with write_tx():
        await SignInFailure.delete().where(SignInFailure.at < now() - timedelta(hours=1))
        said = [*keys, f"address:{origin}", "system"]
        await SignInFailure.insert(*[SignInFailure(origin=_hash(key)) for key in said])
    if await _count("system", timedelta(hours=1)) >= ALARM:
        _log.warning("more than %s failed sign-ins within an hour", ALARM)
    left = min([TRIES - await _count(key, WINDOW) for key in keys])
    until = await _locked_until(keys[0], TRIES) if left <= 0 else None
    return Refusal(max(0, left), until)


async def _succeeded(entry: Entry, password: str) -> None:
    """The account's tries start anew, and a hash of old parameters is made again."""
    fresh = await passwords.hash_of(password) if passwords.outdated(entry.password_hash) else None
    async with write_tx():
        await SignInFailure.delete().where(SignInFailure.origin == _hash(f"account:{entry.account}"))
        if fresh:
            same = (Account.id == entry.account) & (Account.password_hash == entry.password_hash)
            await Account.update({Account.password_hash: fresh}).where(same)


async def _count(key: str, window: timedelta) -> int:
    found = (SignInFailure.origin == _hash(key)) & (SignInFailure.at > now() - window)
    return int(await SignInFailure.count().where(found))


async def _locked_until(key: str, most: int) -> datetime | None:
    """When the oldest of the tries that make a lock falls out of the window; None where there are not that many."""
    rows = (
        await SignInFailure.select(SignInFailure.at)
        .where((SignInFailure.origin == _hash(key)) & (SignInFailure.at > now() - WINDOW))
        .order_by(SignInFailure.at, ascending=False)
        .limit(most)
    )
    until: datetime | None = rows[-1]["at"] + WINDOW if len(rows) >= most else None
    return until


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
