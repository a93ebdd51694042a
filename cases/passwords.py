"""Passwords: which ones may be used, and how their hashes are made and compared (argon2id)."""

import asyncio
import functools
import itertools
import secrets
import unicodedata
import weakref

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cases.resources import fixtures
from cases.vocabulary import PasswordRule

LEAST = 10
LONGEST = 200
AT_ONCE = 2  # hashes made at the same time: each takes 46 MiB
_UNMISTAKABLE = "23456789abcdefghjkmnpqrstuvwxyz"
_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
_gates: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = weakref.WeakKeyDictionary()


def broken_rules(password: str, *, names: tuple[str, ...] = (), old: str | None = None) -> tuple[PasswordRule, ...]:
    """The rules that a new password does not keep. names: what its owner is called, which it must not hold."""
    plain = _folded(password)
    broken = {
        PasswordRule.LONG: not LEAST <= len(password) <= LONGEST,
        PasswordRule.UNCOMMON: plain in _common() or len(set(plain)) < 4 or _in_a_row(plain),
        PasswordRule.OWN: any(_folded(name) in plain for name in names if len(name) > 1),
        PasswordRule.NEW: password == old,
    }
    return tuple(rule for rule, is_broken in broken.items() if is_broken)


def one_time_password() -> str:
    """A password to hand over: four groups of four characters that are not mistaken for one another, 79 bits."""
    return "-".join("".join(secrets.choice(_UNMISTAKABLE) for _ in range(4)) for _ in range(4))


async def hash_of(password: str) -> str:
    """What is stored for a password: algorithm, parameters, salt and hash in one word."""
    async with _gate():
        return await asyncio.to_thread(_hasher.hash, password[:LONGEST])


async def fits(stored: str | None, password: str) -> bool:
    """Whether a password is the one stored; without a stored one the same work is done for nothing."""
    async with _gate():
        same = await asyncio.to_thread(_verify, stored or _dummy(), password[:LONGEST])
    return same and stored is not None


def outdated(stored: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _gate() -> asyncio.Semaphore:
    """One semaphore a loop: a semaphore belongs to the loop that it first waited in."""
    return _gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))


@functools.cache
def _dummy() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))


@functools.cache
def _common() -> frozenset[str]:
    return frozenset((fixtures() / "common_passwords.txt").read_text(encoding="utf-8").split())


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _in_a_row(text: str) -> bool:
    """Whether each character is the neighbour of the one before, as in abcdefghij or 9876543210."""
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}
