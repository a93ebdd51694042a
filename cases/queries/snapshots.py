"""Frozen statistics: which there are, and one of them as it was, beside what would be counted today."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.queries.statistics import StatisticsPage, statistics_page
from cases.statistics.needs import Scope
from cases.statistics.reports import LAYOUTS, Heading, Share, columns_of, share_of
from cases.tables import Snapshot
from cases.vocabulary import Track
from cases.vocabulary.statistics import Measure, Report


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One in the list."""

    id: int
    title: str
    report: Report
    taken_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """One row as it was, and as it would be now; now is None where the row is gone."""

    key: str
    name: str
    numbers: dict[Measure, int]
    shares: tuple[Share, ...]
    now: dict[Measure, int] | None


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    """One frozen table. digest: of what it holds, as it stands in the journal too."""

    row: SnapshotRow
    scope: Scope
    on: date
    rules: str
    digest: str
    headings: tuple[Heading, ...]
    columns: tuple[Measure, ...]
    lines: tuple[FrozenLine, ...]
    total: FrozenLine


async def snapshot_list(*, actor: Actor) -> tuple[SnapshotRow, ...]:
    """Those that the reader may see, the newest first."""
    rows = await _select().where(visible_to(actor, Snapshot)).order_by(Snapshot.id, ascending=False)
    return tuple(_row(row) for row in rows)


async def snapshot_page(snapshot_id: int, *, actor: Actor) -> SnapshotPage:
    """One frozen table, with what the reader would count today beside it. Raises NotFound."""
    row = await _select().where(visible_to(actor, Snapshot) & (Snapshot.id == snapshot_id)).first()
    if row is None:
        raise NotFound(kind="统计快照", key=str(snapshot_id))
    asked, data = json.loads(row["scope"]), json.loads(row["data"])
    report, scope = Report(asked["report"]), _scope(asked)
    today = await statistics_page(report, scope, actor=actor)
    return SnapshotPage(
        row=_row(row),
        scope=scope,
        on=date.fromisoformat(data["on"]),
        rules=row["rules"],
        digest=row["digest"],
        headings=LAYOUTS[report].headings,
        columns=columns_of(report),
        lines=tuple(_line(line, report, today) for line in data["lines"]),
        total=_line(data["total"], report, today),
    )


def _select() -> Any:
    s: Any = Snapshot
    return s.select(
        s.id, s.title, s.scope, s.data, s.rules, s.digest, s.created_at, s.taken_by.name.as_alias("taken_by")
    )


def _row(row: dict[str, Any]) -> SnapshotRow:
    report = Report(json.loads(row["scope"])["report"])
    return SnapshotRow(row["id"], row["title"], report, row["taken_by"] or "", row["created_at"])


def _scope(asked: dict[str, Any]) -> Scope:
    track = Track(asked["track"]) if asked["track"] else None
    return Scope(years=tuple(asked["years"]), track=track, place=asked["place"], unit=asked["unit"])


def _line(kept: dict[str, Any], report: Report, today: StatisticsPage) -> FrozenLine:
    numbers = {Measure(code): number for code, number in kept["numbers"].items()}
    now = {line.key: line.numbers for line in (*today.lines, today.total)}.get(kept["key"])
    shares = tuple(share_of(rate, numbers) for rate in LAYOUTS[report].rates)
    return FrozenLine(kept["key"], kept["name"], numbers, shares, dict(now) if now is not None else None)
