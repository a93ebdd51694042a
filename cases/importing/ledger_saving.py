"""Writing what the rows of an old ledger are to do: one batch, one transaction, each row with what stood there.

A case that a ledger brings has no life in the system: it is answered or filed away, for the office alone, and no clock
runs. A promise that a ledger brings quotes a document of its own, made of the rows.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cases.actor import Actor
from cases.database import insert_rows
from cases.importing.copies import hash_of
from cases.importing.ledger_fields import number_of
from cases.importing.ledger_known import LEDGER, places_named, units_named
from cases.importing.ledger_plans import Planned, as_kept
from cases.journal import Act, record_all
from cases.reading.offices import folded
from cases.stale_marks import mark_stale
from cases.tables import Assignment, Case, CaseSubmitter, Commitment, CommitmentActor, Document, Reply, SheetRow
from cases.vocabulary import (
    AssignmentRole,
    AssignmentState,
    Audience,
    CaseState,
    Category,
    CommitmentLabel,
    CommitmentState,
    DocumentKind,
    LedgerKind,
    ReplyKind,
    ReplyState,
    RowOutcome,
    SubmitterKind,
    Track,
    Verb,
)

Row = dict[str, Any]
_THING = {LedgerKind.PROPOSALS: "case", LedgerKind.COMMITMENTS: "commitment"}
# Where a field of a ledger stands; those of a reply are of the row that a ledger brought.
_CASE_COLUMNS = {"title": "title", "session": "session_text", "category": "category", "replied_on": "replied_on"}
_REPLY_COLUMNS = {"result_class": "result_class", "doc_no": "doc_no", "replied_on": "signed_on"}
_PROMISE_COLUMNS = ("due_on", "deadline_raw", "label", "category")


async def write_rows(
    batch: int, ledger: LedgerKind, planned: Sequence[Planned], *, name: str, actor: Actor
) -> int | None:
    """Write every row that is not wrong, inside ``write_tx``; the document that new promises quote, if any."""
    fresh = [one for one in planned if one.outcome is RowOutcome.NEW]
    changed = [one for one in planned if one.outcome is RowOutcome.UPDATED]
    units, places = await units_named(), await places_named()
    document = None
    if ledger is LedgerKind.PROPOSALS:
        ids = await _new_cases(fresh, units, places)
    else:
        document = await _new_document(batch, name, fresh) if fresh else None
        ids = await _new_promises(fresh, document or 0, units)
    made = dict(zip((one.line.number for one in fresh), ids, strict=True))
    olds = {}
    for one in changed:
        update = _update_case if ledger is LedgerKind.PROPOSALS else _update_promise
        olds[one.line.number] = await update(one, units, places)
    await _keep_rows(batch, ledger, planned, made, olds)
    touched = [(one, made.get(one.line.number, one.thing_id or 0)) for one in (*fresh, *changed)]
    await _tell(batch, ledger, touched, document, actor)
    return document


async def _new_cases(rows: Sequence[Planned], units: Mapping[str, int], places: Mapping[str, int]) -> list[int]:
    ids = await insert_rows(Case, [_case(one.values, places) for one in rows])
    names, parts, replies = [], [], []
    for case, values in zip(ids, (one.values for one in rows), strict=True):
        names += [
            {"case": case, "position": position, "printed_name": name}
            for position, name in enumerate(values.get("submitters", ()))
        ]
        helping = [(name, AssignmentRole.CO) for name in values.get("co_units", ()) if name != values.get("unit")]
        leading = [(values["unit"], AssignmentRole.LEAD)] if "unit" in values else []
        parts += [_part(case, name, role, values, units) for name, role in (*leading, *helping)]
        if _answered(values):
            replies.append(_reply(case, values, units))
    await insert_rows(CaseSubmitter, names)
    await insert_rows(Assignment, parts)
    await insert_rows(Reply, replies)
    return ids


def _case(values: Mapping[str, Any], places: Mapping[str, int]) -> Row:
    state = values.get("state") or (CaseState.REPLIED if _answered(values) else CaseState.ARCHIVED)
    names = values.get("submitters", ())
    return {
        "track": values["track"].value,
        "place": places.get(folded(values.get("place", ""))),
        "session_text": values.get("session"),
        "year": values["year"],
        "number_raw": values["number"],
        "number": number_of(values["number"]),
        "title": values["title"],
        "category": values.get("category"),
        "submitter_kind": SubmitterKind.JOINT.value if len(names) > 1 else None,
        "replied_on": values.get("replied_on"),
        "state": state.value,
        "audience": Audience.OFFICE.value,
    }


def _answered(values: Mapping[str, Any]) -> bool:
    return any(key in values for key in _REPLY_COLUMNS)


def _part(case: int, name: str, role: AssignmentRole, values: Mapping[str, Any], units: Mapping[str, int]) -> Row:
    leads = role is AssignmentRole.LEAD
    done = AssignmentState.REPLY_SENT if leads and _answered(values) else AssignmentState.DONE
    return {
        "case": case,
        "department": units.get(folded(name)),
        "printed_name": name,
        "role": role.value,
        "state": done.value,
    }


def _reply(case: int, values: Mapping[str, Any], units: Mapping[str, int]) -> Row:
    return {
        "case": case,
        "department": units.get(folded(values.get("unit", ""))),
        "printed_name": values.get("unit", ""),
        "kind": ReplyKind.REPLY.value,
        "number": 1,
        "state": ReplyState.SENT.value,
        "result_class": values.get("result_class"),
        "doc_no": values.get("doc_no"),
        "signed_on": values.get("replied_on"),
        "audience": Audience.OFFICE.value,
    }


async def _new_document(batch: int, name: str, rows: Sequence[Planned]) -> int:
    """The text that the new promises quote: their words, one below the other."""
    text = "\n".join(one.values["quote"] for one in rows)
    columns = {
        "sha256": hashlib.sha256(f"ledger {batch}\n{text}".encode()).hexdigest(),
        "body_hash": hash_of(text),
        "name": name,
        "media": LEDGER,
        "encoding": "utf-8",
        "size": len(text.encode()),
        "text": text,
        "kind": DocumentKind.NOT_A_REPLY.value,
        "track": Track.OTHER.value,
        "title": f"台账：{name}",
        "audience": Audience.OFFICE.value,
    }
    (document,) = await insert_rows(Document, [columns])
    return document


async def _new_promises(rows: Sequence[Planned], document: int, units: Mapping[str, int]) -> list[int]:
    start, made = 0, []
    for ordinal, one in enumerate(rows):
        made.append(_promise(one, document, ordinal, start, units))
        start += len(one.values["quote"]) + 1
    ids = await insert_rows(Commitment, made)
    actors = [
        {
            "commitment": number, "ordinal": 0, "phrase": one.values["department"], "role": "lead",
            "department": units.get(folded(one.values["department"])),
        }
        for number, one in zip(ids, rows, strict=True)
        if "department" in one.values
    ]  # fmt: skip
    await insert_rows(CommitmentActor, actors)
    return ids


def _promise(one: Planned, document: int, ordinal: int, start: int, units: Mapping[str, int]) -> Row:
    values = one.values
    return {
        "document": document,
        "case": one.case,
        "department": units.get(folded(values.get("department", ""))),
        "ordinal": ordinal,
        "start": start,
        "end": start + len(values["quote"]),
        "quote": values["quote"],
        "label": values.get("label", CommitmentLabel.SOFT).value,
        "category": values.get("category", Category.SERVICE).value,
        "state": values.get("state", CommitmentState.IDENTIFIED).value,
        "deadline_raw": values.get("deadline_raw"),
        "due_on": values.get("due_on"),
        "original_due_on": values.get("due_on"),
        "audience": Audience.OFFICE.value,
    }


async def _update_case(one: Planned, units: Mapping[str, int], places: Mapping[str, int]) -> Row:
    """Change a case and the reply that a ledger brought; what stood there, by table and column."""
    case: Row = {column: one.changes[key] for key, column in _CASE_COLUMNS.items() if key in one.changes}
    if "place" in one.changes and (place := places.get(folded(one.changes["place"]))) is not None:
        case["place"] = place
    reply: Row = {column: one.changes[key] for key, column in _REPLY_COLUMNS.items() if key in one.changes}
    return {
        "case": await _changed(Case, one.thing_id or 0, case),
        "reply": await _changed(Reply, await _own_reply(one.thing_id or 0), reply),
    }


async def _own_reply(case: int) -> int:
    where = (Reply.case == case) & Reply.document.is_null()
    row = await Reply.select(Reply.id).where(where).order_by(Reply.id, ascending=False).first()
    return int(row["id"]) if row else 0


async def _update_promise(one: Planned, units: Mapping[str, int], places: Mapping[str, int]) -> Row:
    columns: Row = {key: _code(one.changes[key]) for key in _PROMISE_COLUMNS if key in one.changes}
    if "department" in one.changes:
        columns["department"] = units.get(folded(one.changes["department"]))
    return {"commitment": await _changed(Commitment, one.thing_id or 0, columns)}


def _code(value: Any) -> Any:
    """A value as a column takes it: of a closed list its code."""
    return getattr(value, "value", value)


async def _changed(table: Any, row_id: int, columns: Row) -> Row:
    """Set columns of a row, and return what stood there."""
    if not columns or not row_id:
        return {}
    row = (await table.select().where(table.id == row_id))[0]
    await table.update(columns).where(table.id == row_id)
    return {name: as_kept(row[name]) for name in columns} | {"id": row_id}


async def _keep_rows(
    batch: int, ledger: LedgerKind, planned: Sequence[Planned], made: Mapping[int, int], olds: Mapping[int, Row]
) -> None:
    rows = [
        {
            "batch": batch,
            "number": one.line.number,
            "outcome": one.outcome.value,
            "thing": _THING[ledger] if one.outcome in (RowOutcome.NEW, RowOutcome.UPDATED) else "",
            "thing_id": made.get(one.line.number, one.thing_id),
            "old": _json(olds.get(one.line.number, {})),
            "new": _json({key: as_kept(value) for key, value in one.changes.items()}),
            "reason": one.reason,
            "cells": _json(list(one.line.cells) if one.outcome is RowOutcome.FAILED else []),
        }
        for one in planned
    ]
    await insert_rows(SheetRow, rows)


async def _tell(
    batch: int, ledger: LedgerKind, touched: Sequence[tuple[Planned, int]], document: int | None, actor: Actor
) -> None:
    """One row of the journal for each thing, and marks for the index."""
    thing = _THING[ledger]
    acts = [
        Act(
            Verb.IMPORT, thing, thing_id, case=thing_id if thing == "case" else one.case,
            new=f"第 {batch} 批台账第 {one.line.number} 行：{one.outcome.label}",
        )
        for one, thing_id in touched
    ]  # fmt: skip
    first = Act(Verb.IMPORT, "sheet_import", batch, new=f"{len(acts)} 行")
    await record_all(actor, [first, *acts])
    cases = {thing_id if thing == "case" else one.case for one, thing_id in touched}
    marks = [("case", case) for case in sorted(case for case in cases if case is not None)]
    await mark_stale(*marks, *([("document", document)] if document else []))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def restored(table: Any, kept: Mapping[str, Any]) -> Row:
    """Columns as they were kept, days as days again."""
    days = {column._meta.name for column in table._meta.columns if column.value_type is date}
    return {
        name: date.fromisoformat(value) if name in days and value else value
        for name, value in kept.items()
        if name != "id"
    }
