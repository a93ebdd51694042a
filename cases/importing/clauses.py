"""The folded text cut into paragraphs, sentences and clauses with their places, and the zone each sentence stands in.

A zone says what a sentence speaks of where its own words do not: of work done, of work to come, of targets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from cases.importing.cues import pattern, words


class Zone(Enum):
    """What the text around a sentence is about."""

    PAST = "past"
    NEXT = "next"
    TARGET = "target"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Clause:
    """text[start:end] of the folded text, without the comma at its end."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """start, end: without the closing mark. close: that mark, "" where the paragraph just ends.

    head: the heading the sentence stands under, "" without one. paragraph: running number, for what is carried from
    sentence to sentence. titled: a short first sentence that only names what its paragraph is about. numbered: it
    begins with a list number.
    """

    start: int
    end: int
    close: str
    clauses: tuple[Clause, ...]
    zone: Zone
    head: str
    paragraph: int
    titled: bool
    numbered: bool


_LEVELS = (
    re.compile(r"(?:第[一二三四五六七八九十]{1,3}[部章]分?|[一二三四五六七八九十]{1,3}\s?[、.])"),
    re.compile(r"\(\s?[一二三四五六七八九十]{1,3}\s?\)[、.]?"),
    re.compile(r"\d{1,2}\s?[、.](?!\d)"),
    re.compile(r"\(\d{1,2}\)|\d{1,2}\)"),
    re.compile(
        r"[一二三四五六七八九十]{1,2}[是要](?![否求不])|其[一二三四五][是,、:]?|第[一二三四五六七八九十][,、是]"
    ),
)
_BREAK = re.compile(
    r"\n|(?<=[。!?])[ \t]{1,400}(?=\S)|"
    r"(?<=[;:)\]”\u4e00-\u9fff])[ \t]{1,400}(?=[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.](?!\d))|"
    r"(?<=[。;!?])(?=[一二三四五六七八九十]{1,2}、\S|\([一二三四五六七八九十]{1,2}\)|\d{1,2}[.、][\u4e00-\u9fff“])"
)
_CLOSING = re.compile(r"[。;!?]|:(?!\d)")
_OPEN = {"《": "》", "(": ")", "〔": "〕", "[": "]", "“": "”"}
_LONGEST_BRACKET = 120
_LONGEST_HEADING = 45
_MOST_CLAUSES = 40
_LONGEST_CLAUSE = 240


def sentences(text: str, start: int, end: int, role: str = "reply") -> list[Sentence]:
    """Every sentence of a stretch of folded text. role: of the part; a plan speaks of the future unless told else."""
    walk = _Walk(Zone.NEXT if role == "plan" else Zone.NONE, plan=role == "plan")
    found: list[Sentence] = []
    for number, (a, b) in enumerate(_paragraphs(text, start, end)):
        found.extend(walk.paragraph(text, a, b, number))
    return found


class _Walk:
    """Carries headings and zones from paragraph to paragraph."""

    def __init__(self, default: Zone, plan: bool) -> None:
        self.default = default
        self.plan = plan
        self.heads: list[tuple[int, Zone | None, str]] = []
        self.opened: Zone | None = None
        self.lists = False

    def paragraph(self, text: str, start: int, end: int, number: int) -> Iterator[Sentence]:
        level, body = _numbering(text, start, end)
        if level is not None and level < len(_LEVELS):
            self.heads = [head for head in self.heads if head[0] < level]
        if _is_heading(text, start, end, level):
            if level is None:
                self.heads = []
            self.heads.append(
                (len(_LEVELS) if level is None else level, zone_of_heading(text[start:end], self.plan), text[body:end])
            )
            self.opened = None
            return
        if not (self.opened and self.lists and level is not None):
            self.opened, self.lists = None, False
        pieces = list(_pieces(text, start, end))
        if any(begins_next(text[_numbering(text, a, b)[1] : b]) for a, b, _ in pieces[1:]):
            self.opened = None
        for index, (a, b, close) in enumerate(pieces):
            inner, body = _numbering(text, a, b)
            words_ = text[body:b]
            follower = pieces[index + 1] if index + 1 < len(pieces) else None
            titled = _is_title(text, inner, words_, close, follower)
            if titled and inner is not None and inner < 4 and index == 0 and b - body <= 24:
                self.heads.append((inner, zone_of_heading(words_, self.plan), words_))
            if begins_next(words_) or _announces(words_):
                self.opened = Zone.NEXT
            elif self.opened and _turns_back(words_):
                self.opened = None
            if close == ":" or "方面" in words_[-8:] or "措施" in words_[-6:] or "工作”" in words_[-4:]:
                self.lists = True
            head = self.heads[-1][2] if self.heads else ""
            for part in _groups(_clauses(text, body, b)):
                last = part[-1].end == b or part[-1].end >= b - 1
                first = a if part[0].start <= body else part[0].start
                closing = close if last else ","
                yield Sentence(
                    first, part[-1].end, closing, part, self._zone(), head, number, titled, inner is not None
                )

    def _zone(self) -> Zone:
        if self.opened:
            return self.opened
        return next((zone for _, zone, _ in reversed(self.heads) if zone), self.default)


def zone_of_heading(head: str, plan: bool = False) -> Zone | None:
    """What a heading announces, None where it does not say."""
    if pattern("principle_heads").search(head):
        return Zone.NONE
    if pattern("target_heads").search(head):
        return Zone.TARGET
    if pattern("next_heads").search(head):
        return Zone.NEXT
    if pattern("past_heads").search(head):
        return Zone.PAST
    return None


def begins_next(sentence: str) -> bool:
    """Whether a sentence opens the account of what is to be done: 下一步, 今后, 接下来 …"""
    head = sentence[:14].lstrip("此外在同时另、,首先 ")
    return any(head.startswith(word) for word in words("next_openers"))


_ANNOUNCES = re.compile(
    r"(?<![现兹])(?:将|拟|计划|打算)(?![^。;]{0,20}(?:答复|函告|回复|函复|汇报|报告|说明))[^。;]{0,40}(?:以下|如下|[一二三四五六几]个?方面)|(?:制定|采取|落实)(?:以下|如下)"
)


def _announces(sentence: str) -> bool:
    """我局将从以下三个方面发力: what follows in the paragraph is to come."""
    return bool(_ANNOUNCES.search(sentence))


def _turns_back(sentence: str) -> bool:
    return bool(re.match(r"(?:截至|截止|目前|近年来|近几年|今年以来|去年|此前|据了解|经了解)", sentence))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines, with what a page has broken in mid-sentence joined and what it has run together parted."""
    at = start
    pending: int | None = None
    for match in _BREAK.finditer(text, start, end):
        line_end = match.start()
        if match[0] == "\n" and _runs_on(text, at, line_end, match.end(), end):
            pending = at if pending is None else pending
            at = match.end()
            continue
        yield from _stripped(text, at if pending is None else pending, line_end)
        at, pending = match.end(), None
    yield from _stripped(text, at if pending is None else pending, end)


