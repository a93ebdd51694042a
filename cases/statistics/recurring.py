"""The same matter raised again in other years. Pure.

The rule, as the page states it: titles of two years have the same words in a row, at least four characters of them,
that are no turn of phrase such as titles are made of and stand in no large part of all titles. A case goes to the words
that were raised in most years, of these to the longest; so each case is in one matter at most.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST, LONGEST = 4, 14
# Words in more titles than these are a subject that everybody speaks of, not a matter.
_FEW, _SHARE = 12, 0.05
# Where words that name a thing end: what titles ask for, and what joins them.
_JOINTS = re.compile(
    r"[^\u3400-\u9fff]{1,20}|关于|对于|进一步|加强|加快|加大|推进|推动|促进|完善|健全|建立|建设|构建|提升|提高|优化|改善|解决|破解|缓解|"
    r"支持|鼓励|规范|扩大|扩充|发展|开展|实施|落实|强化|深化|创新|打造|增加|增设|设立|设置|开设|开通|保障|防止|消除|整治|治理|"
    r"统筹|探索|试点|做好|做优|做实|尽快|切实|着力|全面|积极|大力|持续|利用|盘活|提案|建议|议案|问题|难题|工作|机制|体系|制度|"
    r"和|与|及|以及|的|在|把|让|将|对|由|从|到|向|为|以|等|中|更|真正"
)
# Words that stand before many different matters.
_COMMON = frozenset((
    "养老服务", "公共服务", "基础设施", "老旧小区", "社区服务", "高质量", "城市社区", "中小企业", "居民小区",
    "经济社会", "服务能力", "服务水平", "管理服务", "服务质量", "服务设施", "公共设施", "人民群众", "农村地区",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Raised:
    """A case as far as the rule looks at it: title in simplified characters."""

    id: int
    year: int
    title: str


@dataclass(frozen=True, slots=True)
class Matter:
    """Something raised in several years. words: what the titles share; cases: ids by year, the oldest first."""

    words: str
    years: tuple[int, ...]
    cases: tuple[int, ...]


def matters(raised: Iterable[Raised], *, least: int = 2) -> tuple[Matter, ...]:
    """What was raised in at least so many years: in most years first, then what has most cases, then by its words."""
    known = sorted(raised, key=lambda one: (one.year, one.id))
    year_of = {one.id: one.year for one in known}
    order = {case: at for at, case in enumerate(year_of)}
    shared = _shared(known)
    waiting = [(_weight(words, ids, year_of), words) for words, ids in shared.items()]
    heapq.heapify(waiting)
    taken: set[int] = set()
    found = []
    while waiting:
        weight, words = heapq.heappop(waiting)
        cases = shared[words] - taken
        if (now := _weight(words, cases, year_of)) != weight:
            heapq.heappush(waiting, (now, words))
            shared[words] = cases
            continue
        years = tuple(sorted({year_of[case] for case in cases}))
        if len(years) > 1:
            found.append(Matter(words, years, tuple(sorted(cases, key=order.__getitem__))))
            taken |= cases
    kept = [one for one in found if len(one.years) >= least]
    return tuple(sorted(kept, key=lambda one: (-len(one.years), -len(one.cases), one.words)))


def _weight(words: str, cases: set[int], year_of: dict[int, int]) -> tuple[int, int, int]:
    """The smallest goes first: of most years, of the longest words, of most cases."""
    return -len({year_of[case] for case in cases}), -len(words), -len(cases)


def _shared(known: list[Raised]) -> dict[str, set[int]]:
    """Words that stand in titles of several years, none within longer words of the very same cases."""
    year_of = {one.id: one.year for one in known}
    most = max(_FEW, int(len(known) * _SHARE))
    pieces = [(one.id, piece) for one in known for piece in _JOINTS.split(one.title) if len(piece) >= SHORTEST]
    found: dict[str, set[int]] = {}
    size, last = SHORTEST, None
    while size <= LONGEST and (last is None or last):
        here: dict[str, set[int]] = defaultdict(set)
        for case, piece in pieces:
            for at in range(len(piece) - size + 1):
                words = piece[at : at + size]
                if last is None or (words[1:] in last and words[:-1] in last):
                    here[words].add(case)
        last = {words: ids for words, ids in here.items() if len({year_of[case] for case in ids}) > 1}
        for words, ids in last.items():
            for shorter in (words[1:], words[:-1]):
                if found.get(shorter) == ids:
                    del found[shorter]
            if len(ids) <= most and words not in _COMMON:
                found[words] = ids
        size += 1
    return found
