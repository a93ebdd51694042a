"""Numbers written in Chinese characters, read as digits: 十五分钟 is 15分钟, 二〇二五年 is 2025年.

Only before a measure word: elsewhere the characters are part of a name (九三学社, 十四五).
"""

import re

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
_MEASURES = "分岁年届次号家个月日天周小元张所处条项人名户套平公里米亩件座台间场批%"
_NUMERAL = "[〇零一二三四五六七八九两十百千万亿]"
# Looks back after its first character, so that the search for that character is not slowed down.
_RUN = re.compile(rf"{_NUMERAL}(?<!{_NUMERAL}{{2}}){_NUMERAL}{{1,15}}(?=[{_MEASURES}])")


def value_of(run: str) -> int | None:
    """The number a run of numerals says, or None where it says none (万一, 三三两两, 千百)."""
    if all(char in _DIGITS for char in run):
        spelled = "两" not in run and (len(run) > 2 or "〇" in run)
        return int("".join(str(_DIGITS[char]) for char in run)) if spelled else None
    total = section = digit = 0
    last_unit, last_big = 10_000, 10**12
    pending = False
    for char in run:
        if char in _DIGITS:
            if pending and digit:
                return None
            digit, pending = _DIGITS[char], True
            continue
        unit = _UNITS.get(char) or _BIG[char]
        if unit >= 10_000:
            if unit >= last_big or not (section or digit):
                return None
            total, section, digit, last_unit, last_big = total + (section + digit) * unit, 0, 0, 10_000, unit
        else:
            if unit >= last_unit or not (digit or (unit == 10 and not section and not total)):
                return None
            section, digit, last_unit = section + (digit or 1) * unit, 0, unit
        pending = False
    return total + section + digit


def _digits(match: re.Match[str]) -> str:
    value = value_of(match.group())
    return match.group() if value is None else str(value)


def with_digits(text: str) -> str:
    """The text with every counted number in characters replaced by its digits."""
    return _RUN.sub(_digits, text)
