"""Every plenary session of every congress and committee, as open data tells of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.actor import Actor
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.tables import Session
from cases.vocabulary import Track


@dataclass(frozen=True, slots=True)
class PlenaryRow:
    """One session of a body. year: where the reference data knows it."""

    id: int
    body: str
    place: str
    track: Track
    term: int
    number: int
    year: int | None
    opens_on: date | None
    closes_on: date | None


async def plenary_list(*, actor: Actor, year: int | None = None, track: Track | None = None) -> tuple[PlenaryRow, ...]:
    """The sessions, of one year and one kind of body where that is said, in the order of their ids."""
    s: Any = Session
    of = s.term.body
    where = visible_to(actor, Session)
    if year is not None:
        where = where & (s.year == year)
    if track is not None:
        where = where & (of.track == track.value)
    rows = await s.select(
        s.id, s.number, s.year, s.opens_on, s.closes_on, s.term.number.as_alias("term"), of.name.as_alias("body"),
        of.track.as_alias("track"), of.place.short_name.as_alias("place"),
    ).where(where).order_by(s.id)  # fmt: skip
    return tuple(PlenaryRow(**{**row, "track": Track(row["track"])}) for row in rows)


async def plenary_row(session_id: int, *, actor: Actor) -> PlenaryRow:
    """One of them. Raises NotFound."""
    found = next((row for row in await plenary_list(actor=actor) if row.id == session_id), None)
    if found is None:
        raise NotFound(kind="届次", key=str(session_id))
    return found
