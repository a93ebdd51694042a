"""Commitments and figures of a parsed file as rows; on a better copy of the same text, rows keep their ids."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from cases.clock import now
from cases.database import insert_rows
from cases.importing.copies import bare, nearest
from cases.importing.document_rows import as_json, storable
from cases.importing.lookups import Lookups
from cases.reading.actor_words import ActorKind, actor_kind
from cases.reading.office_names import looks_like_office
from cases.reading.shapes import Actor, FoundCommitment, FoundFigure, ParsedDocument
from cases.tables import Commitment, CommitmentActor, CommitmentMetric, Figure
from cases.tables.columns import Changes
from cases.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class Home:
    """What the rows of one document belong to."""

    document: int
    case: int | None
    reply: int | None
    department: int | None
    place: int | None
    on: date | None
    audience: Audience


async def save_findings(parsed: ParsedDocument, home: Home, lookups: Lookups, *, instead_of: int | None) -> None:
    """Enter everything found in a document. instead_of: the document whose rows are carried over where equal."""
    await _save_commitments(parsed.commitments, home, lookups, instead_of, storable(parsed.raw.text))
    await _save_figures(parsed.figures, home, instead_of)


async def _save_commitments(
    found: Sequence[FoundCommitment], home: Home, lookups: Lookups, instead_of: int | None, text: str
) -> None:
    rows = await _rows_of(Commitment, instead_of)
    old = _by_words((row for row in rows if not row["by_hand"]), lambda row: bare(row["found_quote"] or row["quote"]))
    fresh: list[tuple[FoundCommitment, dict[str, Any]]] = []
    for ordinal, item in enumerate(found):
        columns = _commitment_columns(item, ordinal, home, await _bound_department(item, home, lookups))
        kept = old[bare(item.quote)].pop(0) if old[bare(item.quote)] else None
        if kept is None:
            fresh.append((item, columns))
        else:
            moved = _moved(columns) | _cut_by_hand(kept, columns["start"], text)
            await Commitment.update({**moved, "flags": columns["flags"]}).where(Commitment.id == kept["id"])
    ids = await insert_rows(Commitment, [columns for _, columns in fresh])
    entered = list(zip(ids, (item for item, _ in fresh), strict=True))
    await insert_rows(CommitmentActor, await _actor_rows(entered, home, lookups))
    await insert_rows(CommitmentMetric, list(_metric_rows(entered)))
    gone = [row for same in old.values() for row in same]
    gone += await _carry_by_hand([row for row in rows if row["by_hand"]], len(found), home, text)
    await _retire(Commitment, gone)


def _cut_by_hand(row: dict[str, Any], near: int, text: str) -> Changes:
    """Where a finding stands that a person cut otherwise; the machine's cut again where those words are gone."""
    if row["found_quote"] is None:
        return {}
    start = nearest(text, row["quote"], near)
    return {"found_quote": None} if start is None else _place(start, row["quote"])


async def _carry_by_hand(rows: Sequence[dict[str, Any]], ordinal: int, home: Home, text: str) -> list[dict[str, Any]]:
    """Findings that a person entered, moved into the better copy; those whose words it does not have."""
    gone = []
    for row in rows:
        start = nearest(text, row["quote"], row["start"])
        if start is None:
            gone.append(row)
            continue
        at: Changes = {"document": home.document, "reply": home.reply, "case": home.case, "ordinal": ordinal}
        await Commitment.update(at | _place(start, row["quote"])).where(Commitment.id == row["id"])
        ordinal += 1
    return gone


def _place(start: int, words: str) -> Changes:
    return {"start": start, "end": start + len(words), "quote": words}


def _moved(columns: dict[str, Any]) -> Changes:
    """What changes when a sentence is found again in a better copy: where it stands, not what became of it."""
    return {name: columns[name] for name in ("document", "reply", "case", "ordinal", "start", "end", "quote")}


def _commitment_columns(item: FoundCommitment, ordinal: int, home: Home, department: int | None) -> dict[str, Any]:
    deadline = item.deadline
    return {
        "document": home.document,
        "reply": home.reply,
        "case": home.case,
        "department": department,
        "ordinal": ordinal,
        "start": item.span.start,
        "end": item.span.end,
        "quote": storable(item.quote),
        "label": item.label.value,
        "category": item.category.value,
        "action": storable(item.action),
        "object": storable(item.object),
        "deadline_raw": storable(deadline.raw) if deadline else None,
        "deadline_start": deadline.span.start if deadline else None,
        "deadline_end": deadline.span.end if deadline else None,
        "deadline_carried": bool(deadline and deadline.carried),
        "due_on": deadline.on if deadline else None,
        "original_due_on": deadline.on if deadline else None,
        "condition": storable(item.condition) if item.condition else None,
        "recurring": item.recurring,
        "echo": item.echo,
        "flags": as_json([flag.value for flag in item.flags]),
        "audience": home.audience.value,
        "created_at": (at := now()),
        "updated_at": at,
    }


