"""Figures over time as pages show them: joined anew from the figures that this reader may see."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.query.functions import Count

from cases.actor import Actor
from cases.clock import today
from cases.errors import NotFound
from cases.kept_answers import kept
from cases.permissions import reads_personal_words, visible_to
from cases.queries.commitments import CommitmentRow, commitments_by_id
from cases.queries.counting import Choice
from cases.queries.figures import FigureRow, figures_by_id, quote_shown
from cases.queries.listing import Rows
from cases.queries.masking import masked
from cases.queries.series_decisions import SeriesAct, acts_on, decisions_of
from cases.series.doubting import Conflict, Standing, conflicts_of, doubts_of, drawn, standings_of
from cases.series.joining import every_series, tells
from cases.series.neighbours import Difference, neighbours
from cases.series.points import Point, Series, Stated
from cases.tables import CommitmentMetric, Figure, SeriesDecision
from cases.vocabulary import Comparator
from cases.vocabulary.series import Doubt

# Of a place with more figures the newest are joined; the page says so.
MOST_FIGURES = 6000
_WEIGHT = 70  # their sentences, among answers that are kept


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series in a list. first and last: its ends; target: the nearest one; doubts: what must be said beside it."""

    key: int
    name: str
    unit: str
    points: int
    first: Point
    last: Point
    target: Standing | None
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class SeriesList:
    """The series of one place. places: those with figures, by name; cut: not all figures were looked at."""

    rows: Rows[SeriesRow]
    place: int | None
    places: tuple[Choice, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class PointRow:
    """A number of a series and the sentences where it stands: several where it is a sum. against: an earlier number
    that it contradicts."""

    point: Point
    figures: tuple[FigureRow, ...]
    against: Conflict | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target, how far it is off, and the promise that sets it."""

    standing: Standing
    promise: CommitmentRow


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another series that a person might join with this one. figure: one of its figures."""

    figure: int
    row: SeriesRow
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """One series opened. own: a figure of it by which an act names it; acts: what people did to it and to what was
    with it; candidates: what may be joined with it."""

    series: Series
    name: str
    place: str | None
    points: tuple[PointRow, ...]
    targets: tuple[TargetRow, ...]
    doubts: tuple[Doubt, ...]
    drawn: bool
    own: int
    acts: tuple[SeriesAct, ...]
    candidates: tuple[Candidate, ...]


async def series_list(
    *, actor: Actor, place: int | None = None, text: str = "", page: int = 1, per_page: int = 20
) -> SeriesList:
    """The series of a place, those with most numbers first; without one, of the place with most figures."""
    places = await _places(actor)
    known = {choice.id for choice in places}
    chosen = place if place in known else (places[0].id if places else None)
    if chosen is None:
        return SeriesList(Rows((), 0, page, per_page), None, (), False)
    found, cut = await _series_of(chosen, actor)
    named = [one for one in found if tells(one) and text in one.measure.named]
    named.sort(key=lambda one: (-len(one.points), -len(one.targets), one.key))
    part = named[(page - 1) * per_page : page * per_page]
    rows = Rows(tuple(_row(one, today()) for one in part), len(named), page, per_page)
    return SeriesList(rows, chosen, tuple(sorted(places, key=lambda one: one.name)), cut)


async def series_page(figure: int, *, actor: Actor, words: str = "") -> SeriesPage:
    """The series that a figure belongs to. words: in the names of the candidates for joining.

    NotFound where the reader may not see the figure, or it stands alone.
    """
    f: Any = Figure
    seen = visible_to(actor, Figure) & (Figure.current == True) & (Figure.id == figure)  # noqa: E712
    row = await f.select(f.document.place.as_alias("place"), f.document.place.name.as_alias("name")).where(seen).first()
    if row is None or row["place"] is None:
        raise NotFound("数据", str(figure))
    found, _ = await _series_of(row["place"], actor)
    telling = [one for one in found if tells(one)]
    series = next((one for one in telling if one.key == figure), None) or next(
        (one for one in telling if figure in {s.id for p in one.points for s in (p.stated, *p.parts)}), None
    )
    if series is None:
        raise NotFound("数据序列", str(figure))
    return await _page(series, row["name"], _candidates(series, found, words), actor)


def _candidates(series: Series, found: tuple[Series, ...], words: str) -> tuple[Candidate, ...]:
    near = neighbours(series, found, words)
    return tuple(Candidate(_own(one.series), _row(one.series, today()), one.differences) for one in near)


def _own(series: Series) -> int:
    """A figure that stands in this series and in no other: a sum's first part stands in its own."""
    return next((p.stated.id for p in series.points if not p.parts), series.key)


async def _page(series: Series, place: str, candidates: tuple[Candidate, ...], actor: Actor) -> SeriesPage:
    stated = {p: tuple(s.id for s in p.parts) or (p.stated.id,) for p in series.points}
    figures = await figures_by_id([number for ids in stated.values() for number in ids], actor=actor)
    owners = await _owners([target.stated.id for target in series.targets])
    promises = await commitments_by_id(list(owners.values()), actor=actor)
    against = {conflict.point: conflict for conflict in conflicts_of(series)}
    return SeriesPage(
        series=series,
        name=series.measure.named,
        place=place,
        points=tuple(PointRow(p, tuple(figures[i] for i in ids), against.get(p)) for p, ids in stated.items()),
        targets=tuple(TargetRow(s, promises[owners[s.target.stated.id]]) for s in standings_of(series, today())),
        doubts=doubts_of(series),
        drawn=drawn(series),
        own=_own(series),
        acts=await acts_on(series.kin, actor=actor),
        candidates=candidates,
    )


def _row(series: Series, on: date) -> SeriesRow:
    standings = standings_of(series, on)
    ahead = sorted(standings, key=lambda one: (one.reached, one.target.on or date.max))
    return SeriesRow(
        key=series.key,
        name=series.measure.named,
        unit=series.unit,
        points=len(series.points),
        first=series.points[0],
        last=series.points[-1],
        target=ahead[0] if ahead else None,
        doubts=doubts_of(series),
    )


async def _places(actor: Actor) -> list[Choice]:
    """Places with figures, the one with most first."""
    f: Any = Figure
    place, name = f.document.place.as_alias("place"), f.document.place.short_name.as_alias("name")
    where = visible_to(actor, Figure) & (Figure.current == True) & f.document.place.is_not_null()  # noqa: E712
    rows = await f.select(place, name, Count()).where(where).group_by(f.document.place, f.document.place.short_name)
    counted = Counter({Choice(row["place"], row["name"]): row["count"] for row in rows})
    return [choice for choice, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0].name))]


