"""What people decided of series: as it counts for the joining, and as an account of who did what and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.figures import FigureRow, figures_by_id
from cases.queries.listing import Rows
from cases.series.deciding import Decision
from cases.tables import SeriesDecision
from cases.vocabulary import Likeness, Verb

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SeriesAct:
    """One act on series. figures: those it was about, without such as the reader may not see or that are gone; id: of
    its first decision, by which it is undone."""

    id: int
    verb: Verb
    figures: tuple[FigureRow, ...]
    told: str
    who: str
    at: datetime
    undone_by: str | None
    undone_at: datetime | None


async def decisions_of(place: int, *, actor: Actor) -> tuple[Decision, ...]:
    """Those that stand, of the figures of a place, in their order."""
    d: Any = SeriesDecision
    where = visible_to(actor, d) & (d.one.place == place) & d.undone_at.is_null()
    rows = await d.select(d.id, d.one.as_alias("one"), d.other.as_alias("other"), d.likeness).where(where)
    return tuple(
        Decision(row["id"], row["one"], row["other"], row["likeness"] == Likeness.SAME)
        for row in sorted(rows, key=lambda row: row["id"])
    )


async def acts_on(figures: Collection[int], *, actor: Actor) -> tuple[SeriesAct, ...]:
    """Every act that was about one of the figures, the newest first."""
    d: Any = SeriesDecision
    known, seen = sorted(figures) or [0], visible_to(actor, d)
    touched = await _select().where(seen & (d.one.is_in(known) | d.other.is_in(known)))
    wanted = {_act(row) for row in touched}
    rows = await _select().where(seen & d.created_at.is_in([at for at, _ in wanted])) if wanted else []
    return await _acts([row for row in rows if _act(row) in wanted], actor)


async def series_acts(*, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[SeriesAct]:
    """All acts, the newest first."""
    rows = await _select().where(visible_to(actor, SeriesDecision))
    starts = [next(group)["id"] for _, group in groupby(sorted(rows, key=_order), key=_act)]
    shown = set(sorted(starts, reverse=True)[(page - 1) * per_page : page * per_page])
    wanted = {_act(row) for row in rows if row["id"] in shown}
    return Rows(await _acts([row for row in rows if _act(row) in wanted], actor), len(starts), page, per_page)


def _select() -> Any:
    d: Any = SeriesDecision
    return d.select(
        d.id, d.one.as_alias("one"), d.other.as_alias("other"), d.likeness, d.told, d.created_at, d.undone_at,
        d.decided_by.as_alias("person"), d.decided_by.name.as_alias("who"), d.undone_by.name.as_alias("undone_by"),
    )  # fmt: skip


def _act(row: Row) -> tuple[datetime, int]:
    """Rows of one instant and person are one act."""
    return row["created_at"], row["person"] or 0


def _order(row: Row) -> tuple[datetime, int, int]:
    return *_act(row), row["id"]


async def _acts(rows: list[Row], actor: Actor) -> tuple[SeriesAct, ...]:
    known = await figures_by_id([row[end] for row in rows for end in ("one", "other")], actor=actor)
    made = [_made(list(group), known) for _, group in groupby(sorted(rows, key=_order), key=_act)]
    return tuple(sorted(made, key=lambda act: -act.id))


def _made(rows: list[Row], known: dict[int, FigureRow]) -> SeriesAct:
    first = rows[0]
    verb = Verb.JOIN_SERIES if first["likeness"] == Likeness.SAME else Verb.PART_SERIES
    if all(row["one"] == row["other"] for row in rows):
        verb = Verb.DROP_POINT
    about = [row["one"] for row in rows] + ([first["other"]] if verb is Verb.JOIN_SERIES else [])
    return SeriesAct(
        id=first["id"],
        verb=verb,
        figures=tuple(known[figure] for figure in dict.fromkeys(about) if figure in known),
        told=first["told"] or "",
        who=first["who"] or "",
        at=first["created_at"],
        undone_by=first["undone_by"],
        undone_at=first["undone_at"],
    )
