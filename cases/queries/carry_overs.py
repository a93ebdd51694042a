"""Commitments at the turn of a year: which would go into the next one's ledger, and which went there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.permissions import Look, visible_to
from cases.queries.commitments import CommitmentFilter, CommitmentRow, commitments_by_id, listed_of, with_progress
from cases.tables import CarryOver, Commitment
from cases.vocabulary import AWAITED, Audience


@dataclass(frozen=True, slots=True)
class Carriable:
    """An open commitment of a year's ledger. times: how often it was carried before; original: the first day ever."""

    row: CommitmentRow
    times: int
    original: date | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A commitment in the ledger of a year into which it was carried. last: it was not carried on, so that it may be
    taken back out."""

    id: int
    row: CommitmentRow
    from_year: int
    year: int
    reason: str
    taken_by: str | None
    times: int
    last: bool


async def carriable(from_year: int, *, actor: Actor) -> tuple[Carriable, ...]:
    """The open commitments of a year's ledger that are not in the next one's yet, by day.

    In the ledger of a year stand those promised in it and those that were carried over into it.
    """
    where = Commitment.id.is_in(await open_ids(from_year, actor) or [0])
    columns = (Commitment.id, Commitment.original_due_on)
    rows = await Commitment.select(*columns).where(where)
    known = await _standing([row["id"] for row in rows], actor)
    times = await _times([row["id"] for row in rows])
    found = [Carriable(known[r["id"]], times.get(r["id"], 0), r["original_due_on"]) for r in rows if r["id"] in known]
    return tuple(sorted(found, key=lambda one: (one.row.due_on or date.max, one.row.id)))


async def open_ids(from_year: int, actor: Actor) -> list[int]:
    """The ids of what could be carried over from a year: open, in its ledger, and not carried on from it already.

    Only of cases in which the reader has a part: the ledger of another body is not his to move.
    """
    o: Any = CarryOver
    into: Combinable = Commitment.id.is_in(o.select(o.commitment).where((o.year == from_year) & o.undone_at.is_null()))
    gone = o.select(o.commitment).where((o.year > from_year) & o.undone_at.is_null())
    own = (await listed_of(CommitmentFilter(year=from_year), actor)).where
    open_ = Commitment.state.is_in([state.value for state in AWAITED]) & Commitment.current.eq(True)
    tied = visible_to(actor, Commitment, Audience.UNITS)
    where = tied & open_ & (own | into) & Commitment.id.not_in(gone)
    return list(await Commitment.select(Commitment.id).where(where).output(as_list=True))


async def carried_into(year: int, *, actor: Actor) -> tuple[Carried, ...]:
    """What stands in a year's ledger because it was carried over."""
    o: Any = CarryOver
    where = visible_to(actor, CarryOver, look=Look.ALONE) & (o.year == year) & o.undone_at.is_null()
    rows = await o.select(o.all_columns(), o.taken_by.name.as_alias("taker")).where(where).order_by(o.id)
    ids = [row["commitment"] for row in rows]
    known, times, latest = await commitments_by_id(ids, actor=actor), await _times(ids), await _latest(ids)
    return tuple(
        Carried(
            row["id"], known[row["commitment"]], row["from_year"], row["year"], row["reason"], row["taker"],
            times[row["commitment"]], latest[row["commitment"]] == row["year"],
        )
        for row in rows
        if row["commitment"] in known
    )  # fmt: skip


async def carried_years(*, actor: Actor) -> tuple[int, ...]:
    """The years into which something was carried, as far as the reader may know, the newest first."""
    o = CarryOver
    where = visible_to(actor, o, look=Look.ALONE) & o.undone_at.is_null()
    rows = await o.select(o.year).where(where).output(as_list=True)
    return tuple(sorted(set(rows), reverse=True))


async def _standing(ids: list[int], actor: Actor) -> dict[int, CommitmentRow]:
    known = await commitments_by_id(ids, actor=actor)
    return {row.id: row for row in await with_progress(list(known.values()), actor=actor)}


async def _times(ids: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    where = CarryOver.commitment.is_in(ids or [0]) & CarryOver.undone_at.is_null()
    for one in await CarryOver.select(CarryOver.commitment).where(where).output(as_list=True):
        found[one] = found.get(one, 0) + 1
    return found


async def _latest(ids: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    where = CarryOver.commitment.is_in(ids or [0]) & CarryOver.undone_at.is_null()
    for row in await CarryOver.select(CarryOver.commitment, CarryOver.year).where(where):
        found[row["commitment"]] = max(found.get(row["commitment"], 0), row["year"])
    return found