async def _series_of(place: int, actor: Actor) -> tuple[tuple[Series, ...], bool]:
    """Every series of a place, also of one number alone, and whether older figures were left out. Joined anew after a
    change of what they are made of, beside the loop of requests."""
    seen = tuple(visible_to(actor, table).querystring.template for table in (Figure, CommitmentMetric, SeriesDecision))
    on = ("series", place, reads_personal_words(actor), seen)
    return await kept(on, lambda: _joined(place, actor), weight=_WEIGHT)


async def _joined(place: int, actor: Actor) -> tuple[tuple[Series, ...], bool]:
    figures, targets = await _reported(place, actor), await _promised(place, actor)
    decisions = await decisions_of(place, actor=actor)
    return await asyncio.to_thread(every_series, [*figures, *targets], decisions), len(figures) == MOST_FIGURES


async def _reported(place: int, actor: Actor) -> list[Stated]:
    f: Any = Figure
    rows = (
        await f.select(
            f.id, f.start, f.quote, f.printed, f.value, f.value_high, f.unit, f.comparator, f.as_of, f.as_of_raw,
            f.document.as_alias("document_id"), f.document.signed_on.as_alias("signed_on"),
            f.document.published_on.as_alias("published_on"), f.document.personal.as_alias("personal"),
        )
        .where(visible_to(actor, Figure) & (Figure.current == True) & (f.document.place == place))  # noqa: E712
        .order_by(f.document, ascending=False).order_by(f.start).limit(MOST_FIGURES)
    )  # fmt: skip
    return await asyncio.to_thread(_figures_of, rows, place, actor)


def _figures_of(rows: list[dict[str, Any]], place: int, actor: Actor) -> list[Stated]:
    for row in rows:
        row["quote"] = quote_shown(row, actor)
    return [_stated(row, place, as_of=row["as_of"], as_of_raw=row["as_of_raw"], high=row["value_high"]) for row in rows]


async def _promised(place: int, actor: Actor) -> list[Stated]:
    m: Any = CommitmentMetric
    of = m.commitment
    seen = visible_to(actor, CommitmentMetric) & (of.current == True) & (of.document.place == place)  # noqa: E712
    rows = (
        await m.select(
            m.id, m.start, m.printed, m.value, m.unit, m.comparator, of.quote.as_alias("quote"),
            of.start.as_alias("begins"), of.due_on.as_alias("due_on"), of.document.as_alias("document_id"),
            of.document.signed_on.as_alias("signed_on"), of.document.published_on.as_alias("published_on"),
            of.document.personal.as_alias("personal"),
        )
        .where(seen).order_by(m.id, ascending=False).limit(MOST_FIGURES)
    )  # fmt: skip
    return await asyncio.to_thread(_targets_of, rows, place, actor)


def _targets_of(rows: list[dict[str, Any]], place: int, actor: Actor) -> list[Stated]:
    for row in rows:
        row["quote"] = masked(row["quote"], row["personal"], actor=actor, offset=row["begins"])
    return [_stated(row, place, due_on=row["due_on"], target=True) for row in rows]


def _stated(
    row: dict[str, Any],
    place: int,
    *,
    as_of: date | None = None,
    as_of_raw: str | None = None,
    high: str | None = None,
    due_on: date | None = None,
    target: bool = False,
) -> Stated:
    return Stated(
        id=row["id"],
        document=row["document_id"],
        place=place,
        start=row["start"],
        quote=row["quote"],
        printed=row["printed"],
        value=row["value"],
        unit=row["unit"],
        comparator=Comparator(row["comparator"]),
        value_high=high,
        as_of=as_of,
        as_of_raw=as_of_raw,
        said_on=row["signed_on"] or row["published_on"],
        due_on=due_on,
        target=target,
    )


async def _owners(metrics: list[int]) -> dict[int, int]:
    """The commitment of each promised quantity."""
    if not metrics:
        return {}
    rows = await CommitmentMetric.select(CommitmentMetric.id, CommitmentMetric.commitment).where(
        CommitmentMetric.id.is_in(metrics)
    )
    return {row["id"]: row["commitment"] for row in rows}
