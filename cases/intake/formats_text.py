"""Bytes of a plain text or of a page into characters: which encoding, and whether it is text at all."""

import codecs
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.errors import NotText
from cases.vocabulary import Flag

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages call an encoding, and the superset to read it with. A page that claims Latin letters claims it wrongly.
_DECLARED = {
    "utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030",
    "hz-gb-2312": "hz", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
# Of the characters beyond ASCII, the share that must be in common use. Chinese prose reaches 0.98; bytes that are no
# text, or text in another encoding, stay below 0.6 (the GBK tables hold about 24,000 places, 6,600 of them common).
_COMMON_SHARE = 0.85
# Decoding with holes: at most one broken place in so many characters, as in a page cut in the middle of a character.
_CHARACTERS_A_HOLE = 500
_SAMPLE = 40_000


@dataclass(frozen=True, slots=True)
class FileText:
    """text with line ends as \\n and without BOM. encoding: Python's name of the one that was used. meta: what the
    file states about itself in machine-readable form, by lower-case name."""

    text: str
    encoding: str = "utf-8"
    flags: tuple[Flag, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)


@functools.cache
def _common() -> frozenset[str]:
    """Characters in common use: level 1 of GB 2312 and Big5, their punctuation, Japanese and Korean letters."""
    chars: set[str] = set()
    for lead in range(0xA1, 0xD8):
        for trail in range(0xA1, 0xFF):
            chars.update(bytes((lead, trail)).decode("gb2312", "ignore"))
    for lead in range(0xA1, 0xC7):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            chars.update(bytes((lead, trail)).decode("big5", "ignore"))
    punctuation = (*range(0x2010, 0x2040), *range(0x3000, 0x3030), *range(0xFF01, 0xFF5F), 0xA0, 0xB7)
    neighbours = (*range(0x3040, 0x3100), *range(0xAC00, 0xD7A4))
    chars.update(map(chr, (*punctuation, *neighbours)))
    return frozenset(chars)


def common_share(text: str) -> float:
    """Share of common characters among those beyond ASCII, between 0 and 1; 1 where there are none."""
    beyond = [c for c in text[:_SAMPLE] if c > "\x7f"]
    if not beyond:
        return 1.0
    common = _common()
    return sum(c in common for c in beyond) / len(beyond)


def is_clean(text: str) -> bool:
    """True without control characters other than white space, surrogates and non-characters. Form feeds are white
    space; two stray controls are let pass, for old editors leave them behind."""
    bad = 0
    for char in set(text):
        code = ord(char)
        if code == 0 or code & 0xFFFE == 0xFFFE or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0:
            return False
        if (code < 32 and char not in "\t\n\r\x0b\x0c\x1a") or code == 127:
            bad += text.count(char)
    return bad <= 2


def decode(name: str, data: bytes, declared: str | None = None) -> FileText:
    """The text of data: by BOM, else UTF-8, else what the page declares, else GB18030, Big5 or UTF-16 without BOM.

    A page that lost a byte here and there is read with U+FFFD in its place and Flag.BROKEN_BYTES. Raises NotText.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strictly(data, encoding)
            if text is not None and is_clean(text):
                return FileText(_lines(text), encoding)
            return _with_holes(name, data, (encoding,))
    declared = _known(declared)
    found = _by_content(data, declared)
    if found is not None:
        return found
    return _with_holes(name, data, tuple(dict.fromkeys(filter(None, (declared, "utf-8", "gb18030")))))


def _by_content(data: bytes, declared: str | None) -> FileText | None:
    utf8 = _strictly(data, "utf-8")
    if utf8 is not None and is_clean(utf8) and not (declared and _looks_declared(utf8, data, declared)):
        return FileText(_lines(utf8), "utf-8")
    best: FileText | None = None
    best_share = _COMMON_SHARE
    for encoding in dict.fromkeys(filter(None, (declared, "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"))):
        text = _strictly(data, encoding)
        if text is None or not is_clean(text):
            continue
        share = common_share(text)
        # The first wins unless a later one is clearly better: most Big5 bytes are valid GB18030, not the reverse.
        if share > best_share + (0.05 if best else 0):
            best, best_share = FileText(_lines(text), encoding), share
    return best


def _looks_declared(utf8: str, data: bytes, declared: str) -> bool:
    """True where a page says that it is no UTF-8 and reads better that way, though its few bytes happen to be valid."""
    if declared == "utf-8" or utf8.isascii():
        return False
    other = _strictly(data, declared)
    return other is not None and is_clean(other) and common_share(other) > common_share(utf8)


def _with_holes(name: str, data: bytes, encodings: tuple[str, ...]) -> FileText:
    for encoding in encodings:
        text = data.decode(encoding, "replace")
        holes = text.count("\ufffd")
        if holes * _CHARACTERS_A_HOLE <= len(text) and is_clean(text) and common_share(text) > _COMMON_SHARE:
            return FileText(_lines(text), encoding, (Flag.BROKEN_BYTES,))
    raise NotText(name)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _known(declared: str | None) -> str | None:
    """The declared encoding as the superset to decode it with; None for those that no Chinese page is written in."""
    return _DECLARED.get((declared or "").strip().lower().replace("_", "-"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
