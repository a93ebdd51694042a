"""The words of an archived letter without what the paper prints by itself: salutation, signature and day. Pure."""

import re

from cases.papers.texts import clean

_DIGIT = "[0-9０-９〇○零一二三四五六七八九十]"
# A day as letters write it, with nothing else in its line.
DAY = re.compile(rf"{_DIGIT}{{4}}年{_DIGIT}{{1,3}}月{_DIGIT}{{1,3}}日")
_OFFICE_ENDS = ("局", "委", "委员会", "厅", "办", "办公室", "中心", "政府", "院")
_LONGEST_SALUTATION = 120
_MOST_SIGNATURES = 3


def body_of_letter(letter: str, unit: str) -> str:
    """The text between salutation and signature. unit: who signs, in full."""
    lines = [line for line in clean(letter).split("\n") if line.strip()]
    if lines and len(lines[0]) <= _LONGEST_SALUTATION and lines[0].rstrip().endswith(("：", ":")):
        lines = lines[1:]
    return "\n".join(without_signature(lines, unit))


def without_signature(lines: list[str], unit: str) -> list[str]:
    """The lines of a letter without the day at their end and the names above it. unit: who signs, in full."""
    at = len(lines)
    if at and DAY.fullmatch("".join(lines[-1].split())):
        at -= 1
        # Above the day the names of those who sign stand by themselves: short lines without a full stop.
        while at > 1 and len(lines) - at <= _MOST_SIGNATURES and _is_name(lines[at - 1], unit):
            at -= 1
    return lines[:at]


def _is_name(line: str, unit: str) -> bool:
    bare = "".join(line.split()).rstrip("（盖章）()")
    return bare == unit or (2 < len(bare) <= 30 and bare.endswith(_OFFICE_ENDS))
