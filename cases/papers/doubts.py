"""What a Word file brings along that its text does not show: fields, heavy pictures, fonts of no paper. Pure.

data: a file that the intake has examined.
"""

import io
import re
import tomllib
import zipfile
from dataclasses import dataclass
from functools import cache

from cases.intake.limits import MB
from cases.intake.signatures import body_part
from cases.papers.fonts import LISTS

HEAVY = 2 * MB
_FIELD = re.compile(
    rb'<w:fldSimple[ \t\r\n][^<>]{0,400}?w:instr="([^"<>]{0,400})"'
    rb"|<w:instrText(?:[ \t\r\n][^<>]{0,80})?>([^<>]{0,400})"
)
# Links and page numbers say nothing that changes by itself.
_HARMLESS = (b"HYPERLINK", b"PAGE", b"NUMPAGES")
_FONT = re.compile(rb'w:eastAsia="([^"<>]{1,80})"')
_PICTURES = "word/media/"


@dataclass(frozen=True, slots=True)
class Doubts:
    """fields: how many; heavy: pictures above ``HEAVY`` bytes; fonts: those of Chinese words that no paper uses."""

    fields: int = 0
    heavy: int = 0
    fonts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.heavy or self.fonts)


def doubts_of(data: bytes) -> Doubts:
    """What somebody should know who goes on with the text alone."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        part = body_part(package.namelist())
        body = package.read(part) if part else b""
    said = [(simple or other).strip() for simple, other in _FIELD.findall(body)]
    fonts = dict.fromkeys(name.decode("utf-8", "replace") for name in _FONT.findall(body))
    return Doubts(
        fields=sum(1 for one in said if one and not one.upper().startswith(_HARMLESS)),
        heavy=sum(1 for one in members if one.filename.startswith(_PICTURES) and one.file_size > HEAVY),
        fonts=tuple(name for name in fonts if name not in _right()),
    )


@cache
def _right() -> frozenset[str]:
    """Every name of a font that the standard means."""
    lists = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    return frozenset(name for said in lists.values() for name in said["right"])
