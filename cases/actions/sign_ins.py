"""Entering by name and password. Guesses are slowed down by ``tries``."""

import logging
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from cases import passwords
from cases.actions.tries import crowded_until, forget_failures, left, locked_until, note_failures
from cases.database import write_tx
from cases.errors import SignInsCrowded
from cases.queries.accounts import Entry, entries_of
from cases.tables import Account
from cases.turns import TooManyWait

TRIES_OF_ADDRESS = 50  # a whole office may share one
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


def is_plain(name: str) -> bool:
    """Whether a folded sign-in name is of one alphabet beside Chinese, so that it cannot pass for another one."""
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in name):
        return False
    alphabets = {unicodedata.name(letter, "CJK").split()[0] for letter in name if letter.isalpha()}
    return len(alphabets - {"CJK", "IDEOGRAPHIC", "BOPOMOFO"}) <= 1


async def sign_in(
    name: str, password: str, *, origin: str, most: int = TRIES_OF_ADDRESS, known: int | None = None
) -> SignIn:
    """Who enters with a name and password: one account, several namesakes with the same password, or nobody.

    A name that nobody has costs as much work, counts as many tries and gets the same answer as a wrong password.
    A right password changes nothing while the account or the address is locked. most: wrong tries in a quarter of an
    hour that are borne from one origin, 0 for any number. known: the account that was entered from this browser before:
    its owner does not wait behind those who guess, and what others guess does not lock him out. Raises SignInsCrowded.
    """
    name = folded(name)
    entries = await entries_of(name)
    keys = [_key(entry, known) for entry in entries] or [f"name:{name}"]
    locks = {key: await locked_until(key) for key in keys}
    address = await crowded_until(f"address:{origin}", most)
    open_entries = [entry for entry, key in zip(entries, keys, strict=False) if locks[key] is None]
    until = address or (max(filter(None, locks.values())) if all(locks.values()) else None)
    if until is not None:
        return Refusal(0, until)
    try:
        fitting = [
            entry
            for entry in open_entries
            if await passwords.fits(entry.password_hash, password, ahead=entry.account == known)
        ]
        if not entries:
            await passwords.fits(None, password, ahead=False)
    except TooManyWait:
        raise SignInsCrowded from None
    if not fitting:
        return await _failed(keys, origin)
    if len(fitting) == 1:
        await _succeeded(fitting[0], password, known)
        return fitting[0]
    return tuple(fitting)


def _key(entry: Entry, known: int | None) -> str:
    """Under what wrong tries at an account are counted: those from browsers that it was entered from by themselves."""
    return f"{'known' if entry.account == known else 'account'}:{entry.account}"


async def _failed(keys: list[str], origin: str) -> Refusal:
    """Count a wrong try under each account that was meant, and under the address."""
    await note_failures([*keys, f"address:{origin}"])
    # Of a name that nobody has, nothing is told: it may be a password that slipped into the wrong box.
    meant = [key for key in keys if not key.startswith("name:")]
    _log.warning("wrong password for %s from %s", "、".join(meant) or "nobody", origin)
    remaining = min([await left(key) for key in keys])
    return Refusal(remaining, None if remaining else await locked_until(keys[0]))


async def _succeeded(entry: Entry, password: str, known: int | None) -> None:
    """The account's tries start anew, and a hash of old parameters is made again."""
    fresh = await passwords.hash_of(password) if passwords.outdated(entry.password_hash) else None
    async with write_tx():
        await forget_failures(_key(entry, known))
        if fresh:
            same = (Account.id == entry.account) & (Account.password_hash == entry.password_hash)
            await Account.update({Account.password_hash: fresh}).where(same)
