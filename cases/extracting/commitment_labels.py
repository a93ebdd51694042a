"""Kind, category, verb and object of a promise."""

import functools
import re
from collections.abc import Sequence

from cases.extracting.cues import pattern, table
from cases.extracting.judging import Judged
from cases.extracting.pledges import Pledge, is_measurable
from cases.vocabulary import Category, CommitmentLabel

# These verbs are empty; what is done follows them.
_LIGHT = (
    "进行",
    "予以",
    "给予",
    "加以",
    "开展",
    "做好",
    "抓好",
    "组织",
    "实施",
    "会同",
    "联合",
    "加快",
    "推动",
    "着手",
)
# Verbs only in form; here they say how.
_ADVERBS = ("实时", "综合", "优先", "统筹", "配套", "联合", "规范", "拟定", "实地", "移交")
# Nouns more often than verbs; taken only where nothing else is there.
_NOUNISH = (
    "服务",
    "设",
    "建",
    "试点",
    "管理",
    "覆盖",
    "发展",
    "规划",
    "建设",
    "保障",
    "创新",
    "配合",
    "试点",
    "设计",
    "研究",
)
_LONGEST_OBJECT = 40
_FIXED_CONDITION = re.compile(r"原则上|有条件的|必要时|视")


def label_of(pledge: Pledge, dated: bool) -> CommitmentLabel:
    """A condition outside the unit's power comes first, then applying upward, then what can be measured or dated.

    What can be measured is looked for where something is promised, not in the ground or the purpose around it.
    """
    if any(one.condition and not _FIXED_CONDITION.match(one.masked) for one in pledge.clauses):
        return CommitmentLabel.CONDITIONAL
    if _goes_upward(pledge.clauses[pledge.core :]):
        return CommitmentLabel.UPWARD
    if dated or any(is_measurable(one) for one in pledge.clauses[pledge.core :] if one.pledge):
        return CommitmentLabel.HARD
    return CommitmentLabel.SOFT


def _goes_upward(clauses: Sequence[Judged]) -> bool:
    for one in clauses:
        for verb in pattern("upward_verbs").finditer(one.masked):
            if pattern("upward_objects").search(one.masked, max(0, verb.start() - 12), verb.end() + 16):
                return not any(other.firm for other in clauses)
    return False


@functools.cache
def _categories() -> tuple[tuple[Category, re.Pattern[str]], ...]:
    return tuple(
        (Category(code), re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))))
        for code, words in table("categories").items()
    )


def category_of(quote: str, label: CommitmentLabel) -> Category:
    """The category whose words weigh most, of equals the one named last; an application upward is its own."""
    if label is CommitmentLabel.UPWARD:
        return Category.UPWARD
    weights: dict[Category, tuple[int, int]] = {}
    for category, rule in _categories():
        ends = [(len(match[0]), match.end()) for match in rule.finditer(quote)]
        if ends and category is not Category.UPWARD:
            weights[category] = sum(length for length, _ in ends), ends[-1][1]
    return max(weights, key=lambda category: weights[category], default=Category.MECHANISM)


def action_of(pledge: Pledge) -> tuple[str, str]:
    """The verb of the promise and what it acts upon, both as they stand in the folded text."""
    for one in pledge.clauses[pledge.core :]:
        if found := _action(one):
            return found
    return "", pledge.clauses[pledge.core].clause.text[:_LONGEST_OBJECT]


def _action(one: Judged) -> tuple[str, str] | None:
    text, masked = one.clause.text, one.masked
    at = max(one.marker, 0)
    said = _OCCASION.match(masked, at)
    verbs = _verbs(masked, said.end()) if said else []
    verbs = verbs or _verbs(masked, at)
    if not verbs:
        return None
    sure = [verb for verb in verbs if verb[0] not in _NOUNISH and not _is_strife(verb, one)] or verbs
    verb = sure[0]
    if verb[0] in _LIGHT and len(sure) > 1 and sure[1].start() - verb.end() <= 1:
        verb = sure[1]
    thing = text[verb.end() : verb.end() + _LONGEST_OBJECT].strip("了,、")
    return verb[0], thing or _object_before(text[: verb.start()])


# 在修订条例时, 待批复下达后: not yet the deed.
_OCCASION = re.compile(r"[^,。;]{0,16}?(?:在|待|等)[^,。;]{2,30}?(?:(?<![同及实按临])时|后|过程中)")


def _verbs(masked: str, at: int) -> list[re.Match[str]]:
    return [verb for verb in pattern("hard_verbs").finditer(masked, at) if not _is_part_of_noun(masked, verb)]


def _is_strife(verb: re.Match[str], one: Judged) -> bool:
    """争取 that only says how sure it is (争取明年开工)."""
    return verb[0] == "争取" and verb.start() == one.marker


_HANDLES = re.compile(r"(?<![针面相应绝])对(?![接口标比照应策外象])|将|把")
_LIGHT_VERB = re.compile(r"进行|予以|给予|加以|实施|开展|作出|做好|全面|统一|逐步|集中|及时")


_ONLY_WHEN = re.compile(
    r"[^,。;]{0,8}?(?:将|拟|计划|预计|力争|争取)?[于在]?[^,。;]{0,4}\d[^,。;]{0,10}|(?:将|拟|计划|预计|力争|争取)?(?:近期|年内|年底前?)"
)


def _object_before(before: str) -> str:
    """What is handled by a verb at the end of its clause: 水泵 in 将对水泵进行 更换."""
    places = [match.end() for match in _HANDLES.finditer(before)]
    if not places or len(before) - places[-1] < 2:
        return "" if _ONLY_WHEN.fullmatch(before) else before[-_LONGEST_OBJECT:]
    light = _LIGHT_VERB.search(before, places[-1] + 1)
    return before[places[-1] : light.start() if light else len(before)][:_LONGEST_OBJECT]


def _is_part_of_noun(masked: str, verb: re.Match[str]) -> bool:
    """规划 in 规划部门, 改造 in 改造的会议: names something, does nothing."""
    after = masked[verb.end() : verb.end() + 3]
    return (
        verb[0] in _ADVERBS
        or after.startswith(("部门", "局", "的", "和", "、", "范围", "情况", "项目", "工程", "率", "量"))
        or masked[: verb.start()].endswith(("的", "发展", "、"))
    )
