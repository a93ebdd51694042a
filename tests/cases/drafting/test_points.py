"""Points of a submission: its own numbering first, else its sentences; no word of a point is lost."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.drafting.points import MOST, corrected, left_out, points_of, ticked_after
from cases.errors import PointAstray, TooManyPoints

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


ASKED = f"现状如下。一、{FIRST}，\n并公布名单；二、{SECOND}。三、{THIRD}。"


def test_a_person_joins_parts_and_leaves_out_points_in_the_words_of_the_submission():
    written = f"一、{FIRST}，并公布名单；\n二、{SECOND}。\n \n{THIRD}。"
    assert corrected(ASKED, written) == (f"一、{FIRST}，\n并公布名单；二、{SECOND}。", f"{THIRD}。")
    assert left_out(ASKED, corrected(ASKED, written)) == ("现状如下。", "三、")
    assert corrected(ASKED, " \n\n\u3000") == ()


@pytest.mark.parametrize(
    ("written", "number"),
    [("增加晚间门诊", 1), (f"{SECOND}\n\n{FIRST}", 2), (f"{FIRST}\n\n{FIRST}", 2), (f"{FIRST}\n\n{SECOND}吧", 2)],
)
def test_other_words_another_order_and_words_taken_twice_are_told(written, number):
    with pytest.raises(PointAstray) as told:
        corrected(ASKED, written)
    assert told.value.number == number


def test_more_points_than_can_be_ticked_are_told():
    with pytest.raises(TooManyPoints):
        corrected("很好。" * 60, "\n\n".join(["很好。"] * (MOST + 1)))


@given(st.text("甲乙丙 \n。", min_size=1, max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_wherever_it_is_cut_the_points_and_what_is_left_hold_every_character(text, cuts):
    at = sorted({0, *(cut for cut in cuts if cut < len(text)), len(text)})
    parts = [text[a:b].replace("\n", " ") for a, b in itertools.pairwise(at)]
    points = corrected(text, "\n\n".join(parts)) if len(parts) <= MOST else ()
    held = "".join("".join(points).split())
    assert held == "".join(text.split())
    assert not left_out(text, points)


def test_a_tick_stays_on_words_that_were_answered():
    before = ("一、甲事。", "二、乙事。", "三、丙事。")
    assert ticked_after(before, before, (0, 2)) == (0, 2)
    assert ticked_after(before, ("一、甲事。二、乙事。", "三、丙事。"), (0, 2)) == (1,)
    assert ticked_after(before, ("一、甲事。二、乙事。", "三、丙事。"), (0, 1)) == (0,)
    assert ticked_after(("甲事，乙事。",), ("甲事，", "乙事。"), (0,)) == (0, 1)
