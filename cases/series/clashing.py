"""A new number held against the series it belongs to, for those who look over a draft. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.series.joining import measured
from cases.series.likeness import Likeness, likeness
from cases.series.points import Point, Series, Stated
from cases.vocabulary import Comparator
from cases.vocabulary.series import Clash

# Rounded numbers that differ by less say the same.
TOLERANCE = Decimal("0.03")
_ROUGH = frozenset((Comparator.ABOUT, Comparator.GE, Comparator.GT))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A number that does not go with a series. against: the point it goes against."""

    stated: Stated
    against: Point
    series: Series
    clash: Clash


def contradictions(rows: Sequence[Stated], known: Iterable[Series], today: date) -> tuple[Contradiction, ...]:
    """The new numbers of one text that surely belong to a series and yet differ from it.

    A number clashes with one for the same day, or with a larger one of an earlier day, for what is counted in the
    archive mostly grows. Doubtful likeness gives nothing.
    """
    listed = list(known)
    found = (_against(point, series, today) for point in measured(rows) for series in listed)
    return tuple(one for one in found if one is not None)


def _against(new: Point, series: Series, today: date) -> Contradiction | None:
    if series.place != new.stated.place or likeness(new.measure, series.measure) is not Likeness.SAME:
        return None
    on = new.on or today
    for old in reversed(series.points):
        if old.on is None or old.parts or _alike(new, old):
            continue
        if old.on == on:
            return Contradiction(new.stated, old, series, Clash.SAME_DAY)
        if old.on < on and new.value < old.value and not series.measure.ratio:
            return Contradiction(new.stated, old, series, Clash.FALLS)
    return None


def _alike(one: Point, other: Point) -> bool:
    """Within the tolerance; 2200余 and 2300 do not differ, for the first says no more than at least."""
    small, large = sorted((one, other), key=lambda point: point.value)
    near = large.value - small.value <= TOLERANCE * large.value
    return near or (one.on == other.on and small.stated.comparator in _ROUGH)
