"""Points of a submission: its own numbering first, else its sentences; no word of a point is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.drafting.points import MOST, points_of

FIRST, SECOND, THIRD = "增加夜间门诊", "给老楼加装扶手", "每季度公布一次进度"
STYLES = [
    ("一、", "二、", "三、"),
    ("（一）", "（二）", "（三）"),
    ("1.", "2.", "3."),
    ("1、", "2、", "3、"),
    ("(1)", "(2)", "(3)"),
    ("①", "②", "③"),
    ("一是", "二是", "三是"),
    ("第一，", "第二，", "第三，"),
]


@pytest.mark.parametrize("numbers", STYLES)
@pytest.mark.parametrize("between", ["\n", "；", "。\n　　"])
def test_each_numbering_cuts_its_points(numbers, between):
    said = [number + words for number, words in zip(numbers, (FIRST, SECOND, THIRD), strict=True)]
    found = points_of("为此提出如下办法：\n" + between.join(said))
    assert [point.rstrip("。；") for point in found] == said


def test_the_outer_numbering_wins():
    text = f"一、{FIRST}\n（一）{SECOND}\n（二）{THIRD}\n二、{THIRD}\n1.{FIRST}\n2.{SECOND}"
    assert [point[:2] for point in points_of(text)] == ["一、", "二、"]


def test_one_number_alone_is_no_numbering():
    assert points_of(f"一、{FIRST}。{SECOND}。") == (f"一、{FIRST}。", f"{SECOND}。")


def test_without_numbers_sentences_are_points():
    assert points_of(f"{FIRST}。好。{SECOND}；{THIRD}") == (f"{FIRST}。", f"{SECOND}；", THIRD)


def test_a_decimal_is_no_number_of_a_point():
    assert points_of("把比例提高到\n1.5倍以上才够用。\n2.5倍则更好一些。") == (
        "把比例提高到", "1.5倍以上才够用。", "2.5倍则更好一些。",
    )  # fmt: skip


def test_nothing_has_no_points():
    assert points_of(" \n　") == ()


@given(st.text(alphabet="一二、。；\n（）1234.是要 字句", max_size=200))
def test_points_stand_in_the_text_in_order(text):
    at, plain = 0, text.strip()
    for point in points_of(text):
        at = plain.index(point, at) + len(point)
    assert len(points_of(text)) <= MOST
