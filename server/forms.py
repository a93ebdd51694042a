"""What comes from outside, made harmless and typed: addresses, filters, page numbers. Nothing here raises 500."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from litestar import Request

from cases.errors import NotFound, Unwritable
from server.turning import straightened

LONGEST_TEXT = 200
LONGEST_LIST = 50
LARGEST_ID = 2**31 - 1
LAST_PAGE = 500
PER_PAGE = (20, 50, 100)

# What no database keeps, or Unicode says is no character. Letters that this Python does not know yet are letters.
_NONE = "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_UNWRITABLE = re.compile(f"[\0\ud800-\udfff\ufdd0-\ufdef{_NONE}]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
# They hold several signs together that are written as one.
_JOINERS = "\u200c\u200d"
# Nothing that people enter lies outside, and counting days from within never leaves the calendar.
_YEARS = range(1900, 2201)

Code = TypeVar("Code", bound=StrEnum)


def check_writable(sent: Iterable[tuple[str, str]]) -> None:
    """Raise Unwritable for a form with a sign that would not come back as it was sent. sent: names and values."""
    for _, value in sent:
        found = _UNWRITABLE.search(value)
        if found:
            before = text_of(value[max(0, found.start() - 20) : found.start()])
            raise Unwritable(before[-8:] or "开头", f"U+{ord(found[0]):04X}")


def text_of(value: str | None, *, longest: int = LONGEST_TEXT) -> str:
    """One line of text: no control characters, none that turn it, no blanks around, cut where it is endless."""
    kept = "".join(
        c if c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else " "
        for c in straightened(value or "")
    )
    return " ".join(kept.split())[:longest]


def id_of(value: str, *, kind: str) -> int:
    """The number in an address. Raises NotFound for what cannot be the number of anything."""
    if not re.fullmatch(r"[1-9][0-9]{0,9}", value) or int(value) > LARGEST_ID:
        raise NotFound(kind=kind, key=text_of(value, longest=20))
    return int(value)


def whole_of(value: str | None, *, least: int, most: int) -> int | None:
    """A whole number within bounds, full-width digits included; None for everything else."""
    digits = unicodedata.normalize("NFKC", value or "").strip()
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        return None
    return int(digits) if least <= int(digits) <= most else None


def placed_number(value: str, *, least: int, most: int) -> int | None:
    """A whole number as an address writes it, in plain digits and one way only; None for 01 and full-width ones."""
    return whole_of(value, least=least, most=most) if re.fullmatch(r"0|[1-9][0-9]{0,8}", value) else None


def version_of(form: Mapping[str, Any], name: str = "seen") -> int:
    """The version that a form was written upon; nonsense is one that never was."""
    return whole_of(str(form.get(name, "")), least=0, most=LARGEST_ID) or 0


def choice_of(form: Mapping[str, Any], name: str) -> int | None:
    """The number of what was chosen in a form; None where nothing was."""
    return whole_of(str(form.get(name, "")), least=1, most=LARGEST_ID)


def day_of(value: str | None) -> date | None:
    """A day as a date field sends it, of the years 1900 to 2200; None for everything else."""
    try:
        day = date.fromisoformat((value or "").strip())
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def code_of(value: str | None, codes: type[Code]) -> Code | None:
    """A member of a closed list; None for everything else."""
    return codes(value) if value in {member.value for member in codes} else None


def texts_of(values: Iterable[str]) -> tuple[str, ...]:
    """Several lines of text, each once, empty ones left out."""
    return tuple(dict.fromkeys(t for t in map(text_of, values) if t))[:LONGEST_LIST]


@dataclass(frozen=True, slots=True)
class Slice:
    """Which rows of a list: page counts from 1."""

    page: int
    per_page: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page


def slice_of(params: Mapping[str, Any], usual: int = PER_PAGE[0]) -> Slice:
    """Page number and rows a page from the address; nonsense means the first page of the usual length."""
    per_page = whole_of(params.get("per"), least=1, most=100)
    return Slice(
        page=whole_of(params.get("page"), least=1, most=LAST_PAGE) or 1,
        per_page=per_page if per_page is not None and per_page in PER_PAGE else usual,
    )


def several(request: Request[Any, Any, Any], name: str) -> tuple[str, ...]:
    """Every value of a repeated parameter of the address."""
    return texts_of(request.query_params.getall(name, []))
