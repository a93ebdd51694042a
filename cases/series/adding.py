"""Two numbers of two levels added up, where another document gives one number for both levels together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from cases.series.points import Point
from cases.vocabulary import Comparator

_OPEN = frozenset((Comparator.GE, Comparator.GT))


def added(points: Iterable[Point]) -> tuple[Point, ...]:
    """A sum for each document that counts level by level what another one counts for two levels at once.

    Each sum stands where its first part stands and names its parts. Narrowing words of a part (示范型) are lost in the
    sum, which is why a sum is never a sure point.
    """
    by_level: dict[tuple[str, str, str, int], dict[str, Point]] = defaultdict(dict)
    for point in points:
        m = point.measure
        if len(m.levels) == 1 and not m.ratio:
            by_level[m.head, m.unit, m.area, point.stated.document].setdefault(next(iter(m.levels)), point)
    found = {}
    for point in points:
        m = point.measure
        if len(m.levels) != 2 or m.ratio:
            continue
        for (head, unit, area, document), levels in by_level.items():
            if (head, unit, area) == (m.head, m.unit, m.area) and m.levels <= levels.keys():
                parts = sorted((levels[level] for level in m.levels), key=lambda one: one.stated.start)
                found[document, m.head, m.levels] = _sum(point, parts)
    return tuple(found.values())


def _sum(like: Point, parts: list[Point]) -> Point:
    first = parts[0]
    total = sum((part.value for part in parts), Decimal(0))
    rough = any(part.stated.comparator in _OPEN for part in parts)
    stated = replace(
        first.stated,
        value=str(total),
        printed="＋".join(part.stated.printed for part in parts),
        comparator=Comparator.GE if rough else first.stated.comparator,
    )
    return replace(first, stated=stated, measure=like.measure, parts=tuple(part.stated for part in parts))
