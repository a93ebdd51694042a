"""What the machine found and nobody has looked through yet: the batches in which people confirm it."""

from dataclasses import dataclass
from typing import Any

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.commitments import CommitmentRow, commitments_by_id
from cases.queries.listing import Rows
from cases.tables import Commitment
from cases.vocabulary import DISMISSED, CommitmentState

AROUND = 60  # characters of the document on either side


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. before and after: what stands around it in the document; version: what a decision is made upon."""

    row: CommitmentRow
    version: int
    before: str
    after: str


async def findings(
    *, actor: Actor, dismissed: bool = False, department: int | None = None, page: int = 1, per_page: int = 50
) -> Rows[Finding]:
    """One batch, in the order of the documents; dismissed: of those that are no promises. A unit is given its own."""
    c: Any = Commitment
    where = visible_to(actor, Commitment)
    if dismissed:
        where = where & c.state.is_in([state.value for state in DISMISSED])
    else:
        where = where & c.current.eq(True) & (c.state == CommitmentState.IDENTIFIED.value)
    unit = actor.unit or department
    if unit is not None:
        where = where & (c.department == unit)
    total = await Commitment.count().where(where)
    columns = (c.id, c.version, c.start, c.end, c.document.text.as_alias("text"))
    found = (
        await c.select(*columns).where(where).order_by(c.document, c.start, c.id)
        .limit(per_page).offset((page - 1) * per_page)
    )  # fmt: skip
    known = await commitments_by_id([one["id"] for one in found], actor=actor, dismissed=dismissed)
    rows = tuple(_finding(one, known[one["id"]], actor) for one in found if one["id"] in known)
    return Rows(rows, total, page, per_page)


def _finding(one: dict[str, Any], row: CommitmentRow, actor: Actor) -> Finding:
    text, start, end = one["text"], one["start"], one["end"]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Finding(row, one["version"], before.rpartition("\n")[2], after.partition("\n")[0])
