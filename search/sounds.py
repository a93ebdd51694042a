"""How characters sound: readings in pinyin without tones, and which characters share one.

The table of readings is loaded by the first question that needs it, so that a start stays fast.
"""

import functools
import importlib
import os
import unicodedata
from collections.abc import Callable, Mapping
from types import ModuleType

import numpy as np
import numpy.typing as npt

from search.folding import fold

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint16]

# What speakers of many regions do not tell apart: retroflex and flat, n and l, front and back nasal.
_SOFT_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_PLANE = 0x10000


@functools.cache
def library() -> ModuleType:
    """pypinyin, with single characters only: its phrases would cost a fifth of a second and 40 MB, whoever came first
    without saying so."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    return importlib.import_module("pypinyin")


@functools.cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Every simplified character with its readings, the usual one first; ü is v, as it is typed."""
    spoken = library().constants.PINYIN_DICT
    found = {chr(code): _toneless(said) for code, said in spoken.items() if 0x4E00 <= code < 0xA000}
    return {char: said for char, said in found.items() if said and fold(char) == char}


def _toneless(said: str) -> tuple[str, ...]:
    letters = unicodedata.normalize("NFD", said).replace("u\u0308", "v")
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(dict.fromkeys(part for part in bare.split(",") if part.isascii() and part.isalpha()))


def softened(reading: str) -> str:
    """A reading without the differences that are often not heard: zhang and zan are one."""
    for hard, soft in _SOFT_STARTS:
        if reading.startswith(hard):
            reading = soft + reading[len(hard) :]
            break
    return reading[:-1] if reading.endswith("ng") else reading


def initial(reading: str) -> str:
    """The letter that stands for a reading where only first letters are typed."""
    return reading[0]


def saying(reading: str) -> Mask:
    """Which code points have a reading; none for what is no syllable."""
    return _mask(reading, str)


def beginning(letter: str) -> Mask:
    """Which code points have a reading that begins with a letter."""
    return _mask(letter, initial)


def sounding_like(char: str, *, softly: bool = False) -> Mask:
    """Which code points share a reading with a character; softly: once softened."""
    mask = np.zeros(_PLANE, bool)
    for reading in readings().get(char, ()):
        mask |= _mask(softened(reading), softened) if softly else saying(reading)
    return mask


def is_syllable(letters: str) -> bool:
    """Whether some character is read so."""
    return letters in _speakers(str)


@functools.lru_cache(maxsize=64)  # 64 KB each, made in no time
def _mask(wanted: str, part: Callable[[str], str]) -> Mask:
    mask = np.zeros(_PLANE, bool)
    mask[_speakers(part).get(wanted, [])] = True
    mask.flags.writeable = False
    return mask


@functools.cache
def _speakers(part: Callable[[str], str]) -> dict[str, list[int]]:
    """Code points by that part of their readings."""
    found: dict[str, list[int]] = {}
    for char, said in readings().items():
        for reading in said:
            found.setdefault(part(reading), []).append(ord(char))
    return found
