"""The points of a submission's recommendations, so that each can be answered and ticked. Pure.

A submission that numbers its points keeps them as it numbered them, by the outermost numbering that it uses at least
twice; one without any is cut at its sentences.
"""

import re

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
