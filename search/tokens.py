"""Text to the words that are indexed and the words that are looked for.

Runs of characters are cut by the dictionary; numbers and Latin words are whole words of their own, so that 657 is
found in 657家 and not in 1657家. Order does not matter in the index: it keeps no positions.
"""

import functools
import re
from itertools import filterfalse

from search.cutter import cutter
from search.folding import fold
from search.lexicon import lexicon
from search.numerals import with_digits

# Grammar without a subject: never indexed, never looked for.
PARTICLES = frozenset("的了和是在与及等对为将以我您由于并或")

_SKIPPED = PARTICLES | {" "}

_BROKEN = re.compile(r"[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f]")
# Looks back after its first digit: the search for a digit is fast, a look back at every character is not.
_THOUSANDS = re.compile(r"\d(?<![\d,]\d)\d{0,2}(?:,\d{3}){1,5}(?![\d,])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+){0,2}%?")
_LATIN = re.compile(r"[a-z\u00df-\u024f]+")
_HAN = re.compile(r"[^\W\d_a-z]+")
_RUN = re.compile(rf"({_NUMBER.pattern})|{_LATIN.pattern}|{_HAN.pattern}")
_QUOTES = re.compile("[“”‘’\"'`「」『』《》〈〉<>]")
_SPACE = re.compile(r"[\s]+")
_WORDLIKE = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


def plain(text: str) -> str:
    """Folded and in lower case, without what no encoding can carry; as long as the text but for rare letters."""
    return _BROKEN.sub(" ", fold(text)).lower()


def counted(text: str) -> str:
    """Plain, with thousands in one piece and numbers in digits: 第十二届 is 第12届."""
    return _in_digits(plain(text))


def canonical(text: str) -> str:
    """The form in which phrases are compared: plain, numbers in digits, no quotes, no gaps between characters."""
    return _canonical(plain(text))


def forms(text: str) -> tuple[list[str], str]:
    """``index_words`` and ``canonical`` of one text, made plain once."""
    text = plain(text)
    return _index_words(text), _canonical(text)


def _in_digits(text: str) -> str:
    return with_digits(_THOUSANDS.sub(lambda match: match.group().replace(",", ""), text))


def _canonical(text: str) -> str:
    return _in_digits(_SPACE.sub(_gap, _QUOTES.sub("", text)).strip())


def _gap(match: re.Match[str]) -> str:
    """One blank where the gap parts Latin words or numbers, else nothing."""
    text, (start, end) = match.string, match.span()
    return " " if start and text[start - 1] in _WORDLIKE and text[end : end + 1] in _WORDLIKE else ""


def _numbers(text: str) -> list[str]:
    """Numbers in digits: without leading zeros, a date in its parts, a percentage with and without its sign."""
    found: list[str] = []
    for match in _NUMBER.finditer(text):
        number = match.group()
        bare = number.rstrip("%")
        if "." not in bare:
            bare = bare.lstrip("0") or "0"
        elif bare.count(".") > 1:
            found += [part.lstrip("0") or "0" for part in bare.split(".")]
            continue
        found.append(bare)
        if number.endswith("%"):
            found.append(bare + "%")
    return found


@functools.cache
def _long_terms() -> frozenset[str]:
    return frozenset(term for term in lexicon().terms if len(term) >= 4)


def _inner_terms(word: str) -> list[str]:
    """Own terms of four and more characters inside a longer word; the cutter itself gives those of two and three."""
    terms = _long_terms()
    return [
        word[start:end]
        for start in range(len(word) - 3)
        for end in range(start + 4, min(len(word), start + 12) + 1)
        if end - start < len(word) and word[start:end] in terms
    ]


def index_words(text: str) -> list[str]:
    """Every word of a text for the index, with repetitions: order carries no meaning."""
    return _index_words(plain(text))


def _index_words(text: str) -> list[str]:
    text = _in_digits(text)
    found = _numbers(text)
    found += _LATIN.findall(text)
    parts = list(cutter().parts(" ".join(_HAN.findall(text))))
    for word in parts:
        if len(word) > 4:
            found += _inner_terms(word)
    found += filterfalse(_SKIPPED.__contains__, parts)
    return found


def query_words(text: str) -> list[str]:
    """Words to look for, in the order they were written, with repetitions."""
    text = counted(text)
    found: list[str] = []
    for match in _RUN.finditer(text):
        run = match.group()
        if match.group(1):
            numbers = _numbers(run)
            found += numbers[-1:] if run.endswith("%") else numbers
        elif run.isascii():
            found.append(run)
        else:
            found += [word for word in cutter().words(run) if word not in PARTICLES]
    return found
