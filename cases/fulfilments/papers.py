"""What fulfilments are looked for in: promises of earlier documents and the words of later ones. Plain frozen data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.reading.shadow import Span
from cases.vocabulary.fulfilments import Why


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment of a document. start: its place there; number its id."""

    id: int
    document: int
    start: int
    quote: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. unit: who wrote it; on: its day, None where it says none. parts: the stretches in which the unit
    speaks, never those of the submitter; promised: the spans of its own commitments."""

    id: int
    place: int | None
    unit: int | None
    on: date | None
    text: str
    parts: tuple[Span, ...]
    promised: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text, word for word."""

    document: int
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposal: what was promised or begun, and where a later document may tell that it came about.

    promise: id of the commitment, None where the earlier sentence announced something won. name: the words both share.
    ordered: both documents are dated; else a person must say which came first.
    """

    promise: int | None
    earlier: Passage
    later: Passage
    why: Why
    name: str
    ordered: bool


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same words again in a later document: no progress. promises: the commitments said again, side by side."""

    promises: tuple[int, ...]
    earlier: Passage
    later: Passage
    ordered: bool


def comes_after(later: Paper, earlier: Paper) -> bool:
    """Whether a document may tell what came of another one: same place or unit, and not known to be older.

    Of two documents the earlier one must be dated: without its day nothing can be called later.
    """
    if later.id == earlier.id or earlier.on is None or not _of_one(later, earlier):
        return False
    return later.on is None or later.on > earlier.on


def _of_one(one: Paper, other: Paper) -> bool:
    if one.place is not None or other.place is not None:
        return one.place == other.place
    return one.unit is not None and one.unit == other.unit


def after(papers: Sequence[Paper], earlier: Paper) -> tuple[Paper, ...]:
    """The documents that may tell what came of this one, the dated ones first and in order."""
    found = [one for one in papers if comes_after(one, earlier)]
    return tuple(sorted(found, key=lambda one: (one.on is None, one.on or date.min, one.id)))
