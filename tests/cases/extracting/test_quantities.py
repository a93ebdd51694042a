"""Numbers with units: every form of number with every qualifier, and what only looks like a number."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given

from cases.extracting.quantities import chinese_number, quantities
from cases.vocabulary import Comparator
from tests.cases.importing.readings import jumbles

NUMBERS = {"8": "8", "1,250": "1250", "4.5": "4.5", "36": "36"}
SCALES = {"": 1, "万": 10**4, "亿": 10**8}
QUALIFIERS = {
    "{}": Comparator.EQ,
    "约{}": Comparator.ABOUT,
    "近{}": Comparator.ABOUT,
    "{}左右": Comparator.ABOUT,
    "超过{}": Comparator.GT,
    "逾{}": Comparator.GT,
    "不少于{}": Comparator.GE,
    "至少{}": Comparator.GE,
    "{}以上": Comparator.GE,
    "不足{}": Comparator.LT,
    "不超过{}": Comparator.LE,
    "{}以下": Comparator.LE,
}
UNITS = {"元": "元", "家": "家", "公里": "公里", "千米": "公里", "方": "平方米", "人次": "人次", "%": "%"}


@pytest.mark.parametrize(("scale", "unit"), [(s, u) for s in SCALES for u in UNITS if not (s and u == "%")])
@pytest.mark.parametrize("number", NUMBERS)
def test_every_form_under_every_qualifier(number, scale, unit):
    value = Decimal(NUMBERS[number]) * SCALES[scale]
    for pattern, comparator in QUALIFIERS.items():
        printed = pattern.format(number + scale + unit)
        text = f"本区共有{printed}。"
        (found,) = quantities(text)
        assert (Decimal(found.value), found.unit, found.comparator) == (value, UNITS[unit], comparator), text
        assert text[found.start : found.end] == printed
        assert text[slice(*found.literal)].startswith(number)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("每人补助1000-3000元", "1000", "3000", "元"),
        ("奖励3-5万元", "30000", "50000", "元"),
        ("常住25万-30万人", "250000", "300000", "人"),
        ("享受5-8折", "5", "8", "折"),
    ],
)
def test_a_range_shares_its_unit(text, low, high, unit):
    (found,) = quantities(text)
    assert (found.value, found.value_high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("能容纳五个班", "5", "个"),
        ("新增两家", "2", "家"),
        ("共三百二十户", "320", "户"),
        ("覆盖百分之六十五", "65", "%"),
        ("约十五亩", "15", "亩"),
    ],
)
def test_chinese_numerals_count(text, value, unit):
    (found,) = quantities(text)
    assert (found.value, found.unit, found.chinese) == (value, unit, True)


@pytest.mark.parametrize(
    "text",
    [
        "打造“15分钟生活圈”", "形成1+1+X格局", "依据国办发〔2019〕5号", "自2023年6月起", "面向60岁以上老人",
        "电话0571-85250001", "第607号提案",
        "一是加强领导", "于上午9:30召开", "“十四五”期间", "智慧平台3.0版", "参照GB 50180-2018执行", "3年内",
        "住在12幢3单元", "一系列举措", "第二次会议",
        "《三年行动方案(2021-2023年)》", "新一轮规划", "组织40、50人员就业", "事关千家万户", "形成百家争鸣的局面",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_quantity(text):
    assert quantities(text) == ()


def test_a_lost_unit_is_told():
    (found,) = quantities("争取中央资金475。")
    assert (found.value, found.unit) == ("475", "")


def test_more_marks_give_at_least():
    assert [one.comparator for one in quantities("建成2600余家,服务29万多名老人")] == [Comparator.GE, Comparator.GE]


@pytest.mark.parametrize(
    ("text", "number"), [("十二", 12), ("二〇二五", 2025), ("三百零五", 305), ("两万", 20000), ("吨", None), ("", None)]
)
def test_chinese_number(text, number):
    assert chinese_number(text) == number


@given(jumbles())
def test_laws(text):
    found = quantities(text)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert 0 <= one.start <= one.literal[0] < one.literal[1] <= one.end <= len(text)
        assert Decimal(one.value) >= 0
        assert "E" not in one.value
        assert one.value_high is None or Decimal(one.value_high) >= 0
    for before, after in pairwise(found):
        assert before.literal[1] <= after.literal[0]


@pytest.mark.parametrize(
    "clause", ["镇里已安装路灯249", "受益群众约5300", "新建水渠3.5", "在校1552学生", "覆盖486居民", "共有水泵12"]
)
def test_a_count_whose_unit_got_lost(clause):
    (found,) = quantities(clause)
    assert (found.unit, clause[slice(*found.literal)]) == ("", "".join(c for c in clause if c.isdigit() or c == "."))


@pytest.mark.parametrize(
    "clause", ["联系电话6610277", "安装在10号门", "建成于2019", "新建路0770", "他说249", "投入使用249后", "完成第8"]
)
def test_a_bare_number_that_counts_nothing(clause):
    assert quantities(clause) == ()


@pytest.mark.parametrize(
    ("text", "units"), [("看台60.0m", ["米"]), ("护坎40m,高2m", ["米", "米"]), ("5mg", []), ("8m3", [])]
)
def test_a_metre_may_be_written_in_latin(text, units):
    assert [one.unit for one in quantities(text)] == units
