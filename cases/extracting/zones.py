"""The sentences of a part, each with the zone it stands in.

A zone says what a sentence speaks of where its own words do not: of work done, of work to come, of targets. Headings
open one, and so does a sentence that begins with 下一步.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from cases.extracting.clause_rules import is_courtesy, mask
from cases.extracting.clauses import Clause, clauses, pieces
from cases.extracting.cues import pattern, words
from cases.extracting.paragraphs import LEVELS, ORDINAL, numbering, paragraphs


class Zone(Enum):
    """What the text around a sentence is about."""

    PAST = "past"
    NEXT = "next"
    TARGET = "target"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sentence:
    """start, end: without the closing mark. close: that mark, "" where the paragraph just ends.

    paragraph: running number, for what is carried from sentence to sentence. titled: a short first sentence that only
    names what its paragraph is about. numbered: it begins with a list number.
    """

    start: int
    end: int
    close: str
    clauses: tuple[Clause, ...]
    zone: Zone
    paragraph: int
    titled: bool
    numbered: bool


_LONGEST_HEADING = 45
_LONGEST_BARE_HEADING = 20
_LONGEST_TITLE = 36
_MOST_CLAUSES = 40
_NO_TITLE = re.compile(r"\d|将|拟|计划|力争|年底|已|了")
_NO_HEADING = re.compile(r"[,。:;]|我[们局委市]")
_WORD = re.compile(r"\w")  # marks alone are no sentence


def sentences(text: str, start: int, end: int, role: str = "reply") -> list[Sentence]:
    """Every sentence of a stretch of folded text. role: of the part; a plan speaks of the future unless told else."""
    walk = _Walk(text, Zone.NEXT if role == "plan" else Zone.NONE)
    found: list[Sentence] = []
    parted = list(paragraphs(text, start, end, lambda words_: zone_of_heading(words_) is not None))
    for number, (a, b) in enumerate(parted):
        follower = parted[number + 1] if number + 1 < len(parted) else None
        last = follower is None or is_courtesy(text[follower[0] : follower[1]][:_LONGEST_HEADING])
        found.extend(walk.paragraph(a, b, number, numbering(text, *follower)[0] if follower else None, last))
    return found


def zone_of_heading(head: str) -> Zone | None:
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


class _Walk:
    """Carries headings and zones from paragraph to paragraph. opened: by a sentence, not by a heading. announced: that
    sentence ended its paragraph and spoke of what follows (将从以下几个方面…), so headings that say no zone keep it."""

    def __init__(self, text: str, default: Zone) -> None:
        self.text = text
        self.default = default
        self.heads: list[tuple[int, Zone | None]] = []
        self.opened: Zone | None = None
        self.lists = False
        self.announced = False

    def paragraph(self, start: int, end: int, number: int, following: int | None, last: bool) -> Iterator[Sentence]:
        """The sentences of one paragraph; a heading has none and only changes the zone.

        following: level of the next paragraph's list number. last: nothing but thanks comes after it.
        """
        level, _ = numbering(self.text, start, end)
        if level is not None:
            self.heads = [head for head in self.heads if head[0] < level]
        if _is_heading(self.text[start:end], level) and not _is_item(self.text[start:end], level, following, last):
            self._enter(level, self.text[start:end])
            return
        listed = self.lists and level is not None
        if not (self.opened and (listed or (self.announced and self.heads))):
            self.opened, self.lists, self.announced = None, False, False
        parted = list(pieces(self.text, start, end))
        turn = max((index for index, (a, b, _) in enumerate(parted) if _begins_next(self._words(a, b))), default=0)
        if turn:
            self.opened = None
        for index, piece in enumerate(parted):
            follower = parted[index + 1] if index + 1 < len(parted) else None
            yield from self._sentence(piece, follower, number, first=index == 0)
            if index >= turn and _announces(self._words(*piece[:2])):
                self.opened, self.lists, self.announced = Zone.NEXT, True, follower is None

    def _sentence(
        self, piece: tuple[int, int, str], follower: tuple[int, int, str] | None, number: int, first: bool
    ) -> Iterator[Sentence]:
        start, end, close = piece
        level, body = numbering(self.text, start, end)
        said = self.text[body:end]
        titled = level is not None and close in ("。", ":") and self._is_title(level, said, follower)
        if titled and first and level is not None and level < ORDINAL and len(said) <= 24:
            self.heads.append((level, zone_of_heading(said)))
        if _begins_next(said):
            self.opened = Zone.NEXT
        elif self.opened and _turns_back(said):
            self.opened = None
        if close == ":" or "方面" in said[-8:] or "措施" in said[-6:] or said.endswith("工作”"):
            self.lists = True
        parted = clauses(self.text, body, end) if _WORD.search(self.text, body, end) else ()
        for at in range(0, len(parted), _MOST_CLAUSES):
            group = parted[at : at + _MOST_CLAUSES]
            closing = close if at + _MOST_CLAUSES >= len(parted) else ","
            yield Sentence(
                start=start if at == 0 else group[0].start,
                end=group[-1].end,
                close=closing,
                clauses=group,
                zone=self._zone(),
                paragraph=number,
                titled=titled,
                numbered=level is not None,
            )

    def _enter(self, level: int | None, head: str) -> None:
        if level is None:
            self.heads = []
        zone = zone_of_heading(head)
        self.heads.append((LEVELS if level is None else level, zone))
        if level is None or zone or not self.announced:
            self.opened, self.announced = None, False

    def _zone(self) -> Zone:
        if self.opened:
            return self.opened
        return next((zone for _, zone in reversed(self.heads) if zone), self.default)

    def _words(self, start: int, end: int) -> str:
        return self.text[numbering(self.text, start, end)[1] : end]

    def _is_title(self, level: int, said: str, follower: tuple[int, int, str] | None) -> bool:
        if follower is None or len(said) > _LONGEST_TITLE:
            return False
        if numbering(self.text, follower[0], follower[1])[0] == level:
            return False
        return not _NO_TITLE.search(said)


def _is_heading(line: str, level: int | None) -> bool:
    if len(line) > _LONGEST_HEADING or line[-1] in ",、;?!" or level == ORDINAL:
        return False
    if level is None:
        if len(line) > _LONGEST_BARE_HEADING or _NO_HEADING.search(line):
            return False
        return zone_of_heading(line) is not None
    return not re.search(r"[,。;:]", line[:-1]) and (line[-1] != "。" or len(line) <= 24)


def _is_item(line: str, level: int | None, following: int | None, last: bool) -> bool:
    """A numbered line that the next number follows at once heads nothing: it is an item of the list itself."""
    if level is None or zone_of_heading(line):
        return False
    return last or (following is not None and following <= level)


def _begins_next(sentence: str) -> bool:
    """Whether a sentence opens the account of what is to be done: 下一步, 今后, 接下来 …"""
    return sentence[:14].lstrip("此外在同时另、,首先 ").startswith(words("next_openers"))


_ANNOUNCES = re.compile(
    r"(?<![现兹])(?:将|拟|计划|打算)(?![^。;]{0,20}(?:答复|函告|回复|函复|汇报|报告|说明))"
    r"[^。;]{0,40}(?:以下|如下|[一二三四五六几]个?方面)|(?:制定|采取|落实)(?:以下|如下)|"
    r"(?:主要|具体|整改|改进|应对|推进|工作)(?:的)?(?:措施|打算)(?:有|为|是|如下|主要有|包括)?$"
)
# Measures told of as taken already.
_TAKEN = re.compile(r"已|采取了|开展了|近年来|近几年|以来|目前")


def _announces(sentence: str) -> bool:
    """我局将从以下三个方面发力: what follows in the paragraph is to come."""
    said = _ANNOUNCES.search(mask(sentence))
    if said is None or re.search(r"收悉|[答函回]复如下", sentence):
        return False
    return not (said.end() == len(sentence) and _TAKEN.search(sentence))


def _turns_back(sentence: str) -> bool:
    return sentence.startswith(
        ("截至", "截止", "目前", "近年来", "近几年", "今年以来", "去年", "此前", "据了解", "经了解")
    )
