"""What series are made of: stated numbers, points, series. Plain frozen data."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.series.likeness import Likeness
from cases.series.measures import Measure
from cases.vocabulary import Comparator


@dataclass(frozen=True, slots=True)
class Stated:
    """One number as a document states it: reported, or promised where due_on or target says so.

    id: of the figure, or of the promised quantity where target is set. quote: the clause, printed: the number in it.
    start: its place in the document. said_on: the day of the document, None where it says none. proposal: the
    submitter's words, not the unit's.
    """

    id: int
    document: int
    place: int | None
    start: int
    quote: str
    printed: str
    value: str
    unit: str
    comparator: Comparator
    value_high: str | None = None
    as_of: date | None = None
    as_of_raw: str | None = None
    said_on: date | None = None
    due_on: date | None = None
    target: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a series. on: the day it holds for, as far as the text tells; likeness: how surely it belongs; parts:
    the numbers of which it is the sum."""

    stated: Stated
    measure: Measure
    on: date | None
    likeness: Likeness = Likeness.SAME
    parts: tuple[Stated, ...] = ()

    @property
    def value(self) -> Decimal:
        return Decimal(self.stated.value)


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one thing: points by day, those without a day last; targets by due day. kin: every figure that the
    machine or people ever had together with these; touched: people had a hand in it."""

    place: int | None
    measure: Measure
    points: tuple[Point, ...]
    targets: tuple[Point, ...] = ()
    kin: frozenset[int] = frozenset()
    touched: bool = False

    @property
    def key(self) -> int:
        """The id of the oldest figure in it, by which the series is named in an address; a sum has no figure of its
        own."""
        own = [point.stated.id for point in self.points if not point.parts]
        return min(own or (point.stated.id for point in self.points))

    @property
    def unit(self) -> str:
        """As the latest number was counted."""
        return next((p.stated.unit for p in reversed(self.points) if p.stated.unit), "")
