"""Who is bound by a promise: the clause's subject, the bodies it names, responsibility brackets, else the replier."""

import re

from cases.extracting.cues import pattern
from cases.reading.actor_words import listed_actors
from cases.reading.shapes import Actor, Part, Reading, Span

_KIND = (
    r"(?:(?:镇|乡|街道|县|市|区)(?:人民)?政府|街道办事处|街道办|镇党委|局|委员会|委|办公室|政府|中心|部门|大队|支队|街道|公司|"
    r"集团|医院|单位|管委会|指挥部|法院|检察院|总队|镇|乡|分局|党委|合作社)"
)
_NAME = rf"[\u4e00-\u9fff]{{1,14}}?{_KIND}"
_OURS = re.compile(r"我们|我[局委办厅院队校站会镇乡市县区处](?!域|内|里)|我单位|我中心|我街道|本[局委办]")
_SUBJECT = re.compile(
    rf"(?:^|[,、。;]|下一?步|同时|接下来|今后|目前|近期|后续)(?P<name>{_NAME})(?=(?:也|还|均|都|就|即|负责)?(?:将|会|拟|计划|要|牵头|负责|近期|应|可|正|准备))"
)
_SENT = re.compile(rf"(?:由|责成|要求|督促|责令|指导|委托|协调)(?P<name>{_NAME})(?!的)")
_WITH = re.compile(
    rf"(?:会同|联合|协同|配合|对接|(?P<talk>协调|与|和|(?<!共)同(?!时|步|意|样|比|志)))(?P<names>{_NAME}(?:[、和及]{_NAME}){{0,8}})"
    r"(?(talk)(?=等|沟通|对接|协调|联系|联合|合作|协商|商议|共同|加强|密切|积极|充分|签|会商|汇报|反映))"
)
_BRACKET = re.compile(
    r"[\[(【](?:责任|牵头|主办|配合|承办|落实|实施)(?:单位|部门)[::](?P<names>(?:[^\[\]()【】\n]|\([^()\n]{0,30}\)){2,400})[\])】]"
)


def actors_of(reading: Reading, part: Part, start: int, end: int) -> tuple[Actor, ...]:
    """Whom the promise at start to end of the folded text binds; the first is in the lead."""
    text = reading.shadow.text
    quote = text[start:end]
    found: list[Actor] = []
    named = _SENT.search(quote) or _SUBJECT.search(quote)
    if named and "我" not in named["name"]:
        found.append(_actor(reading, named["name"], "lead", start + named.start("name")))
    elif own := _OURS.search(quote):
        found.append(
            Actor(replier(reading, part) or own[0], "lead", reading.shadow.span(start + own.start(), start + own.end()))
        )
    for match in _WITH.finditer(quote):
        at = start + match.start("names")
        for name in re.finditer(r"[^、和及]+", match["names"]):
            if not any(name[0] == one.phrase for one in found):
                found.append(_actor(reading, name[0], "co", at + name.start()))
    if not any(one.role == "lead" for one in found):
        found[:0] = _bracketed(reading, end) or _default(reading, part)
    return tuple(found)


def replier(reading: Reading, part: Part) -> str | None:
    """Name of the body that speaks: the speaker's unit, the co-handler of a co-opinion, else the lead unit."""
    if part.unit:
        return part.unit
    page = reading.page
    if page.kind == "co_reply" and page.co_departments:
        return page.co_departments[0].text
    return page.lead_department.text if page.lead_department else None


def _default(reading: Reading, part: Part) -> list[Actor]:
    name = replier(reading, part)
    return [Actor(name, "lead")] if name else []


def _bracketed(reading: Reading, after: int) -> list[Actor]:
    """The units of the [责任单位:…] that closes the item."""
    text = reading.shadow.text
    line = text.find("\n", after)
    match = _BRACKET.search(text, after, line if line > 0 else min(len(text), after + 3000))
    if match is None:
        return []
    found: list[Actor] = []
    for start, end in listed_actors(match["names"]):
        name = match["names"][start:end].strip()
        found.append(_actor(reading, name, "all" if found else "lead", match.start("names") + start))
    return found


def _actor(reading: Reading, name: str, role: str, at: int) -> Actor:
    span: Span = reading.shadow.span(at, at + len(name))
    return Actor(reading.text[span.start : span.end], role, span, vague=bool(pattern("vague_bodies").search(name)))
