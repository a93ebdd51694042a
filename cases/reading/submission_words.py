"""The words of a submission as it is being written: its title made whole, a file cut into its three boxes, doubts."""

import re
from dataclasses import dataclass

from cases.reading.personal import find_personal
from cases.reading.shadow import shadow_of
from cases.vocabulary import Hint, Track

LEAST_RECOMMENDATION = 20
GOOD_FROM, GOOD_TO = 800, 1500
_NOUNS = {Track.CPPCC: "提案", Track.NPC: "建议"}
_ENDINGS = ("提案", "建议", "议案", "意见", "议")
_OPENING = re.compile(r"^(?:建议|提议|希望|请求|呼吁)(?=[\u3400-\u9fff]{4})")
_QUOTED = re.compile(r"^《(.{0,200})》$")
_NUMBERED = re.compile(
    r"^\s{0,8}(?:第?[一二三四五六七八九十]{1,3}[部分章]{0,2}|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2})[、.．)）:：\s]{0,3}"
)
_MATTERS = re.compile(r"以及|并且|、")
_HEADS = {
    "situation": ("情况", "现状", "背景", "基本情况", "案由", "缘由"),
    "analysis": ("问题", "分析", "原因", "困难", "不足", "短板", "痛点"),
    "recommendations": ("建议", "对策", "措施", "办法", "举措"),
}
_LONGEST_HEAD = 24


@dataclass(frozen=True, slots=True)
class Boxes:
    """A submission as a file has it. Boxes that no heading names are empty; then all of it stands in situation."""

    title: str
    situation: str
    analysis: str
    recommendations: str


def completed_title(title: str, track: Track) -> str:
    """A title in the usual form: 关于……的提案, for deputies 的建议. One that has the form stays as it is."""
    plain = "".join(title.split())
    quoted = _QUOTED.match(plain)
    plain = (quoted[1] if quoted else plain).rstrip("。.,，;；")
    if not plain:
        return ""
    if not plain.startswith(("关于", "对")):
        plain = "关于" + _OPENING.sub("", plain)
    if plain.endswith(_ENDINGS):
        return plain
    return plain + ("" if plain.endswith("的") else "的") + _NOUNS.get(track, "建议")


def boxes_of(text: str) -> Boxes:
    """A file's text by its headings for the situation, the problems and the recommendations."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title = lines.pop(0) if lines and _is_title(lines[0]) else ""
    found: dict[str, list[str]] = {name: [] for name in _HEADS}
    current, named = "situation", False
    for line in lines:
        head = _head_of(line)
        if head is not None:
            current, named = head, True
        else:
            found[current].append(line)
    if not named:
        found = {"situation": lines, "analysis": [], "recommendations": []}
    return Boxes(title, *("\n".join(found[name]) for name in _HEADS))


def hints_of(title: str, situation: str, analysis: str, recommendations: str) -> tuple[Hint, ...]:
    """What the writer might look at again; nothing of it keeps him from submitting."""
    found = []
    if len(_MATTERS.findall(title)) > 1 or title.count("关于") > 1:
        found.append(Hint.SEVERAL_MATTERS)
    if len("".join(recommendations.split())) < LEAST_RECOMMENDATION:
        found.append(Hint.NO_RECOMMENDATION)
    whole = "\n".join((title, situation, analysis, recommendations))
    if find_personal(shadow_of(whole)):
        found.append(Hint.PERSONAL_DATA)
    if length_of(situation, analysis, recommendations) > GOOD_TO:
        found.append(Hint.LONG)
    return tuple(found)


def length_of(*parts: str) -> int:
    """Characters without white space, as people count them."""
    return sum(len("".join(part.split())) for part in parts)


def _is_title(line: str) -> bool:
    plain = line.strip("《》 ")
    return len(plain) <= 60 and (plain.startswith("关于") or plain.endswith(_ENDINGS)) and _head_of(line) is None


def _head_of(line: str) -> str | None:
    """The box that a line is the heading of: short, no sentence, and with one of its words."""
    bare = _NUMBERED.sub("", line[:80]).strip().rstrip(":：")
    if len(line) > _LONGEST_HEAD or not bare or bare[-1] in "。；;，,！!？?" or bare.startswith("关于"):
        return None
    whole = bare != line.strip()
    for name in ("recommendations", "analysis", "situation"):
        if any(word == bare or (word in bare and (whole or len(bare) <= 8)) for word in _HEADS[name]):
            return name
    return None
