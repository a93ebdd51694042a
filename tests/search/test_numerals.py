"""Numbers in characters become digits where they count something, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.numerals import value_of, with_digits

_NAMES = "零一二三四五六七八九"


def spelled(number):
    """A number below 100,000,000 as it is said."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return f"{spelled(number // 10_000)}万{gap}{spelled(rest) if rest else ''}"
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if zero and out else "") + _NAMES[digit] + name
        zero = not digit
    return out


@given(st.integers(11, 99_999_999))
def test_reads_what_is_said(number):
    said = spelled(number)
    if len(said) > 1:
        assert value_of(said) == number
        assert with_digits(f"共{said}家") == f"共{number}家"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("十五分钟", "15分钟"),
        ("二〇二五年", "2025年"),
        ("二零二五年底", "2025年底"),
        ("六十岁以上", "60岁以上"),
        ("一老一小", "一老一小"),
        ("九三学社", "九三学社"),
        ("十四五规划", "十四五规划"),
        ("三三两两人", "三三两两人"),
        ("千百家", "千百家"),
        ("十百家", "十百家"),
        ("一次", "一次"),
    ],
)
def test_only_counted_numbers(text, digits):
    assert with_digits(text) == digits


@given(st.text("〇零一二三四五六七八九两十百千万亿家年", max_size=40))
def test_never_fails(text):
    with_digits(text)
