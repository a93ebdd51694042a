"""Figures over time as open data: the rows of one place, and one series with its points and targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cases.actor import PUBLIC
from cases.queries.listing import Cut, Stretch, cut_from
from cases.queries.series import PointRow, SeriesPage, SeriesRow, TargetRow, series_list, series_page
from cases.vocabulary.series import Doubt
from server.forms import LARGEST_ID, text_of, whole_of

EVERY = 10_000


@dataclass(frozen=True, slots=True)
class OpenSeries:
    """One series. points and targets only where it alone was asked for."""

    id: int
    name: str
    unit: str
    point_count: int
    first_on: date | None
    first_value: Decimal
    last_on: date | None
    last_value: Decimal
    doubts: tuple[Doubt, ...]
    points: tuple[dict[str, Any], ...] = ()
    targets: tuple[dict[str, Any], ...] = ()


def series_filter(asked: Mapping[str, str]) -> tuple[int | None, str]:
    """Place and words of an address."""
    return whole_of(asked.get("place"), least=1, most=LARGEST_ID), text_of(asked.get("text"))


async def series_cut(wanted: tuple[int | None, str], cut: Cut) -> Stretch[OpenSeries]:
    """The series that fit, in the order of their keys."""
    found = await series_list(actor=PUBLIC, place=wanted[0], text=wanted[1], per_page=EVERY)
    among = cut_from(found.rows.rows, lambda row: row.key, cut)
    return among.of(_listed(row) for row in among.rows)


async def series_one(figure: int) -> OpenSeries:
    """The series that a figure belongs to. Raises NotFound."""
    page: SeriesPage = await series_page(figure, actor=PUBLIC)
    points = page.series.points
    return OpenSeries(
        page.series.key, page.name, page.series.unit, len(points), points[0].on, points[0].value, points[-1].on,
        points[-1].value, page.doubts, tuple(map(_point, page.points)), tuple(map(_target, page.targets)),
    )  # fmt: skip


def _listed(row: SeriesRow) -> OpenSeries:
    return OpenSeries(
        row.key, row.name, row.unit, row.points, row.first.on, row.first.value, row.last.on, row.last.value, row.doubts
    )


def _point(row: PointRow) -> dict[str, Any]:
    return {
        "on": row.point.on.isoformat() if row.point.on else None,
        "value": str(row.point.value),
        "figures": [str(figure.id) for figure in row.figures],
    }


def _target(row: TargetRow) -> dict[str, Any]:
    target = row.standing.target
    return {
        "on": target.on.isoformat() if target.on else None,
        "value": str(target.value),
        "reached": row.standing.reached,
        "commitment_id": str(row.promise.id),
    }
