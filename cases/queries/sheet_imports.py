"""Imported ledgers: the batches, and what each row of one did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.actor import Actor
from cases.errors import NotFound
from cases.permissions import visible_to
from cases.queries.listing import Rows
from cases.tables import SheetImport, SheetRow
from cases.vocabulary import BatchState, LedgerKind, RowOutcome


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One ledger. mapping: as it was kept."""

    id: int
    ledger: LedgerKind
    name: str
    sha256: str
    sheet: str
    head_row: int
    mapping: dict[str, Any]
    state: BatchState
    counts: dict[RowOutcome, int]
    actor: str
    created_at: datetime
    saved_at: datetime | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One row of a saved ledger. case: of the thing it touched, where that is a case."""

    number: int
    outcome: RowOutcome
    reason: str
    thing: str
    thing_id: int | None
    cells: tuple[str, ...]


async def batch_list(*, actor: Actor, limit: int = 30) -> tuple[BatchRow, ...]:
    """The latest batches."""
    rows = await SheetImport.select().where(visible_to(actor, SheetImport)).order_by(
        SheetImport.id, ascending=False
    ).limit(limit).output(load_json=True)  # fmt: skip
    return tuple(map(_batch, rows))


async def batch_row(batch: int, *, actor: Actor) -> BatchRow:
    """One batch. Raises NotFound."""
    where = visible_to(actor, SheetImport) & (SheetImport.id == batch)
    row = await SheetImport.select().where(where).first().output(load_json=True)
    if row is None:
        raise NotFound(kind="台账批次", key=str(batch))
    return _batch(row)


async def done_rows(
    batch: int, *, actor: Actor, outcome: RowOutcome | None = None, page: int = 1, per_page: int = 50
) -> Rows[DoneRow]:
    """What the rows of a saved batch did, in the order of the sheet."""
    where = visible_to(actor, SheetRow) & (SheetRow.batch == batch)
    if outcome is not None:
        where = where & (SheetRow.outcome == outcome.value)
    query = SheetRow.select().where(where).order_by(SheetRow.number).limit(per_page).offset((page - 1) * per_page)
    rows = await query.output(load_json=True)
    found = tuple(
        DoneRow(r["number"], RowOutcome(r["outcome"]), r["reason"], r["thing"], r["thing_id"], tuple(r["cells"]))
        for r in rows
    )
    return Rows(found, await SheetRow.count().where(where), page, per_page)


def _batch(row: dict[str, Any]) -> BatchRow:
    counted = ((RowOutcome.NEW, "added"), (RowOutcome.UPDATED, "updated"), (RowOutcome.SKIPPED, "skipped"),
               (RowOutcome.FAILED, "failed"))  # fmt: skip
    return BatchRow(
        id=row["id"],
        ledger=LedgerKind(row["ledger"]),
        name=row["name"],
        sha256=row["sha256"],
        sheet=row["sheet"],
        head_row=row["head_row"],
        mapping=row["mapping"],
        state=BatchState(row["state"]),
        counts={outcome: row[name] for outcome, name in counted},
        actor=row["actor"],
        created_at=row["created_at"],
        saved_at=row["saved_at"],
        undone_at=row["undone_at"],
    )
