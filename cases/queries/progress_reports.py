"""What a unit has to report on: its open commitments that are late, near, or not heard of for a quarter."""

from dataclasses import dataclass
from datetime import date, timedelta

from cases.actor import Actor
from cases.clock import today
from cases.moves import PURSUED
from cases.permissions import visible_to
from cases.queries.commitment_progress import Progress
from cases.queries.commitments import CommitmentRow, commitments_by_id, with_progress
from cases.tables import Commitment
from cases.vocabulary import Lamp

QUARTER = timedelta(days=90)


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


async def due_reports(*, actor: Actor) -> tuple[DueReport, ...]:
    """The open commitments that bind the reader's own unit and ask for a word now, the most urgent first."""
    if actor.unit is None:
        return ()
    where = (
        visible_to(actor, Commitment)
        & Commitment.current.eq(True)
        & (Commitment.department == actor.unit)
        & Commitment.state.is_in(sorted(PURSUED))
    )
    rows = await Commitment.select(Commitment.id, Commitment.version).where(where).order_by(Commitment.id)
    known = await commitments_by_id([row["id"] for row in rows], actor=actor)
    standing = {row.id: row for row in await with_progress(list(known.values()), actor=actor)}
    found = [
        DueReport(one, row["version"], one.progress)
        for row in rows
        if (one := standing.get(row["id"])) is not None and one.progress is not None
    ]
    due = [one for one in found if one.stands.lamp in (Lamp.RED, Lamp.YELLOW) or one.silent]
    return tuple(sorted(due, key=lambda one: (one.row.due_on or date.max, one.row.id)))
