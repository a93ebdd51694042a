"""Folded text cut into paragraphs, and the list numbers they begin with."""

import re
from collections.abc import Callable, Iterator

_HAN = "[一二三四五六七八九十]"
_LEVELS = (
    re.compile(rf"(?:第{_HAN}{{1,3}}[部章]分?|{_HAN}{{1,3}}\s?[、.])"),
    re.compile(rf"\(\s?{_HAN}{{1,3}}\s?\)[、.]?"),
    re.compile(r"\d{1,2}\s?[、.](?!\d)"),
    re.compile(r"\(\d{1,2}\)|\d{1,2}\)"),
    re.compile(rf"{_HAN}{{1,2}}[是要](?![否求不])|其[一二三四五][是,、:]?|第{_HAN}[,、是]"),
)
_BEGINS = "第其(一二三四五六七八九十"  # one of these or a digit begins every number
# 一是, 其一: parts of one train of thought, never headings.
ORDINAL = len(_LEVELS) - 1
LEVELS = len(_LEVELS)
_BREAK = re.compile(
    r"\n|(?<=[。!?])[ \t]{1,400}(?=\S)|"
    rf"(?<=[;:)\]”\u4e00-\u9fff])[ \t]{{1,400}}(?={_HAN}{{1,3}}、|\({_HAN}{{1,3}}\)|\d{{1,2}}[、.](?!\d))|"
    rf"(?<=[。;!?])(?={_HAN}{{1,2}}、\S|\({_HAN}{{1,2}}\)|\d{{1,2}}[.、][\u4e00-\u9fff“])"
)
_RUN_IN_HEAD = re.compile(r"[^\s,。;:!?]{2,40}(?=[ \t]{1,400}\S)")


def numbering(text: str, start: int, end: int) -> tuple[int | None, int]:
    """Level of the list number a stretch begins with (一、 (一) 1. (1) 一是: 0 to 4), and where its words begin."""
    if start >= end or not (text[start] in _BEGINS or text[start].isdecimal()):
        return None, start
    for level, rule in enumerate(_LEVELS):
        if match := rule.match(text, start, end):
            at = match.end()
            while at < end and text[at] in " ,\t":
                at += 1
            return level, at
    return None, start


def paragraphs(text: str, start: int, end: int, is_head: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Lines, with what a page has broken in mid-sentence joined and what it has run together parted.

    is_head: whether numbered words without a mark are a heading, to part them from what follows on the line.
    """
    at = start
    pending: int | None = None
    for match in _BREAK.finditer(text, start, end):
        stop = match.start()
        if match[0] == "\n" and _runs_on(text, at, stop, match.end(), end):
            pending = at if pending is None else pending
            at = match.end()
            continue
        yield from _stripped(text, at if pending is None else pending, stop, is_head)
        at, pending = match.end(), None
    yield from _stripped(text, at if pending is None else pending, end, is_head)


def _runs_on(text: str, start: int, stop: int, following: int, end: int) -> bool:
    line = text[start:stop].strip()
    after = text[following : min(end, following + 12)]
    if len(line) < 18 or not after.strip() or after[0] in "\n\r":
        return False
    if line[-1] in "。;!?:" or numbering(after, 0, len(after))[0] is not None:
        return False
    if line[-1] in ",、":
        return True
    prose = "," in line or len(line) > 24
    return prose and not after[0].isspace() and numbering(line, 0, len(line))[0] is None


def _stripped(text: str, start: int, end: int, is_head: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield from _head_apart(text, start, end, is_head)


def _head_apart(text: str, start: int, end: int, is_head: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """A heading run into its paragraph with only a space between: two paragraphs."""
    level, body = numbering(text, start, end)
    if level is not None:
        gap = _RUN_IN_HEAD.match(text, body, end)
        if gap and is_head(gap[0]) and end - gap.end() > 3:
            yield start, gap.end()
            start = gap.end()
            while text[start].isspace():
                start += 1
    yield start, end
