"""The points of a submission's recommendations, so that each can be answered and ticked. Pure.

A submission that numbers its points keeps them as it numbered them, by the outermost numbering that it uses at least
twice; one without any is cut at its sentences.
"""

import re
from collections.abc import Sequence

from cases.errors import PointAstray, TooManyPoints

MOST = 40
_LONGEST = 20_000
# From the outermost to the innermost; each must stand at the head of a line or right after the end of a sentence.
_NUMBERINGS = (
    r"[一二三四五六七八九十]{1,3}、",
    r"第[一二三四五六七八九十]{1,3}[，,、]",
    r"[（(][一二三四五六七八九十]{1,3}[）)]、?",
    r"\d{1,2}(?:、|[.．](?!\d)|[）)])",
    r"[（(]\d{1,2}[）)]、?",
    r"[①-⑳]",
    r"[一二三四五六七八九十]{1,2}(?:是|要)",
)
_HEADS = tuple(re.compile(rf"(?:(?<=[。；;！？\n])|^)[ \t\u3000]{{0,8}}(?={one})", re.M) for one in _NUMBERINGS)
_SENTENCES = re.compile(r"(?<=[。！？；;\n])")
_SHORTEST = 6
_EMPTY_LINES = re.compile(r"\n[ \t\u3000]{0,80}\n")


def points_of(recommendations: str) -> tuple[str, ...]:
    """The points in the order they stand, each word for word without the blanks around it; at most ``MOST``.

    Words before the first number belong to no point. What lies beyond the last number that fits belongs to the last.
    """
    text = recommendations[:_LONGEST].replace("\r\n", "\n").strip()
    for head in _HEADS:
        starts = [found.end() for found in head.finditer(text)]
        if len(starts) > 1:
            return _cut(text, starts[:MOST])
    return _sentences(text)


def _cut(text: str, starts: list[int]) -> tuple[str, ...]:
    ends = [*starts[1:], len(text)]
    return tuple(text[start:end].strip() for start, end in zip(starts, ends, strict=True))


def _sentences(text: str) -> tuple[str, ...]:
    said = [part.strip() for part in _SENTENCES.split(text)]
    kept = [part for part in said if len(part) >= _SHORTEST]
    return tuple(kept[:MOST]) if kept else ((text,) if text else ())


def corrected(recommendations: str, written: str) -> tuple[str, ...]:
    """Points as a person cut them, an empty line between two, in the words of the recommendations.

    Each must stand in the recommendations after the one before it; blanks and line breaks do not count. What none of
    them holds asks for no answer. Nothing written: no points of a person's own. Raises PointAstray, TooManyPoints.
    """
    text = recommendations[:_LONGEST].replace("\r\n", "\n")
    places = [at for at, letter in enumerate(text) if not letter.isspace()]
    bare = "".join(text[at] for at in places)
    points: list[str] = []
    begin = 0
    for wanted in _EMPTY_LINES.split(written.replace("\r\n", "\n")):
        sought = _bare(wanted)
        if not sought:
            continue
        start = bare.find(sought, begin)
        if start < 0:
            raise PointAstray(number=len(points) + 1, beginning=wanted.strip()[:12])
        begin = start + len(sought)
        points.append(text[places[start] : places[begin - 1] + 1])
    if len(points) > MOST:
        raise TooManyPoints(limit=MOST)
    return tuple(points)


def left_out(recommendations: str, points: Sequence[str]) -> tuple[str, ...]:
    """The stretches of the recommendations that stand in no point, without those of signs alone."""
    text, kept, begin = recommendations[:_LONGEST].replace("\r\n", "\n"), [], 0
    for point in points:
        start = text.find(point, begin)
        if start >= 0:
            kept.append(text[begin:start])
            begin = start + len(point)
    return tuple(part.strip() for part in (*kept, text[begin:]) if any(letter.isalnum() for letter in part))


def ticked_after(before: Sequence[str], after: Sequence[str], ticked: Sequence[int]) -> tuple[int, ...]:
    """Which points are answered once they were cut anew: those of whose earlier points every one was."""
    return tuple(at for at, point in enumerate(after) if _all_ticked(point, before, ticked))


def _all_ticked(point: str, before: Sequence[str], ticked: Sequence[int]) -> bool:
    words = _bare(point)
    shared = [at for at, earlier in enumerate(before) if _bare(earlier) in words or words in _bare(earlier)]
    return bool(shared) and all(at in ticked for at in shared)


def _bare(text: str) -> str:
    return "".join(text.split())
