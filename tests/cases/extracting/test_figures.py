"""Reported numbers: what was counted, when, by whom; what is doubtful; what is none."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from cases.extracting.figures import find_figures
from cases.vocabulary import Comparator, Flag
from tests.cases.importing.readings import jumbles, reading


def figures(text: str, **more: object):
    return find_figures(reading(text, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value", "unit", "head"),
    [
        ("全区建成社区食堂36家。", "36", "家", "社区食堂"),
        ("已改造2处候车亭。", "2", "处", "候车亭"),
        ("提供托位1.2万个。", "12000", "个", "托位"),
        ("床位使用率达83.5%。", "83.5", "%", "床位使用率"),
        ("下达补助资金502万元。", "5020000", "元", "补助资金"),
        ("培训护理员900余人次。", "900", "人次", "护理员"),
    ],
)
def test_value_unit_and_noun(text, value, unit, head):
    (found,) = figures(text)
    assert (found.value, found.unit, found.head) == (value, unit, head)
    assert found.quote == text[:-1]


def test_qualifier_and_literal_digits():
    (found,) = figures("惠及居民近4.2万户。")
    assert (found.raw, found.literal, found.value, found.comparator) == ("近4.2万户", "4.2", "42000", Comparator.ABOUT)


def test_attributes_narrow_what_was_counted():
    (found,) = figures("全市共有示范型驿站27个。")
    assert found.attributes == ("示范型",)


def test_the_date_holds_until_another_is_said():
    text = "截至2023年底,全区有托育机构41家,托位3200个。2022年培训86人次。"
    assert [(one.as_of_raw, one.as_of) for one in figures(text)] == [
        ("2023年底", date(2023, 12, 31)),
        ("2023年底", date(2023, 12, 31)),
        ("2022年", date(2022, 12, 31)),
    ]


def test_this_year_holds_no_later_than_the_signature():
    (found,) = figures("2024年新增托位120个已投入使用。", spoken_on=date(2024, 6, 3))
    assert found.as_of == date(2024, 6, 3)


def test_the_submitters_numbers_keep_their_role():
    found = figures("现有托位300个。", proposal="目前仅有托位120个。")
    assert [(one.value, one.part) for one in found] == [("120", "proposal"), ("300", "reply")]


def test_what_is_promised_is_not_reported():
    assert figures("我局将新建停车泊位200个。") == ()


def test_a_repeated_sentence_counts_once():
    assert len(figures("全区有食堂36家。\n全区有食堂36家。")) == 1


def test_a_lost_unit_is_flagged():
    (found,) = figures("全县争取中央资金475。")
    assert found.flags == (Flag.UNIT_MISSING,)


@pytest.mark.parametrize(("parts", "flagged"), [((30, 20), False), ((30, 22), True), ((4, 3), False)])
def test_parts_that_miss_the_total_are_flagged(parts, flagged):
    first, second = parts
    found = figures(f"全区有机构50家,公办{first}家,民办{second}家。")
    assert [Flag.SUM_MISMATCH in one.flags for one in found] == [flagged, False, False]


@settings(deadline=None)
@given(jumbles())
def test_laws(text):
    for one in find_figures(reading(text)):
        assert one.raw == text[one.span.start : one.span.end] != ""
        assert one.quote in text
        assert one.literal in one.raw
        assert Decimal(one.value) >= 0
        assert one.as_of is None or one.as_of_raw in text


@pytest.mark.parametrize("things", [6, 12])
def test_of_a_very_long_list_only_the_item_is_quoted(things):
    items = [f"第{index}片区整修排水沟渠工程" for index in range(things)]
    text = f"我镇实施了{'、'.join(items)}、15所学校围墙建设项目、路灯工程。"
    (found,) = figures(text)
    assert found.quote == ("15所学校围墙建设项目" if len(text) > 81 else text[:-1])
