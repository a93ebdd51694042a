"""Passwords: which ones may be used, for how long, and how their hashes are made and compared (argon2id)."""

import asyncio
import contextlib
import functools
import itertools
import os
import re
import secrets
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TypeVar
from weakref import WeakKeyDictionary

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cases.pinyin import spelt
from cases.resources import fixtures
from cases.turns import Turns
from cases.vocabulary import PasswordProfile, PasswordRule

LEAST = 12
LONGEST = 128
LEAST_OWN = 6  # characters that are left of a password without known words and rows of keys
KINDS = 3  # of capitals, small letters, digits and everything else
LIFE = {PasswordProfile.DENGBAO: timedelta(days=90)}
AT_ONCE = 1  # hashes made at the same time in a process: each takes 46 MiB, and a twentieth of a second of a core
NICENESS = 10  # how far that stands back, of 19: guesses by the thousand must not take the cores from the pages
FEW = 20  # waiting who may be anybody: a second of work, as on a morning when all come at once; more are guesses
_UNMISTAKABLE = "23456789abcdefghjkmnpqrstuvwxyz"
Made = TypeVar("Made")
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, Turns] = WeakKeyDictionary()
_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
# Lines of a keyboard and of a number pad, along which a hand slides.
_LINES = (
    "1234567890-=", "qwertyuiop[]", "asdfghjkl;", "zxcvbnm,./", "!@#$%^&*()", "1qaz", "2wsx", "3edc", "4rfv", "5tgb",
    "6yhn", "7ujm", "8ik,", "9ol.", "0p;/", "147", "258", "369", "159", "357",
)  # fmt: skip
_LOOKALIKE = str.maketrans("013457@$!", "oieastasi")


def rules_of(profile: PasswordProfile) -> tuple[PasswordRule, ...]:
    """What a new password must keep. The length and what counts as common are the same in every profile."""
    return tuple(rule for rule in PasswordRule if rule is not PasswordRule.MIXED or profile is PasswordProfile.DENGBAO)


def broken_rules(
    password: str,
    *,
    names: tuple[str, ...] = (),
    old: str | None = None,
    profile: PasswordProfile = PasswordProfile.DENGBAO,
) -> tuple[PasswordRule, ...]:
    """The rules that a new password does not keep. names: what its owner and his unit are called."""
    if len(password) > LONGEST:
        return (PasswordRule.LONG,)
    plain = _folded(password)
    broken = {
        PasswordRule.LONG: len(password) < LEAST,
        PasswordRule.MIXED: len({_kind(letter) for letter in password}) < KINDS,
        PasswordRule.UNCOMMON: len(set(plain)) < 4 or _own(plain) < LEAST_OWN,
        PasswordRule.OWN: any(said in plain for name in names for said in _ways_to_write(name)),
        PasswordRule.NEW: password == old,
    }
    return tuple(rule for rule in rules_of(profile) if broken[rule])


@functools.cache
def office_words() -> tuple[str, ...]:
    """Words that come to everybody's mind in such an office, letters and characters only."""
    return tuple((fixtures() / "office_words.txt").read_text(encoding="utf-8").split())


def is_outlived(chosen_at: datetime, moment: datetime, *, profile: PasswordProfile) -> bool:
    """Whether a password has been in use for longer than its profile lets it."""
    ends = life_ends(chosen_at, profile=profile)
    return ends is not None and ends <= moment


def life_ends(chosen_at: datetime, *, profile: PasswordProfile) -> datetime | None:
    """When a password has to be changed; None where it need not be."""
    life = LIFE.get(profile)
    return chosen_at + life if life is not None else None


def one_time_password() -> str:
    """A password to hand over: four groups of four characters that are not mistaken for one another, 79 bits."""
    return "-".join("".join(secrets.choice(_UNMISTAKABLE) for _ in range(4)) for _ in range(4))


async def hash_of(password: str) -> str:
    """What is stored for a password: algorithm, parameters, salt and hash in one word."""
    return await _in_turn(lambda: _hasher.hash(password), ahead=True)


async def fits(stored: str | None, password: str, *, ahead: bool = True) -> bool:
    """Whether a password is the one stored. Without a stored one, and for one that is longer than any may be, the same
    work is done for nothing.

    ahead: False for whoever may be anybody, who waits behind all others, and whose work stands back behind that of the
    pages where more than a few wait. Raises TooManyWait for him alone.
    """
    possible = len(password) <= LONGEST
    looked_at = password if possible else ""
    same = await _in_turn(lambda: _verify(stored or _dummy(), looked_at), ahead=ahead)
    return same and possible and stored is not None


def outdated(stored: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


async def _in_turn(work: Callable[[], Made], *, ahead: bool) -> Made:
    loop = asyncio.get_running_loop()
    turns = _turns.setdefault(loop, Turns(AT_ONCE))
    async with turns.turn(ahead=ahead):
        return await loop.run_in_executor(_threads(not ahead and len(turns.others) > FEW), work)


@functools.cache
def _threads(behind: bool) -> ThreadPoolExecutor:
    """The thread in which hashes are made, and the one that stands back behind everything else."""
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords", initializer=_stand_back if behind else None)


def _stand_back() -> None:
    """Let this thread alone come after the others of the program. Only Linux knows a thread by its number."""
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


if hasattr(os, "register_at_fork"):  # a copy of this process has none of its threads
    os.register_at_fork(after_in_child=_threads.cache_clear)


@functools.cache
def _dummy() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _kind(letter: str) -> str:
    kinds = {"Lu": "capital", "Ll": "small", "Nd": "digit"}
    return kinds.get(unicodedata.category(letter), "other")


def _own(plain: str) -> int:
    """How many characters of a folded password are its own: without words that anybody would try, years and rows of
    keys. A common word written with look-alikes, as in p@ssw0rd, is one, too."""
    left = list(plain)
    for form in (plain, plain.translate(_LOOKALIKE)):
        for found in _known().finditer(form):
            left[found.start() : found.end()] = "\n" * len(found[0])
    return sum(letter.isalnum() for letter in _without_rows("".join(left)))


def _without_rows(text: str) -> str:
    """A text without runs of three or more neighbours on the keyboard, in the alphabet or of one character; and only
    once what is there several times in a row."""
    kept, run = [], ""
    for letter in text + "\n":
        if run and _next_to(run[-1], letter):
            run += letter
            continue
        kept.append(run if len(run) < 3 else "")
        run = letter
    left = "".join(kept).replace("\n", "")
    again = (left + left).find(left, 1)
    return left[:again] if 0 < again < len(left) else left


def _next_to(one: str, other: str) -> bool:
    return "\n" not in (one, other) and (abs(ord(one) - ord(other)) <= 1 or (one, other) in _neighbours())


@functools.cache
def _neighbours() -> frozenset[tuple[str, str]]:
    pairs = [pair for line in _LINES for pair in itertools.pairwise(line)]
    return frozenset(pairs + [(other, one) for one, other in pairs])


@functools.cache
def _known() -> re.Pattern[str]:
    """Words that anybody would try here, the longest first, and years."""
    common = (fixtures() / "common_passwords.txt").read_text(encoding="utf-8").split()
    words = sorted({*common, *office_words()}, key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, words), r"(?:19|20)\d\d"]))


@functools.lru_cache(maxsize=1000)
def _ways_to_write(name: str) -> tuple[str, ...]:
    """A name as it is and in pinyin; too short a one is in many an honest word."""
    plain = _folded(name)
    sound = _folded(spelt(plain))
    return tuple(said for said, least in ((plain, 2), (sound, 5)) if len(said) >= least)
