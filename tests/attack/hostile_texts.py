"""Texts that make a regular expression work as long as it can: runs of what it repeats, of what it nearly matches,
and of what real pages hold too much of."""

import re
from collections.abc import Iterator
from re import _constants as c
from re import _parser
from typing import Any

MOST_RUNS = 12
MOST_COUNTED = 1000  # a repetition beyond this is as good as endless
# Runs of what pages are full of, each ended by what no pattern expects.
PLAIN = (
    "a",
    "0",
    "一",
    " ",
    "\n",
    "\u3000",
    "第",
    "：",
    "(",
    "。",
    "，",
    "、",
    "<",
    "年1月",
    "〔2024〕",
    "关于",
    "a ",
    "1.",
    "\r\n",
)
END = "\x00"


def texts(pattern: Any, flags: int, size: int) -> Iterator[tuple[str, str]]:
    """Name and text of about ``size`` characters for each way that this pattern may be made to work."""
    for unit in PLAIN:
        yield f"run of {unit!r}", _run(unit, size)
    tree = _parser.parse(pattern, flags)
    runs = list(dict.fromkeys(_repeated(tree)))[:MOST_RUNS]
    whole = _witness(tree)
    for unit in runs:
        yield f"repeat of {unit!r}", _run(unit, size)
        yield f"opening, then {unit!r}", whole[:40] + _run(unit, size)
    if whole:
        yield "whole matches", _run(whole, size)
        yield "matches without their end", _run(whole[:-1] or whole, size)


def endless(pattern: Any, flags: int, size: int) -> Iterator[tuple[str, str]]:
    """Runs of what a pattern repeats without saying how often at most: those that can take more than their length."""
    for unit in dict.fromkeys(_repeated(_parser.parse(pattern, flags), least=MOST_COUNTED)):
        yield f"repeat of {unit!r}", _run(unit, size)


def _run(unit: str, size: int) -> str:
    return unit * (size // len(unit)) + END


def _repeated(tree: Any, least: int = 1) -> Iterator[str]:
    """What stands under each repetition of more than ``least``, once, innermost included."""
    for op, value in tree:
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            _, most, inner = value
            if (unit := _witness(inner)) and most > least:
                yield unit
            yield from _repeated(inner, least)
        else:
            for inner in _inside(op, value):
                yield from _repeated(inner, least)


def _inside(op: Any, value: Any) -> list[Any]:
    """The sub-patterns of a node."""
    if op is c.SUBPATTERN:
        return [value[3]]
    if op is c.BRANCH:
        return list(value[1])
    if op in (c.ASSERT, c.ASSERT_NOT):
        return [value[1]]
    if op is c.ATOMIC_GROUP:
        return [value]
    if op is c.GROUPREF_EXISTS:
        return [one for one in value[1:] if one is not None]
    return []


def _witness(tree: Any) -> str:
    """A text that the pattern would match, looking around left out."""
    return "".join(_letter(op, value) for op, value in tree)


def _letter(op: Any, value: Any) -> str:
    if op is c.LITERAL:
        return chr(value)
    if op is c.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if op is c.ANY:
        return "a"
    if op is c.IN:
        return _member(value)
    if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return _witness(value[2]) * min(max(value[0], 1), 50)
    if op is c.BRANCH:
        return _witness(value[1][0])
    if op in (c.SUBPATTERN, c.ATOMIC_GROUP):
        return "".join(map(_witness, _inside(op, value)))
    return ""


TRIED = [chr(n) for n in (*range(32, 127), 9, 10, 0x3000, 0x4E00, 0xFF1A, 0xFF0C, 0x3002, 0x3001, 0x3010, 0x300A)]


def _member(members: Any) -> str:
    """A character of a set, a Chinese one where it has them."""
    for op, value in members:
        if op is c.RANGE and value[0] <= 0x4E00 <= value[1]:
            return "一"
    for op, value in members:
        if op is c.LITERAL and members[0][0] is not c.NEGATE:
            return chr(value)
        if op is c.RANGE and members[0][0] is not c.NEGATE:
            return chr(value[0])
    made = re.compile(_spoken(members))
    return next((letter for letter in ["一", *TRIED] if made.match(letter)), "")


def _spoken(members: Any) -> str:
    """A set of characters as it is written."""
    kinds = {c.CATEGORY_DIGIT: r"\d", c.CATEGORY_SPACE: r"\s", c.CATEGORY_WORD: r"\w",
             c.CATEGORY_NOT_DIGIT: r"\D", c.CATEGORY_NOT_SPACE: r"\S", c.CATEGORY_NOT_WORD: r"\W"}  # fmt: skip
    said = ""
    for op, value in members:
        if op is c.NEGATE:
            said += "^"
        elif op is c.LITERAL:
            said += re.escape(chr(value))
        elif op is c.RANGE:
            said += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        elif op is c.CATEGORY:
            said += kinds[value]
    return f"[{said}]"
