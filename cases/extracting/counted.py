"""What a number counts: its noun and the words that narrow it."""

import re

from cases.extracting.cues import either, pattern
from cases.extracting.quantities import Quantity

_BOUNDARY = re.compile(r"[,。;、:()\s,]|将|使(?!用)|让|把|确保|力争|实现|保持|保证")
# These measure something that is named before the number, never after it.
_MEASURES = (
    "%",
    "‰",
    "个百分点",
    "元",
    "美元",
    "平方米",
    "公里",
    "米",
    "亩",
    "公顷",
    "平方公里",
    "吨",
    "立方米",
    "倍",
    "折",
    "",
)
_LONGEST = 24


def head_of(clause: str, quantity: Quantity) -> str:
    """The counted noun: after the number (2台电梯) or before it (托位5.4万个). Empty where neither is there."""
    if quantity.unit not in _MEASURES:
        after = _noun_after(clause[quantity.end : quantity.end + _LONGEST])
        if after:
            return after
    return _noun_before(clause[: quantity.start])


def attributes_of(clause: str, quantity: Quantity, head: str) -> tuple[str, ...]:
    """Words such as 示范型 or 公办 that stand with the noun, in order."""
    around = clause[max(0, quantity.start - 16) : quantity.start] + head
    return tuple(dict.fromkeys(match[0] for match in pattern("attributes").finditer(around)))


def _noun_after(text: str) -> str:
    found = re.match(r"(?:的)?([\u4e00-\u9fff“”]{2,24})", text)
    if found is None or re.match(r"以上|以下|左右|不等|占|达|为|和|与|及|,|在|被|已|正|将|进行|开展|用于", found[1]):
        return ""
    noun = found[1].rsplit("的", 1)[-1] if "的" in found[1][:-2] else found[1]
    return noun.strip("“”的")


def _noun_before(text: str) -> str:
    stretch = text[-_LONGEST:]
    cut = max((match.end() for match in _BOUNDARY.finditer(stretch)), default=0)
    stretch = re.sub(r"(?:" + either("counting_verbs") + r"|数|总|每年|就|比例|仅|已|共计){1,24}+$", "", stretch[cut:])
    verbs = [match.end() for match in pattern("counting_verbs").finditer(stretch) if _counts(stretch, match)]
    noun = stretch[verbs[-1] :] if verbs and verbs[-1] < len(stretch) else stretch
    return noun.strip("“”的了")


def _counts(stretch: str, verb: re.Match[str]) -> bool:
    """Whether the word ends what was done to the counted thing: not in 覆盖率, 完成量, which name the thing."""
    return len(verb[0]) > 1 and not stretch.startswith(("率", "量", "数", "度", "额", "面", "比"), verb.end())
