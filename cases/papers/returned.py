"""A letter taken as a Word file that comes back from being edited: which reply it is, and its text alone. Pure."""

import io
import re
import zipfile
from collections.abc import Collection

from cases.papers.letter_text import DAY, without_signature
from cases.papers.texts import clean

_CORE, _MOST_BYTES = "docProps/core.xml", 65_536
_SOURCE = re.compile(rb"<dc:identifier(?: [^<>]{0,200})?>([a-z_]{1,30}/[0-9]{1,12})</dc:identifier>")
_REPLY = re.compile(r"reply/([0-9]{1,12})")
# Above the text stand the number, the title's lines and whom it is addressed to; below the day notes and copies.
_MOST_ABOVE, _MOST_BELOW, _LONGEST_ADDRESSEE = 12, 6, 120


def source_of(data: bytes) -> int | None:
    """The id of the reply that a Word file was made of, None for one that was written elsewhere.

    data: a file that the intake has examined.
    """
    found = _REPLY.fullmatch(identifier_of(data))
    return int(found[1]) if found else None


def identifier_of(data: bytes) -> str:
    """What a Word or Excel file carries unseen of where it came from, empty where nothing is."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _CORE not in package.namelist() or package.getinfo(_CORE).file_size > _MOST_BYTES:
            return ""
        found = _SOURCE.search(package.read(_CORE))
    return found[1].decode() if found else ""


def text_of_letter(letter: str, unit: str, printed: Collection[str] = ()) -> str:
    """The text between addressee and signature, which the paper prints by itself.

    unit: who signs, in full; printed: lines that stand above the text without being of it.
    """
    lines = [line.strip() for line in clean(letter).split("\n") if line.strip()]
    for at, line in enumerate(lines[:_MOST_ABOVE]):
        # A sentence: somebody took the addressee away, and the text begins here.
        if any(mark in line for mark in "，。；"):
            break
        if len(line) <= _LONGEST_ADDRESSEE and line.endswith(("：", ":")):
            lines = lines[at + 1 :]
            break
    while lines and lines[0] in printed:
        lines = lines[1:]
    for at in range(len(lines) - 1, max(-1, len(lines) - 1 - _MOST_BELOW), -1):
        if DAY.fullmatch("".join(lines[at].split())):
            return "\n".join(without_signature(lines[: at + 1], unit))
    return "\n".join(lines)