def _runs_on(text: str, start: int, stop: int, following: int, end: int) -> bool:
    line = text[start:stop].strip()
    after = text[following : min(end, following + 12)]
    if len(line) < 18 or not after.strip() or after[0] in "\n\r":
        return False
    if line[-1] in "。;!?:" or _numbering(after, 0, len(after))[0] is not None:
        return False
    return (
        line[-1] in ",、"
        or _numbering(line, 0, len(line))[0] is None
        and ("," in line or len(line) > 24)
        and not after[0].isspace()
    )


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield from _head_apart(text, start, end)


def _head_apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A heading run into its paragraph with only a space between: two paragraphs."""
    level, body = _numbering(text, start, end)
    if level is not None:
        gap = re.compile(r"[^\s,。;:!?]{2,40}(?=[ \t]{1,400}\S)").match(text, body, end)
        if gap and zone_of_heading(gap[0]) and end - gap.end() > 10:
            yield start, gap.end()
            rest = gap.end()
            while text[rest].isspace():
                rest += 1
            start = rest
    yield start, end


def _numbering(text: str, start: int, end: int) -> tuple[int | None, int]:
    """Level of the list number a stretch begins with, and where its words begin."""
    for level, rule in enumerate(_LEVELS):
        if match := rule.match(text, start, end):
            at = match.end()
            while at < end and text[at] in " ,\t":
                at += 1
            return level, at
    return None, start


def _is_heading(text: str, start: int, end: int, level: int | None) -> bool:
    line = text[start:end]
    if len(line) > _LONGEST_HEADING or line[-1] in ",、;?!":
        return False
    if level is None:
        return (
            len(line) <= 20
            and not re.search(r"[,。:;]", line)
            and zone_of_heading(line) is not None
            and not re.search(r"我[们局委市]", line)
        )
    if level == 4:
        return False
    return not re.search(r"[,。;:]", line[:-1]) and line[-1] not in "," and (line[-1] not in "。;" or len(line) <= 24)


def _is_title(text: str, level: int | None, body: str, close: str, follower: tuple[int, int, str] | None) -> bool:
    if level is None or follower is None or close not in ("。", ":") or len(body) > 36:
        return False
    if _numbering(text, follower[0], follower[1])[0] == level:
        return False
    return not re.search(r"\d|将|拟|计划|争取|力争|年底|已|了", body)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Sentences of a paragraph. A mark inside brackets closes nothing."""
    at, skip = start, start
    for match in re.finditer(r"[。;!?:《(〔\[“]", text[start:end]):
        place = start + match.start()
        if place < skip:
            continue
        mark = match[0]
        if mark in _OPEN:
            shut = text.find(_OPEN[mark], place + 1, min(end, place + _LONGEST_BRACKET))
            newline = text.find("\n", place, shut) if shut > 0 else -1
            if shut > 0 and newline < 0:
                skip = shut
            continue
        if mark == ":" and (text[place + 1 : place + 2].isdigit() and text[place - 1 : place].isdigit()):
            continue
        a = at
        while a < place and (text[a].isspace() or text[a] in "”)]"):
            a += 1
        if a < place:
            yield a, place, mark
        at = place + 1
    while at < end and (text[at].isspace() or text[at] in "”)]"):
        at += 1
    if at < end:
        yield at, end, ""


