"""Numbers of one place joined into series over time, and targets laid beside them. Pure; given the same rows in any
order it joins them the same way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cases.reading.shadow import shadow_of
from cases.series.adding import added
from cases.series.deciding import Decision, Group, decided
from cases.series.likeness import Likeness, countable, ends_of, likeness
from cases.series.measures import Measure, measure_of
from cases.series.points import Point, Series, Stated
from cases.series.times import forecast, held_on

# Numbers this near after one another are told in one sentence.
_NEAR = 60


def every_series(rows: Iterable[Stated], decisions: Sequence[Decision] = ()) -> tuple[Series, ...]:
    """What the machine joins and people decided; numbers that stand alone are series of one point."""
    places: dict[int | None, list[Stated]] = defaultdict(list)
    for row in rows:
        places[row.place].append(row)
    return tuple(
        series for place in sorted(places, key=lambda one: one or 0) if place is not None
        for series in _of_place(place, places[place], decisions)
    )  # fmt: skip


def measured(rows: Sequence[Stated]) -> tuple[Point, ...]:
    """Each number of one document with what it measures; those that cannot be followed are left out."""
    found: list[Point] = []
    nearby: list[Measure] = []
    last, cursor, quote = -_NEAR, 0, ""
    for row in sorted(rows, key=lambda one: (one.start, one.id)):
        clause, printed = shadow_of(row.quote).text, shadow_of(row.printed).text
        cursor = cursor if row.quote == quote else 0
        at = max(clause.find(printed, cursor), 0)
        cursor, quote = at + len(printed), row.quote
        nearby = nearby if row.start - last < _NEAR else []
        measure = measure_of(clause, at, at + len(printed), row.unit, nearby)
        nearby, last = [*nearby, measure], row.start + len(row.printed)
        if countable(measure) and (row.target or not forecast(clause, row)):
            found.append(Point(row, measure, row.due_on if row.target else held_on(row.as_of, row.said_on)))
    return tuple(found)


def _of_place(place: int, rows: Sequence[Stated], decisions: Sequence[Decision]) -> list[Series]:
    documents: dict[tuple[int, bool], list[Stated]] = defaultdict(list)
    for row in rows:
        documents[row.document, row.target].append(row)
    points = [point for key in sorted(documents) for point in measured(documents[key])]
    facts = [point for point in points if not point.stated.target]
    found = _grouped(sorted([*facts, *added(facts)], key=_order))
    groups = decided([_once(group) for group in found], decisions)
    ended: dict[str, list[int]] = defaultdict(list)
    targets = [p for p in points if p.stated.target]
    for at, target in enumerate(targets):
        for end in ends_of(target.measure):
            ended[end].append(at)
    return [_with_targets(_series(place, group), targets, ended) for group in groups]


def _series(place: int, group: Group) -> Series:
    points = tuple(sorted(group.points, key=_order))
    return Series(place, points[-1].measure, points, kin=group.kin, touched=group.touched)


def _order(point: Point) -> tuple[bool, date, int, int]:
    return point.on is None, point.on or date.min, point.stated.document, point.stated.start


def _grouped(points: Sequence[Point]) -> list[list[Point]]:
    """Each point goes to the group it is most like; a sure likeness goes before a doubtful one."""
    groups: list[list[Point]] = []
    found: dict[str, list[int]] = defaultdict(list)
    for point in points:
        best, where = Likeness.NO, -1
        for index in dict.fromkeys(index for end in ends_of(point.measure) for index in found[end]):
            like = _most(point, groups[index])
            if like > best:
                best, where = like, index
        if where < 0:
            where, best = len(groups), Likeness.SAME
            groups.append([])
        groups[where].append(replace(point, likeness=Likeness.WORDED_OTHERWISE if point.parts else best))
        for end in ends_of(point.measure):
            found[end].append(where)
    return groups


def _like(one: Point, other: Point) -> Likeness:
    same = one.value == other.value and not _round(one.value) and one.stated.document != other.stated.document
    return likeness(one.measure, other.measure, same_value=same)


def _most(one: Point, others: Iterable[Point]) -> Likeness:
    """How surely a number belongs to the one of these that it is most like."""
    most = Likeness.NO
    for other in others:
        most = max(most, _like(one, other))
        if most is Likeness.SAME:
            break
    return most


def _round(value: Decimal) -> bool:
    return value < 10 or value % 10 == 0


def _once(group: Sequence[Point]) -> list[Point]:
    """A document's number for a day counts once, whichever stands first in it. Of what people joined all stays."""
    kept: dict[tuple[int, date | None], Point] = {}
    for point in group:
        kept.setdefault((point.stated.document, point.on), point)
    return sorted(kept.values(), key=_order)


def _with_targets(series: Series, targets: Sequence[Point], ended: Mapping[str, Sequence[int]]) -> Series:
    """Targets of other documents, and of the same one where they have a day: what a building holds is said as a
    promise and as a fact in one letter, and is no target of the one number. ended: which targets have an ending."""
    near = sorted({at for point in series.points for end in ends_of(point.measure) for at in ended.get(end, ())})
    found: dict[tuple[int, str, date | None], Point] = {}
    told_in = {point.stated.document for point in series.points}
    for target in (targets[at] for at in near):
        like = _most(target, series.points)
        known = target.on is not None or (like is Likeness.SAME and target.stated.document not in told_in)
        if like and known:
            found.setdefault((target.stated.document, target.stated.value, target.on), replace(target, likeness=like))
    return replace(series, targets=tuple(sorted(found.values(), key=_order)))


def tells(series: Series) -> bool:
    """Whether a series is worth a page: two days or documents, a target, or a person's hand."""
    days = {(point.stated.document, point.on) for point in series.points}
    return len(days) > 1 or bool(series.targets) or series.touched
