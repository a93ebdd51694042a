"""What must be said beside a series: why its numbers may not be comparable, and how far its targets are off. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from cases.series.likeness import Likeness
from cases.series.points import Point, Series
from cases.vocabulary import Comparator
from cases.vocabulary.series import Doubt

_LONG_GAP = 548  # days
_AGREES = Decimal("0.03")
_LEAST_OF = frozenset((Comparator.GE, Comparator.GT))
_MOST_OF = frozenset((Comparator.LE, Comparator.LT))


@dataclass(frozen=True, slots=True)
class Standing:
    """A target and the latest number. missing: how much is left to it, 0 where it is reached; share: of the target in
    percent; days: until the due day, negative after it, None where there is none."""

    target: Point
    latest: Point
    reached: bool
    missing: Decimal
    share: Decimal
    days: int | None


def doubts_of(series: Series) -> tuple[Doubt, ...]:
    """Every doubt about a series, each once, the gravest first."""
    found = set(_doubts(series))
    return tuple(doubt for doubt in Doubt if doubt in found)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A number that does not go with an earlier one. same_day: both are said of one day, else it is smaller."""

    point: Point
    earlier: Point
    same_day: bool


def conflicts_of(series: Series) -> tuple[Conflict, ...]:
    """Of each dated number that contradicts an earlier or equally old one the nearest such. Rounded numbers agree
    within three in a hundred."""
    found = []
    for at, point in enumerate(series.points):
        against = (one for one in reversed(series.points[:at]) if point.on and one.on and _against(point, one))
        if (earlier := next(against, None)) is not None:
            found.append(Conflict(point, earlier, point.on == earlier.on))
    return tuple(found)


def _against(point: Point, earlier: Point) -> bool:
    apart = abs(point.value - earlier.value)
    if apart <= _AGREES * max(abs(point.value), abs(earlier.value)):
        return False
    return point.on == earlier.on or point.value < earlier.value


def drawn(series: Series) -> bool:
    """Whether a line may join the points: only where all are surely of one thing, dated, and none is a sum."""
    sure = all(p.likeness is Likeness.SAME and p.on is not None and not p.parts for p in series.points)
    return sure and len(series.points) > 1


def standings_of(series: Series, today: date) -> tuple[Standing, ...]:
    """Where the series stands against each of its targets."""
    latest = series.points[-1]
    return tuple(_standing(target, latest, today) for target in series.targets)


def _standing(target: Point, latest: Point, today: date) -> Standing:
    most = target.stated.comparator in _MOST_OF
    missing = latest.value - target.value if most else target.value - latest.value
    reached = missing < 0 if target.stated.comparator is Comparator.GT else missing <= 0
    share = latest.value * 100 / target.value if target.value else Decimal(100)
    days = (target.on - today).days if target.on else None
    return Standing(target, latest, reached, max(missing, Decimal(0)), round(share, 1), days)


def _doubts(series: Series) -> Iterator[Doubt]:
    points = series.points
    if any(p.parts for p in points):
        yield Doubt.ADDED
    if any(p.likeness is Likeness.WORDED_OTHERWISE and not p.parts for p in points):
        yield Doubt.WORDED
    if any(p.likeness is Likeness.WORDED_OTHERWISE for p in series.targets):
        yield Doubt.TARGET_WORDED
    if len({p.stated.unit for p in (*points, *series.targets)}) > 1:
        yield Doubt.UNIT
    if any(p.stated.comparator is not Comparator.EQ for p in points):
        yield Doubt.ROUGH
    if any(p.on is None for p in points):
        yield Doubt.UNDATED
    if len(points) == 1:
        yield Doubt.LONE
    yield from _between(points)


def _between(points: tuple[Point, ...]) -> Iterator[Doubt]:
    if len(points) > 1 and points[-1].value == points[-2].value:
        yield Doubt.UNCHANGED
    for one, other in pairwise(points):
        if other.value < one.value and other.on is not None:
            yield Doubt.FALLS
        if one.on and other.on and (other.on - one.on).days > _LONG_GAP:
            yield Doubt.GAP