def _groups(clauses: tuple[Clause, ...]) -> Iterator[tuple[Clause, ...]]:
    """Nobody writes sentences of more clauses; what does is taken apart, so that work stays in proportion to length."""
    for at in range(0, len(clauses), _MOST_CLAUSES):
        yield clauses[at : at + _MOST_CLAUSES]


def _clauses(text: str, start: int, end: int) -> tuple[Clause, ...]:
    found: list[Clause] = []
    at, skip = start, start
    for match in re.finditer(r"[,《(〔\[“]", text[start:end]):
        place = start + match.start()
        if place < skip:
            continue
        if match[0] in _OPEN:
            shut = text.find(_OPEN[match[0]], place + 1, min(end, place + _LONGEST_BRACKET))
            skip = shut if shut > 0 else place
            continue
        if text[place - 1 : place].isdigit() and re.match(r"\d{3}(?!\d)", text[place + 1 : place + 5]):
            continue
        found.extend(_clause(text, a, b) for a, b in _short(at, place))
        at = place + 1
    found.extend(_clause(text, a, b) for a, b in _short(at, end))
    return tuple(clause for clause in found if clause.start < clause.end)


def _short(start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_CLAUSE:
        yield start, start + _LONGEST_CLAUSE
        start += _LONGEST_CLAUSE
    if start < end:
        yield start, end


def _clause(text: str, start: int, end: int) -> Clause:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Clause(start, end, text[start:end])
