"""The life of an imported ledger: uploaded, its columns explained, saved in one go, undone while nobody used it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from piccolo.table import Table

from cases import journal
from cases.actor import Actor
from cases.clock import now
from cases.database import Refused, savepoint, write_tx
from cases.errors import Forbidden, HeadingsUnclear, LedgerDone, LedgerUsed, NotFound, RowsWrong
from cases.importing.ledger_fields import NEEDED, field_of
from cases.importing.ledger_plans import Planned, counts_of, plan_of
from cases.importing.ledger_saving import restored, write_rows
from cases.importing.ledger_tables import Ledger, Mapped, known_by, mapped_from
from cases.permissions import may, visible_to
from cases.stale_marks import mark_stale
from cases.tables import (
    Assignment,
    Case,
    CaseSubmitter,
    Commitment,
    CommitmentActor,
    Document,
    KnownHeading,
    Reply,
    SheetImport,
    SheetRow,
)
from cases.tables.columns import Changes
from cases.vocabulary import BatchState, LedgerKind, RowOutcome, Verb

_TABLES: Mapping[str, type[Table]] = {"case": Case, "reply": Reply, "commitment": Commitment}
# What a ledger enters inside its new things, the innermost first.
_INSIDE: Mapping[str, tuple[Any, ...]] = {
    "case": (Reply.case, Assignment.case, CaseSubmitter.case),
    "commitment": (CommitmentActor.commitment,),
}
_MOST_NAMED = 20
_AT_ONCE = 5_000


async def begin_ledger(
    ledger: LedgerKind, name: str, sha256: str, *, sheet: str, head_row: int, mapped: Mapped, actor: Actor
) -> int:
    """Enter an uploaded ledger, with what its columns are taken for. Raises Forbidden."""
    _allowed(actor, Verb.IMPORT)
    async with write_tx():
        batch = SheetImport(
            ledger=ledger.value,
            name=name,
            sha256=sha256,
            sheet=sheet,
            head_row=head_row,
            mapping=mapped.as_json(),
            uploaded_by=actor.person,
            actor=actor.spoken,
        )
        await SheetImport.insert(batch)
        await journal.record(actor, Verb.IMPORT, "sheet_import", batch.id, new=name)
    return int(batch.id)


async def explain_columns(batch: int, table: Ledger, mapped: Mapped, *, actor: Actor) -> None:
    """Say which column is which field, and remember it for every ledger with these headings.

    Raises NotFound, LedgerDone, HeadingsUnclear.
    """
    _allowed(actor, Verb.IMPORT)
    async with write_tx():
        row = await _batch(batch, actor, BatchState.UPLOADED)
        ledger = LedgerKind(row["ledger"])
        changes: Changes = {"sheet": table.sheet, "head_row": table.head_row, "mapping": mapped.as_json()}
        await SheetImport.update(changes).where(SheetImport.id == batch)
        known = (KnownHeading.ledger == ledger.value) & (KnownHeading.headings == known_by(table.headings))
        mapping = Mapped(mapped.columns, {}).as_json()
        if await KnownHeading.exists().where(known):
            await KnownHeading.update({KnownHeading.mapping: mapping}).where(known)
        else:
            heading = KnownHeading(ledger=ledger.value, headings=known_by(table.headings), mapping=mapping)
            await KnownHeading.insert(heading)
        await journal.record(actor, Verb.IMPORT, "sheet_import", batch, new="列对应")
    if missing := mapped.missing(NEEDED[ledger]):
        raise HeadingsUnclear(fields="、".join(_label(ledger, key) for key in missing))


async def remembered(ledger: LedgerKind, headings: Sequence[str]) -> Mapped | None:
    """What people last said of these headings."""
    known = (KnownHeading.ledger == ledger.value) & (KnownHeading.headings == known_by(headings))
    row = await KnownHeading.select(KnownHeading.mapping).where(known).first().output(load_json=True)
    return mapped_from(row["mapping"], ledger) if row else None


async def save_ledger(batch: int, table: Ledger, mapped: Mapped, *, whole: bool, actor: Actor) -> tuple[Planned, ...]:
    """Write the rows of a ledger, all in one transaction. whole: only if no row is wrong.

    Raises NotFound, LedgerDone, HeadingsUnclear, RowsWrong.
    """
    _allowed(actor, Verb.IMPORT)
    async with write_tx():
        row = await _batch(batch, actor, BatchState.UPLOADED)
        ledger = LedgerKind(row["ledger"])
        if missing := mapped.missing(NEEDED[ledger]):
            raise HeadingsUnclear(fields="、".join(_label(ledger, key) for key in missing))
        # Planned anew inside the transaction: what the trial showed may have changed since.
        planned = await plan_of(ledger, table, mapped, actor=actor)
        counts = counts_of(planned)
        if whole and counts[RowOutcome.FAILED]:
            raise RowsWrong(count=counts[RowOutcome.FAILED])
        document = await write_rows(batch, ledger, planned, name=row["name"], actor=actor)
        changes: Changes = {
            "state": BatchState.SAVED.value,
            "document": document,
            "added": counts[RowOutcome.NEW],
            "updated": counts[RowOutcome.UPDATED],
            "skipped": counts[RowOutcome.SKIPPED],
            "failed": counts[RowOutcome.FAILED],
            "saved_at": now(),
        }
        await SheetImport.update(changes).where(SheetImport.id == batch)
    return planned


async def undo_ledger(batch: int, *, actor: Actor) -> None:
    """Take a saved ledger back as if it had never been: new rows go, changed ones get what stood there.

    Nothing is undone where somebody changed or used any of its rows since. Raises NotFound, LedgerDone, LedgerUsed.
    """
    _allowed(actor, Verb.UNDO_IMPORT)
    async with write_tx() as transaction:
        row = await _batch(batch, actor, BatchState.SAVED)
        rows = await SheetRow.select().where((SheetRow.batch == batch) & (SheetRow.thing != "")).output(load_json=True)
        used = await _changed_since(rows, row["saved_at"])
        for some in _in_lots(rows) if not used else ():
            used |= await _undo(some, transaction)
        if used:
            raise LedgerUsed(rows=_numbered(used))
        if row["document"] is not None:
            await SheetImport.update({SheetImport.document: None}).where(SheetImport.id == batch)
            await _remove_document(row["document"])
        undone: Changes = {"state": BatchState.UNDONE.value, "undone_at": now()}
        await SheetImport.update(undone).where(SheetImport.id == batch)
        await journal.record(actor, Verb.UNDO_IMPORT, "sheet_import", batch, old=f"{len(rows)} 行")
        cases = {one["thing_id"] for one in rows if one["thing"] == "case"}
        documents = [("document", row["document"])] if row["document"] else []
        await mark_stale(*(("case", case) for case in sorted(cases)), *documents)


async def _changed_since(rows: Sequence[Mapping[str, Any]], saved_at: Any) -> set[int]:
    """The lines whose things, or what stands inside them, were changed or added to after the batch was saved."""
    found: set[int] = set()
    for thing in {row["thing"] for row in rows}:
        table: Any = _TABLES[thing]
        of = {row["thing_id"]: row["number"] for row in rows if row["thing"] == thing}
        ids = list(of)
        for some in _in_lots(ids):
            steady = (table.updated_at <= saved_at) & table.id.is_in(some)
            still = set(await table.select(table.id).where(steady).output(as_list=True))
            found |= {of[one] for one in some if one not in still}
            for inner in _INSIDE[thing]:
                when = getattr(inner._meta.table, "updated_at", None) or getattr(inner._meta.table, "created_at", None)
                if when is not None:
                    later = await inner._meta.table.select(inner).where(inner.is_in(some) & (when > saved_at))
                    found |= {of[next(iter(row.values()))] for row in later}
    return found


async def _undo(rows: Sequence[Mapping[str, Any]], transaction: Any) -> set[int]:
    """Undo rows; the lines of those that something which came later refers to."""
    try:
        async with savepoint(transaction):
            await _take_back(rows)
    except Refused:
        if len(rows) == 1:
            return {rows[0]["number"]}
        half = len(rows) // 2
        return await _undo(rows[:half], transaction) | await _undo(rows[half:], transaction)
    return set()


async def _take_back(rows: Sequence[Mapping[str, Any]]) -> None:
    """Delete what is new with what stands inside it, and give what was changed its old values."""
    for thing in {row["thing"] for row in rows}:
        ids = [row["thing_id"] for row in rows if row["thing"] == thing and row["outcome"] == RowOutcome.NEW.value]
        table: Any = _TABLES[thing]
        for column in _INSIDE[thing] if ids else ():
            await column._meta.table.delete().where(column.is_in(ids))
        if ids:
            await table.delete().where(table.id.is_in(ids))
    for row in rows:
        for thing, kept in row["old"].items():
            if kept:
                changed: Any = _TABLES[thing]
                await changed.update(restored(changed, kept)).where(changed.id == kept["id"])


def _in_lots(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))


async def _remove_document(document: int) -> None:
    await Document.delete().where(Document.id == document)


async def _batch(batch: int, actor: Actor, state: BatchState) -> dict[str, Any]:
    """A batch in just this state. Raises NotFound, LedgerDone."""
    row = await SheetImport.select().where(visible_to(actor, SheetImport) & (SheetImport.id == batch)).first()
    if row is None:
        raise NotFound(kind="台账批次", key=str(batch))
    if row["state"] != state.value:
        raise LedgerDone(state=BatchState(row["state"]).label)
    return dict(row)


def _allowed(actor: Actor, verb: Verb) -> None:
    if not may(actor, verb):
        raise Forbidden(act=verb.label)


def _label(ledger: LedgerKind, key: str) -> str:
    found = field_of(ledger, key)
    return found.label if found else key


def _numbered(numbers: set[int]) -> str:
    named = sorted(numbers)
    more = f" 等 {len(named)} 行" if len(named) > _MOST_NAMED else ""
    return "第 " + "、".join(map(str, named[:_MOST_NAMED])) + " 行" + more
