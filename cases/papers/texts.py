"""From words to paragraphs: headings by their numbers, titles broken by sense, days as papers write them. Pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from cases.clock import BEIJING
from cases.papers.model import Block, Code, Face, Grid, Paper, Paragraph, Run, Shape, width_of

# What neither Word's format nor a page can hold: control characters, halves of pairs, characters that are none.
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029]")
_LEVELS = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), Face.HEADING),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"), Face.SUBHEADING),
)
_LONGEST_HEADING = 40
# Where a title may be broken, from the best place to the one that is merely allowed; never inside a number or word.
_AFTER = ("会议", "关于", "》", "号", "的", "、", "和", "及")
_BEFORE = ("关于", "《", "提案", "建议", "答复", "会办", "市政协", "区政协", "县政协", "省政协")
_TITLE_WIDTH = 19.0
_OPENS, _CLOSES = "《“（〔(", "》”）〕)、，。：；"


def clean(text: str) -> str:
    """The text as it can be printed: line ends alike, no character that is none."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  "))


def day_words(day: date | None, unknown: str = "") -> str:
    """2023年5月26日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日" if day else unknown


def moment_words(at: datetime) -> str:
    """An instant in Beijing to the minute."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def plain(text: str, shape: Shape = Shape.INDENTED, face: Face = Face.BODY) -> Paragraph:
    """One paragraph of one face."""
    return Paragraph((Run(clean(text), face),), shape)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The lines of a text as paragraphs, numbered headings in their faces; blank lines and indents fall away."""
    lines = (line.strip(" \u3000") for line in clean(text).split("\n"))
    return tuple(Paragraph(faced(line)) for line in lines if line)


def faced(line: str) -> tuple[Run, ...]:
    """一、 and （一） begin a heading: the whole line, or its first sentence where more follows in the same line."""
    for numbered, face in _LEVELS:
        if numbered.match(line):
            end = line.find("。") + 1 or len(line)
            # A numbered sentence that is all of its line is no heading but a point of its own.
            if end <= _LONGEST_HEADING and not (end == len(line) and line.endswith("。")):
                return tuple(run for run in (Run(line[:end], face), Run(line[end:])) if run.text)
    return (Run(line),)


def title_lines(title: str, most: float = _TITLE_WIDTH) -> tuple[str, ...]:
    """A title in lines of about the same length, broken where the sense allows it."""
    rest, lines = " ".join(clean(title).split()), []
    count = max(1, -int(-width_of(rest) // most))
    while count > 1:
        wanted = width_of(rest) / count
        at = _break(rest, wanted, most)
        lines.append(rest[:at])
        rest = rest[at:]
        count = max(count - 1, -int(-width_of(rest) // most))
    return tuple(line for line in (*lines, rest) if line)


def _break(text: str, wanted: float, most: float) -> int:
    """The place to break before: near the wanted width, better at a joint of the sentence than within a word."""
    best, cost = len(text), float("inf")
    width = 0.0
    for at in range(1, len(text)):
        width += width_of(text[at - 1])
        if width > most:
            break
        price = abs(width - wanted) + _penalty(text, at)
        if price <= cost:
            best, cost = at, price
    return best


def _penalty(text: str, at: int) -> float:
    before, after = text[:at], text[at:]
    if before[-1] in _OPENS or after[0] in _CLOSES:
        return 50
    if before[-1] < "\u2000" and after[0] < "\u2000":
        return 40
    inside = before.count("《") > before.count("》")
    joint = before.endswith(_AFTER) or after.startswith(_BEFORE)
    return (5 if inside else 0) + (0 if joint else 9) + (6 if before.endswith("第") or after.startswith("号") else 0)


def joined(parts: Iterable[str]) -> str:
    """Names one after the other, empty ones left out."""
    return "、".join(part for part in parts if part)


def shown_in(paper: Paper) -> Iterator[str]:
    """Every text that a paper shows, in its order."""
    yield from (paper.letterhead, paper.doc_no, paper.class_mark, paper.status, *paper.title, paper.addressee)
    yield from _of_blocks(paper.blocks)
    yield from (*paper.attachments, *paper.signatures, paper.day, *paper.notes)
    for annex in paper.annexes:
        yield from (annex.mark, *annex.title)
        yield from _of_blocks(annex.blocks)
    yield paper.copies


def _of_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.text
            case Grid():
                yield from (cell.text for row in block.rows for cell in row)
            case Code():
                yield block.caption
