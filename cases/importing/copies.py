"""Whether two texts are copies of one another: equal once folded, or nearly so."""

import hashlib
import re

from cases.reading.shadow import shadow_of
from cases.reading.shapes import ParsedDocument

NEARLY = 0.9
_GRAM = 4
_LEAST = 80
_NOT_TEXT = re.compile(r"[\W_]+")


def body_of(parsed: ParsedDocument) -> str:
    """The text that makes a page what it is: its parts, or everything where none was found; folded, letters only."""
    text = parsed.raw.text
    said = "".join(text[part.span.start : part.span.end] for part in parsed.page.parts)
    return bare(said) or bare(text)


def bare(text: str) -> str:
    """A text folded and without anything that is not a letter or a digit."""
    return _NOT_TEXT.sub("", shadow_of(text).text)


def hash_of(body: str) -> str:
    """Equal for bodies that are equal."""
    return hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()


def nearest(text: str, words: str, at: int) -> int | None:
    """Where words stand in a text, of several places the one nearest to another; None where they do not."""
    if not words:
        return None
    found = (text.find(words, at), text.rfind(words, 0, at + len(words)))
    places = [place for place in found if place >= 0]
    return min(places, key=lambda place: abs(place - at)) if places else None


def is_copy(one: str, other: str) -> bool:
    """Whether the shorter of two bodies stands, but for one part in ten, in the longer one.

    A truncated copy is a copy. Very short bodies are copies only where they are equal.
    """
    if one == other:
        return True
    short, long = sorted((_grams(one), _grams(other)), key=len)
    return len(short) >= _LEAST and len(short & long) >= NEARLY * len(short)


def is_same_title(one: str, other: str) -> bool:
    """Whether two printed titles may name one matter: half the pairs of letters of the shorter stand in the longer."""
    short, long = sorted((_grams(bare(one), 2), _grams(bare(other), 2)), key=len)
    return len(short & long) * 2 >= len(short)


def _grams(body: str, size: int = _GRAM) -> set[str]:
    return {body[i : i + size] for i in range(len(body) - size + 1)}
