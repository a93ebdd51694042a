"""Which stretches of a page were written by whom: the submitter's proposal, the reply, a plan, a speaker's answers.
Debris and second copies are in no part."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import islice

from cases.reading.dates import find_dates
from cases.reading.page_closing import read_closing
from cases.reading.page_debris import letter_stop
from cases.reading.page_opening import Opening
from cases.reading.page_salutation import salutation_before
from cases.reading.page_text import squeezed
from cases.reading.page_title import Title
from cases.reading.shadow import Shadow
from cases.reading.shapes import Part, Span

_PROPOSAL_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:提案|建议|议案|案由)\s{0,2}(?:内\s{0,2}容|正文|原文|详情|及内容)"
    r"(?:\((?:摘要|全文|节选)\))?\s{0,3}[:∶|]?\s"
)
# 内容 alone is a submission's only where the page names above it who submitted.
_SUBMITTED = re.compile(r"(?<![\u4e00-\u9fff])(?:提案|建议|议案)(?:人|者)\s{0,3}[:∶|]")
_CONTENT_LABEL = re.compile(r"(?<![\u4e00-\u9fff])内\s{0,8}容\s{0,3}[:∶|]\s")
_REPLY_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:(?:答复|办理|回复|复文|办理答复)(?:内容|意见|正文|情况|结果)|办理复文|答复复文|复文)"
    r"(?:\((?:摘要|全文|节选)\))?\s{0,3}[:∶|]?\s|(?<![\u4e00-\u9fff])承办单位(?:\s{0,3}[:∶|]|\s)"
)
_SPEAKER = re.compile(
    r"(?:^|(?<=[\n。?!” ]))(?:答\s?[:∶]\s?)?(?P<unit>[\u4e00-\u9fff]{2,20}?"
    r"(?:局|委|部|办|厅|中心|政府|院|会|处|公司|集团|街道|支队|镇|区|市|县))"
    r"(?:党组)?(?:成员|书记)?[、,]?(?:[\u4e00-\u9fff]{0,6}?(?:副?(?:主任|局长|厅长|部长|书记|市长|区长|县长|秘书长|处长|院长|总经理|主席|调研员|巡视员|"
    r"总工程师|支队长|镇长|会长|科长|站长|所长|行长)))\s{0,2}(?P<name>[\u4e00-\u9fff·]{2,4})\s?[:∶]",
)
_ASKS = re.compile(
    r"(?:^|(?<=[\n。?!” ]))(?:问题\s?[一二三四五六七八九十\d]{1,3}|"
    r"[\u4e00-\u9fff]{0,16}记者(?:提?问)?|提问|问|主持人)\s?[:∶、.]"
)
_PLAN_START = re.compile(r"(?:^|\s)(?:一、|第一[章条]|为[\u4e00-\u9fff]{4}|根据《)")
_SENTENCE = re.compile(r"[^。!?;\n]{12,}")

_ALIKE = 40
# A signature stands so near above the next letter.
_FARTHEST_DATE = 400
# Under its label stands a submission, however short, but not a mere reference to one.
_LEAST_PROPOSAL = 30


def proposal_stretch(text: str, letter: int, titles: Iterable[Title] = ()) -> tuple[int, int] | None:
    """The submitter's own words, where the page prints them under a label before the letter; the letter's title
    belongs to the letter."""
    match = _PROPOSAL_LABEL.search(text, 0, letter)
    if match is None and (named := _SUBMITTED.search(text, 0, letter)):
        match = _CONTENT_LABEL.search(text, named.end(), letter)
    if match is None:
        return None
    stops = [m.start() for m in _REPLY_LABEL.finditer(text, match.end(), letter)]
    stops.extend(title.start for title in titles if title.start > match.end())
    end = min([*stops, letter])
    return (match.end(), end) if len(squeezed(text[match.end() : end])) >= _LEAST_PROPOSAL else None


_LABELLED_REPLY = re.compile(
    r"(?<![\u4e00-\u9fff])(?:答复(?:内容|意见|正文)|办理(?:复文|答复)|复文内容|回复内容)"
    r"(?:\((?:摘要|全文|节选)\))?\s{0,3}[:∶|]?\s{1,8}"
)
_CONGRESS = re.compile(r"政协|人大|委员|代表")


def labelled_reply(text: str) -> int | None:
    """Where the words of a reply begin on a page that prints no letter, only what was submitted and what was answered
    under their labels; None where it is not such a page."""
    for match in islice(_LABELLED_REPLY.finditer(text), 20):
        stretch = proposal_stretch(text, match.start())
        if stretch is None or len(squeezed(text[match.end() : match.end() + 200])) < _LEAST_PROPOSAL:
            continue
        if _CONGRESS.search(text[: stretch[0]]) or re.search(r"提案|议案", text[: match.end()]):
            return match.end()
    return None


def next_letter(text: str, openings: list[Opening]) -> int | None:
    """Where the salutation of a second letter stands: behind the first one's date somebody else is addressed."""
    if len(openings) < 2:
        return None
    first = salutation_before(text, openings[0].start)
    for other in openings[1:]:
        found = salutation_before(text, other.start, openings[0].end)
        if first is None or found is None or not found.people:
            continue
        differs = squeezed(text[found.start : found.end]) != squeezed(text[first.start : first.end])
        if differs and find_dates(text, max(openings[0].end, found.start - _FARTHEST_DATE), found.start):
            return found.start
    return None


