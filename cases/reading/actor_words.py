"""Words for those who act: phrases that name no single office, and lists of offices that share a level."""

import re
from collections.abc import Iterable
from enum import StrEnum

from cases.reading.offices import folded

_VAGUE = re.compile(
    r"(?:有关|相关|各有关|各相关|各|职能|责任|主管|业务|上级|成员|其他|其它|多|多个|涉及|对口|行业主管|涉老|市直|县直|区直|省直){1,4}"
    r"(?:职能|主管|责任|业务|行政|成员|镇街|行业|相关|有关){0,4}(?:部门|单位|方面|科室|处室|机构|委办局|部委)(?:和单位)?|相关方|有关方面|各方|社会各界"
)
_COLLECTIVE = re.compile(
    r"(?:全[省市县区])?(?:各|所有|全[省市县区]|[0-9〇一二三四五六七八九十]{1,3}个)"
    r"(?:区、?县\(?市\)?|县\(?市、?区\)?|市\(?州\)?|县[市区]|区县|市县|市州|市|县|区|地|乡镇|镇街|镇乡|街道|乡镇\(?街道\)?|镇\(?街道\)?|社区|村)"
    r"(?:[、和及]?(?:县\(?市\)?|区|乡镇|街道|镇|社区|村)){0,4}(?:人民?政府|政府|党委政府|党委、政府|办事处)?"
)
_SELF = re.compile(
    r"(?:我|本|我们)(?:局|委|办|厅|部|会|院|中心|单位|公司|集团|支队|大队|镇|街道|乡|社|站|所|处|政府|行|馆|联)"
)


_BETWEEN = ("", "、", ",", ";")
_MEMBER = re.compile(r"[^、,;\s()](?:[^、,;()]|\([^()]{0,30}\)){0,60}")
# 国家卫健委, 团市委, 杭州市民政局: a level or a place of their own.
_HAS_PLACE = re.compile(
    r"国家|中国|中共|全国|团[省市县区]委|[^市场政容区块域]{2,8}?[省市县区州盟旗](?!场|政|容|块|域|划)"
)


class ActorKind(StrEnum):
    """Words that stand for an office without naming it."""

    VAGUE = "vague"
    COLLECTIVE = "collective"
    SELF = "self"


def actor_kind(phrase: str) -> ActorKind | None:
    """What a phrase is that names no single office: 有关部门, 各区县(市)政府, 我局. None for all others."""
    text = folded(phrase)
    if len(text) > 40:
        return None
    for kind, pattern in ((ActorKind.SELF, _SELF), (ActorKind.COLLECTIVE, _COLLECTIVE), (ActorKind.VAGUE, _VAGUE)):
        if pattern.fullmatch(text):
            return kind
    return None


def listed_actors(names: str) -> list[tuple[int, int]]:
    """Start and end of every member of a folded list such as 市民政局、各区、县(市)政府, which has two."""
    found = []
    at = 0
    while at < len(names):
        match = _COLLECTIVE.match(names, at)
        if match is None or names[match.end() : match.end() + 1] not in _BETWEEN:
            match = _MEMBER.match(names, at)
        if match is not None:
            found.append(match.span())
        at = match.end() if match is not None else at + 1
    return found


def with_lent_level(names: Iterable[str]) -> list[str]:
    """The names of a printed list, each with the level that one before it lends: 市教育局, 卫健委 gives 市卫健委."""
    lent = ""
    full = []
    for name in names:
        plain = folded(name)
        if own := _lent_prefix(plain):
            lent = own
        elif lent and not _HAS_PLACE.match(plain):
            name = lent + name
        full.append(name)
    return full


def _lent_prefix(name: str) -> str:
    """The level that a name lends to those after it in a list; none for an office that is itself called 市场…."""
    if name.startswith("市市"):
        return "市"
    if name[:1] in "省市县区州盟旗" and not name.startswith(("市场", "市政", "区块", "县域", "市容")):
        return name[:1]
    return ""