async def _bound_department(item: FoundCommitment, home: Home, lookups: Lookups) -> int | None:
    """The first lead actor that is a known unit; the replying unit where the sentence names no other office."""
    leads = [actor for actor in item.actors if actor.role != "co"]
    for actor in leads:
        known = await _unit_of(actor, home, lookups)
        if known is not None:
            return known
    named = [actor for actor in leads if not actor.vague and looks_like_office(actor.phrase)]
    names_another = any(actor_kind(actor.phrase) is None for actor in named)
    return None if names_another else home.department


async def _unit_of(actor: Actor, home: Home, lookups: Lookups) -> int | None:
    """The department an actor is: the replying unit where it speaks of itself (我局)."""
    if actor_kind(actor.phrase) is ActorKind.SELF:
        return home.department
    return None if actor.vague else await lookups.known_unit(actor.phrase, home.place, home.on)


async def _actor_rows(
    entered: Iterable[tuple[int, FoundCommitment]], home: Home, lookups: Lookups
) -> list[dict[str, Any]]:
    rows = []
    for commitment, item in entered:
        for ordinal, actor in enumerate(item.actors):
            start, end = actor.span or (None, None)
            rows.append(
                {
                    "commitment": commitment,
                    "ordinal": ordinal,
                    "phrase": storable(actor.phrase),
                    "role": actor.role,
                    "department": await _unit_of(actor, home, lookups),
                    "start": start,
                    "end": end,
                    "vague": actor.vague,
                }
            )
    return rows


def _metric_rows(entered: Iterable[tuple[int, FoundCommitment]]) -> Iterator[dict[str, Any]]:
    for commitment, item in entered:
        for ordinal, metric in enumerate(item.metrics):
            yield {
                "commitment": commitment,
                "ordinal": ordinal,
                "printed": storable(metric.raw),
                "value": metric.value,
                "amount": amount_of(metric.value),
                "unit": metric.unit,
                "comparator": metric.comparator.value,
                "head": metric.head,
                "start": metric.span.start,
                "end": metric.span.end,
            }


async def _save_figures(found: Sequence[FoundFigure], home: Home, instead_of: int | None) -> None:
    """A number keeps its id where its sentence says the same, or else where the same number of the same thing is told
    in other words: what people decided of it hangs on the id."""
    fresh = [_figure_columns(item, ordinal, home) for ordinal, item in enumerate(found)]
    gone = await _rows_of(Figure, instead_of)
    for same in (lambda row: bare(row["quote"]) + row["printed"], lambda row: (row["printed"], row["head"])):
        old, rest = _by_words(gone, same), []
        for columns in fresh:
            if kept := old[same(columns)]:
                await Figure.update(_moved(columns)).where(Figure.id == kept.pop(0)["id"])
            else:
                rest.append(columns)
        fresh, gone = rest, [row for rows in old.values() for row in rows]
    await insert_rows(Figure, fresh)
    await _retire(Figure, gone)


def _figure_columns(item: FoundFigure, ordinal: int, home: Home) -> dict[str, Any]:
    return {
        "document": home.document,
        "reply": home.reply,
        "case": home.case,
        "department": None if item.part == "proposal" else home.department,
        "place": home.place,
        "ordinal": ordinal,
        "start": item.span.start,
        "end": item.span.end,
        "quote": storable(item.quote),
        "printed": storable(item.raw),
        "value": item.value,
        "value_high": item.value_high,
        "amount": amount_of(item.value),
        "unit": item.unit,
        "comparator": item.comparator.value,
        "head": storable(item.head),
        "attributes": as_json(list(item.attributes)),
        "as_of_raw": item.as_of_raw,
        "as_of": item.as_of,
        "part": item.part,
        "flags": as_json([flag.value for flag in item.flags]),
        "audience": home.audience.value,
        "created_at": now(),
    }


def amount_of(value: str) -> float:
    """A plain decimal as a number to compare by."""
    try:
        return float(Decimal(value))
    except InvalidOperation:
        return 0.0


async def _rows_of(table: Any, document: int | None) -> list[dict[str, Any]]:
    """The rows of a document in their order; none of no document."""
    if document is None:
        return []
    return list(await table.select().where(table.document == document).order_by(table.ordinal))


def _by_words(
    rows: Iterable[dict[str, Any]], key: Callable[[dict[str, Any]], Hashable]
) -> defaultdict[Hashable, list[dict[str, Any]]]:
    """Rows by what makes two findings the same."""
    found: defaultdict[Hashable, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


async def _retire(table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Rows that the better copy does not have stay where they are, out of every list."""
    if rows:
        await table.update({"current": False}).where(table.id.is_in([row["id"] for row in rows]))
