"""What a unit has to report on: its open commitments that are late, near, or not heard of for a quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.clock import BEIJING, today
from cases.moves import PURSUED
from cases.permissions import visible_to
from cases.queries.commitment_progress import Progress, warned_until, where_lamp
from cases.queries.commitments import CommitmentRow, commitments_by_id, with_progress
from cases.queries.listing import Order, Rows, known_first, ordered
from cases.tables import Commitment, ProgressReport
from cases.vocabulary import Lamp

QUARTER = timedelta(days=90)
_C: Any = Commitment  # columns of joined tables are known at run time only


@dataclass(frozen=True, slots=True)
class DueReport:
    """A commitment to be reported on. version: what the report is made upon."""

    row: CommitmentRow
    version: int
    stands: Progress

    @property
    def silent(self) -> bool:
        """Whether nothing was reported in the quarter before today."""
        last: date | None = self.stands.reported_on
        return last is None or last < today() - QUARTER


async def due_reports(
    *,
    actor: Actor,
    page: int = 1,
    per_page: int = 20,
    beside: int | None = None,
    among: Sequence[int] | None = None,
) -> Rows[DueReport]:
    """One page of the open commitments that bind the reader's own unit and ask for a word now, the most urgent first.

    beside: the page on which this commitment stands, where it is one of them. among: only these.
    """
    if actor.unit is None:
        return Rows((), 0, 1, per_page)
    where = await _due(actor)
    if among is not None:
        where = where & _C.id.is_in(list(among) or [0])
    if beside is not None:
        page = await _before(beside, where) // per_page + 1
    urgent = [*known_first(Commitment.due_on), Order(Commitment.id)]
    query = ordered(_C.select(_C.id, _C.version).where(where), urgent)
    rows = await query.limit(per_page).offset((page - 1) * per_page)
    known = await commitments_by_id([row["id"] for row in rows], actor=actor)
    standing = {row.id: row for row in await with_progress(list(known.values()), actor=actor)}
    found = (
        DueReport(one, row["version"], one.progress)
        for row in rows
        if (one := standing.get(row["id"])) is not None and one.progress is not None
    )
    return Rows(tuple(found), await _C.count().where(where), page, per_page)


async def _due(actor: Actor) -> Combinable:
    """Late, near, or not heard of for a quarter."""
    warned = await warned_until()
    since = datetime.combine(today() - QUARTER, time.min, BEIJING)
    heard = ProgressReport.select(ProgressReport.commitment).where(
        visible_to(actor, ProgressReport) & (ProgressReport.created_at >= since)
    )
    asked = where_lamp(Lamp.RED, warned, actor) | where_lamp(Lamp.YELLOW, warned, actor) | _C.id.not_in(heard)
    own = _C.current.eq(True) & (_C.department == actor.unit) & _C.state.is_in(sorted(PURSUED))
    return visible_to(actor, Commitment) & own & asked


async def _before(number: int, where: Combinable) -> int:
    """How many stand before one in the order; 0 for one that is not among them."""
    found = await _C.select(_C.due_on).where(where & (_C.id == number)).first()
    if found is None:
        return 0
    day = found["due_on"]
    if day is None:
        return int(await _C.count().where(where & (_C.due_on.is_not_null() | (_C.id < number))))
    return int(await _C.count().where(where & ((_C.due_on < day) | ((_C.due_on == day) & (_C.id < number)))))
