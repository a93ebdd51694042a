"""Whether two numbers measure the same thing, and how surely."""

import re
from enum import IntEnum

from cases.series.measures import IDLE_UNITS, Measure

# Too little to know a thing by: numbers of these go together only where their sentences speak alike.
_VAGUE = frozenset((
    "服务", "工作", "项目", "资金", "活动", "人员", "机构", "中心", "设施", "单位", "面积", "数据", "试点", "任务",
    "措施", "问题", "意见", "建议", "办法", "制度", "对象", "收入", "投入", "人口", "老年人", "幼儿", "学生",
    "儿童", "增长", "增加", "缺口", "计算", "区间", "占比", "比例", "补助", "补助资金", "中央资金", "专项资金",
    "财政资金", "床位", "投资", "总投资", "小区", "道路", "路段",
))  # fmt: skip
_MOVING = re.compile(
    r"增加至|增加到|上升至|提升至|下降到|降至|[由从于高低]\d|比上年|同比|^(?:高|低|多|少)于|^[在由从与和及但但未]|[和与及在从由]$|\d"
)
_SHORTEST, _LONGEST = 2, 22
_SHARED = 0.5
# Said of one institution: the house and who runs it.
_HOUSES = re.compile(r"(?:设施|机构|服务机构)$")


class Likeness(IntEnum):
    """How surely two numbers belong together."""

    NO = 0
    WORDED_OTHERWISE = 1
    SAME = 2


def countable(measure: Measure) -> bool:
    """Whether the words say well enough what was measured to follow it over the years."""
    head = measure.head
    return _SHORTEST <= len(head) <= _LONGEST and measure.unit not in IDLE_UNITS and not _MOVING.search(head)


def ends_of(measure: Measure) -> tuple[str, ...]:
    """Under which endings a number is kept: two that are alike share one of them."""
    names = [measure.head, *measure.others]
    if measure.ratio:
        names.append(_HOUSES.sub("", measure.head))
    return tuple(dict.fromkeys(name[-2:] for name in names if len(name) >= _SHORTEST))


def likeness(one: Measure, other: Measure, *, same_value: bool = False) -> Likeness:
    """Whether unit, base, ratio, level, narrowing and area agree and the nouns name the same thing.

    same_value: both numbers are equal and not round, which lets a vague noun count.
    """
    if (one.ratio, one.area, one.per) != (other.ratio, other.area, other.per) or one.narrowing != other.narrowing:
        return Likeness.NO
    if one.levels != other.levels or not _units_agree(one, other):
        return Likeness.NO
    if one.head in _VAGUE or other.head in _VAGUE:
        return _of_vague(one, other, same_value)
    if one.head == other.head:
        return Likeness.SAME
    if any(_renamed(a, b, one, other) for a in (one.head, *one.others) for b in (other.head, *other.others)):
        return Likeness.WORDED_OTHERWISE
    if one.ratio and _HOUSES.sub("", one.head) == _HOUSES.sub("", other.head):
        return Likeness.WORDED_OTHERWISE
    return Likeness.NO


def _units_agree(one: Measure, other: Measure) -> bool:
    """Where it is said of how many (每万老年人), a missing unit is no other unit."""
    return one.unit == other.unit or (bool(one.per) and one.per == other.per and "" in (one.unit, other.unit))


def _of_vague(one: Measure, other: Measure, same_value: bool) -> Likeness:
    """床位 goes with 床位 where both sentences are of one matter."""
    if one.head == other.head:
        a, b = _pairs(one.around), _pairs(other.around)
        alike = len(a & b) >= _SHARED * max(1, min(len(a), len(b)))
        return Likeness.WORDED_OTHERWISE if alike or (same_value and one.said == other.said) else Likeness.NO
    longer = max(one.head, other.head, key=len)
    shorter = min(one.head, other.head, key=len)
    return Likeness.WORDED_OTHERWISE if same_value and longer.endswith(shorter) else Likeness.NO


def _renamed(a: str, b: str, one: Measure, other: Measure) -> bool:
    """托位 means 婴幼儿照护托位 where the sentence speaks of 婴幼儿照护."""
    if min(len(a), len(b)) < _SHORTEST:
        return False
    if a == b:
        return True
    longer, shorter, beside = (a, b, other) if len(a) > len(b) else (b, a, one)
    if not longer.endswith(shorter) or shorter in _VAGUE:
        return False
    prefix = _pairs(longer[: -len(shorter)])
    return bool(prefix) and len(prefix & _pairs(beside.around)) >= _SHARED * len(prefix)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