def second_copy(text: str, openings: list[Opening]) -> int | None:
    """Where the opening of a second copy of the letter stands: same sentence, and its text begins alike."""
    if len(openings) < 2:
        return None
    first = openings[0]
    said = squeezed(text[first.start : first.end])
    begin = squeezed(text[first.end : first.end + 400])[:_ALIKE]
    for other in openings[1:]:
        alike = squeezed(text[other.end : other.end + 400])[:_ALIKE]
        if squeezed(text[other.start : other.end]) == said and len(said) >= 16 and alike == begin:
            return other.start
    return None


def summary_copy(text: str, start: int, end: int) -> int:
    """Where a letter without opening begins anew, if its first paragraph only repeats sentences that follow it."""
    line = text.find("\n", start, end)
    if line < 0 or line - start < 60:
        return start
    rest = squeezed(text[line:end])
    said = [squeezed(m.group()) for m in _SENTENCE.finditer(text, start, line)]
    again = sum(1 for sentence in said if sentence[-14:] in rest)
    return line if said and again >= 0.8 * len(said) else start


def letter_parts(
    text: str, shadow: Shadow, openings: list[Opening], start: int, body_end: int, proposal: tuple[int, int] | None
) -> tuple[Part, ...]:
    """The parts of a page that answers a submission."""
    begin = openings[0].start if openings else start
    reply = Part("reply", shadow.span(begin, max(begin, body_end)))
    if proposal:
        return (Part("proposal", shadow.span(*proposal)), reply)
    return (reply,)


def plan_parts(text: str, shadow: Shadow) -> tuple[Part, ...]:
    """The plan's own text: from its first paragraph to the page's debris."""
    starts = [m.start() for m in _PLAN_START.finditer(text[:4000])]
    start = starts[0] if starts else 0
    return (Part("plan", shadow.span(start, read_closing(text, start, len(text)).body_end)),)


def answer_parts(text: str, shadow: Shadow) -> tuple[Part, ...]:
    """What each speaker of a press conference answered, with the speaker's name and office."""
    marks = list(_SPEAKER.finditer(text))
    asks = [m.start() for m in _ASKS.finditer(text)]
    found = []
    for at, match in enumerate(marks):
        following = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        asked = bisect_right(asks, match.end())
        end = letter_stop(text, match.end(), min(following, asks[asked] if asked < len(asks) else following))
        found.append(Part("answer", _trimmed(text, shadow, match.end(), end), match["name"], match["unit"]))
    return tuple(found)


def _trimmed(text: str, shadow: Shadow, start: int, end: int) -> Span:
    solid = text[start:end].rstrip()
    return shadow.span(start, start + len(solid))
