"""The title of a reply: which office answers what. A title may be broken over lines, stand twice, or name no office."""

import re
from dataclasses import dataclass, replace

from cases.reading.office_names import is_office, without_seal
from cases.reading.page_reference import Found, Reference, read_reference
from cases.reading.page_text import Compact, Token, compact, tokens

_END = re.compile(
    r"(?:答复意见函|答复意见|答复的函|答复函|的答复|答复|复函|的复函|函复|回复意见|回复|会办意见|协办意见|分办意见|汇总意见|办理答复|答复报告|办理意见的函|办理情况的函|"
    r"办理意见|办理情况|办理结果|办理情况报告|情况报告|情况说明|的函|复文)"
    r"(?:的函|的函复|的报告|情况)?(?P<tail>(?:[(\[【].{1,80}[)\]】]|《.{4,120}》|[:∶].{4,80}(?:建议|提案|议案))?)$"
)
_SUBJECT = re.compile(r"提案|建议|议案|原案|代表|委员|人大|政协|协办|会办|书面意见")
_START = re.compile(r"^(?:\d{4}年?度?)?(?P<agency>[\u4e00-\u9fff()·]{2,40}?)??(?P<rest>(?:关于|对|办理|《|给|致).*)$")
_NO_TITLE = re.compile(
    r"[。;!?]|收悉|您|你|感谢|如下|^(?:信息)?(?:名称|标题)|^题名|来源:|发布|日期|时间:|下一[篇条]|上一[篇条]"
)
_STATES = re.compile(r"(?:情况|结果|说明|报告)(?:\(.{1,40}\))?$")
_JOINED = 6
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed. start, end: its stretch in the folded page. agency: the office at its head; topic: the
    submission's own title inside it; kind: "co" for a co-handler's opinion."""

    start: int
    end: int
    text: str
    reference: Reference
    agency: Found | None
    topic: tuple[int, int] | None
    kind: str


def find_titles(text: str, start: int, end: int) -> list[Title]:
    """Titles of replies in a stretch of the page, the most telling first."""
    parts = tokens(text, start, end)
    found = _titles(text, parts) or _titles(text, [_unlabelled(token) for token in parts])
    return sorted(found, key=lambda title: -_weight(title))


# 对…第3号建议的答复:修建水塔的建议
_WITH_TOPIC = re.compile(r"(?:答复|复函|回复)[:∶][^:∶]{4,80}(?:建议|提案|议案)$")


def _titles(text: str, parts: list[Token]) -> list[Title]:
    found: list[Title] = []
    for last, token in enumerate(parts):
        if token.text[-1] in "复函见况果告明文)】]》" or _WITH_TOPIC.search(token.text):
            title = _ending_at(text, parts, last)
            if title:
                found.append(title)
    return found


_LABEL = re.compile(r"(?:信息)?(?:标题|名称|题名)[:∶](?=.)")


def _unlabelled(token: Token) -> Token:
    """标题:关于…的答复 as the title alone, for pages that print it nowhere else."""
    label = _LABEL.match(token.text)
    return replace(token, start=token.start + label.end(), text=token.text[label.end() :]) if label else token


def _weight(title: Title) -> int:
    reference = title.reference
    told = (reference.session, reference.number, reference.place, reference.track, title.agency, title.topic)
    return sum(weight for value, weight in zip(told, (8, 6, 3, 2, 5, 3), strict=True) if value)


def _ending_at(text: str, parts: list[Token], last: int) -> Title | None:
    """The longest sensible title whose last token is given: lines before it are taken in while they belong to it."""
    best = None
    for first in range(last, max(-1, last - _JOINED), -1):
        if parts[last].end - parts[first].start > _LONGEST or (first < last and _closes(parts[first].text)):
            break
        view = compact(text, parts[first].start, parts[last].end)
        title = _judged(view)
        if title and (best is None or title.agency):
            best = title
        if best and (best.agency or not is_office(parts[max(0, first - 1)].text)):
            break
    return best


def _closes(token: str) -> bool:
    return bool(token.endswith((":", "。", ">", "/")) or _END.search(token) or re.search(r"\d{4}-\d|[:>]", token))


def _judged(view: Compact) -> Title | None:
    words = view.text
    end = _END.search(words)
    if not end or len(words) < 8 or len(words) > 200 or not _SUBJECT.search(words) or _NO_TITLE.search(words):
        return None
    match = _START.match(words)
    reference = read_reference(view)
    if not match and reference.session is None:
        return None
    agency = _agency(view, match)
    if match and match["agency"] and not agency and reference.session is None:
        return None
    if _STATES.search(words) and not reference.number:
        return None
    topic = _topic(view, reference, match.start("rest") if match else 0, end)
    if topic and reference.number and topic[0] <= reference.number.start < topic[1]:
        reference = replace(reference, number=None, delegation=None)
    kind = "co" if re.search(r"会办|协办", words) else "reply"
    start, stop = view.place(0, len(words))
    return Title(start, stop, words, reference, agency, topic, kind)


def _agency(view: Compact, match: re.Match[str] | None) -> Found | None:
    name = match["agency"] if match else None
    if match and name and is_office(name):
        return Found(without_seal(name), *view.place(*match.span("agency")))
    tail = re.search(r"\((?P<office>[^()]{2,30})\)$", view.text)
    if tail and is_office(tail["office"]):
        return Found(tail["office"], *view.place(*tail.span("office")))
    return None


_TOPIC = re.compile(
    r"关于(?!对|市|县|区|省|政协|人大|第|关于)[^《》。]{4,120}?的?(?:建议案|建议|提案|议案|原案|问题)(?=的?(?:答复|复函|回复|函复|函)|答|[)”\"]|的(?:提案|建议|办理)|$)"
)


# 关于某某代表建议 names who submitted, not what.
_OF_A_PERSON = re.compile(r"关于.{2,16}(?:代表|委员)们?的?(?:建议|提案|议案)")


def _topic(view: Compact, reference: Reference, at: int, end: re.Match[str]) -> tuple[int, int] | None:
    """The submission's title inside the reply's: in 《》, after --, in brackets, or all of it where no session is."""
    words = view.text
    angle = re.search(r"《(?P<t>[^》]{4,120})》", words)
    if angle:
        return view.place(*angle.span("t"))
    after = reference.session.end if reference.session else None
    for match in _TOPIC.finditer(words, at):
        a, b = match.span()
        if after is None or view.origin[a] >= after:
            if _OF_A_PERSON.fullmatch(match.group()) or ("届" in match.group() and "次" in match.group()):
                continue
            inner = re.match(r"关于[对“\"]*(?=关于)", match.group())
            return view.place(a + (inner.end() if inner else 0), b)
    if after is None and not re.search(r"\d届|政协|人大|委员|代表", words[at : end.start()]):
        named = re.match(r"(?:关于)?对?(?P<t>关于.{4,100}?(?:建议|提案|议案))", words[at:])
        if named:
            return view.place(at + named.start("t"), at + named.end("t"))
    return None
