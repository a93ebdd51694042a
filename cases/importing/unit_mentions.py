"""Names of offices inside running text: those of the directory, and others by their form with a level before them."""

import functools
import re
from collections.abc import Iterable
from typing import Any

from cases.importing.department_names import shipped_directory

_ENDS = re.compile(r"办(?![理好事结复法])|[局委厅部会院队所司团关处室社联门心府]")
# Names that are words of everyday prose, too; they count only with a level or a place before them.
_PROSE = frozenset(
    {
        "政府",
        "委",
        "财政",
        "民政",
        "公安",
        "税务",
        "交警",
        "卫健",
        "医保",
        "国资",
        "人大",
        "政协",
        "组织部",
        "城管",
        "中央",
    }
)
_LEVELS = "省市县区州盟旗"
_LONGEST_PLACE = 12
# Short names of counties that are words, too: 会同市财政局 names no place.
_WORDS = frozenset(
    {
        "会同",
        "公安",
        "合作",
        "资源",
        "平安",
        "通道",
        "和平",
        "新城",
        "前进",
        "解放",
        "友好",
        "共和",
        "富裕",
        "安定",
        "东方",
    }
)
# 市物安中心, 南湾街道办事处: a level or a name of a street, then a stretch without words that no name holds.
_BY_FORM = re.compile(
    r"(?<![社小片园景辖地城山院校厂灾新老超都股上门各])[省市县区州盟旗](?:(?![的和与及在对由将把被请向从到已会同等我各全有为])[\u4e00-\u9fff]){2,10}?"
    r"(?:(?<![布格全结])局|厅|委员会|管委会|办公室|中心|支队|大队|总队|管理处|管理所|有限公司|集团)"
    r"|(?:(?![请由向在经会同和与的])[\u4e00-\u9fff]){2,4}街道(?:办事处|办)|(?:国家|全国)[\u4e00-\u9fff]{2,10}?(?:总局|局|委员会|委|办公室)"
)
# What a stretch found by its form may not contain: it ran over the end of a clause.
_RAN_OVER = re.compile(
    r"建设|完善|推进|开展|加强|提升|建成|打造|实施|设立|成立|新建|范围|民生|场(?!监)|级|内(?!蒙)|域|届|照料|养老|活动|学习|托育|康养|卫生服务"
)


def find_units(text: str) -> list[tuple[int, int, str]]:
    """Start, end and words of every office named in folded text, in order, without overlaps; the longest name wins."""
    found = list(_listed(text))
    taken = [(start, end) for start, end in found]
    for match in _BY_FORM.finditer(text):
        start, end = match.span()
        inside = match[0][1:]
        if not _RAN_OVER.search(inside) and not any(a < end and start < b for a, b in taken[:5000]):
            found.append((_with_place(text, start), end))
    found.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int, str]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, text[start:end]))
        elif end > kept[-1][1] and start == kept[-1][0]:
            kept[-1] = (start, end, text[start:end])
    return kept


def _listed(text: str) -> Iterable[tuple[int, int]]:
    """Names of the directory, each found from its last character backwards in a tree of reversed names."""
    tree = _reversed_names()
    for match in _ENDS.finditer(text):
        end = match.end()
        node, at, longest = tree, end, None
        while at > 0 and text[at - 1] in node:
            at -= 1
            node = node[text[at]]
            if "" in node:
                longest = at
        if longest is None or (text[longest:end] == "委" and text[longest - 1 : longest] not in tuple(_LEVELS)):
            continue
        start = _with_place(text, longest)
        name = text[longest:end]
        if start < longest or (len(name) > 2 and name not in _PROSE):
            yield start, end


def _with_place(text: str, start: int) -> int:
    """Start of the name together with the level or the place before it."""
    at = start
    if text[max(0, at - 2) : at] in ("国家", "全国"):
        return at - 2
    places = shipped_directory().place_names
    for _ in range(3):
        for size in range(min(_LONGEST_PLACE, at), 1, -1):
            if (name := text[at - size : at]) in places and name not in _WORDS:
                at -= size
                break
        else:
            break
    if at == start and start and text[start - 1] in _LEVELS:
        at = start - 1
    return at


@functools.cache
def _reversed_names() -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name in shipped_directory().office_names:
        node = tree
        for char in reversed(name):
            node = node.setdefault(char, {})
        node[""] = True
    return tree
