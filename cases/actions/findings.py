"""What the machine found to be promises, looked through by people: confirmed, rejected, corrected, merged, split."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.actions.assignments import Chosen, check_number
from cases.actor import Actor
from cases.database import write_tx
from cases.errors import CaseError, NotFound, WordsNotThere
from cases.importing.copies import nearest
from cases.tables import Commitment, Department, Document
from cases.vocabulary import Category, CommitmentLabel, CommitmentState, Machine, Verb
from cases.workflow import begin, move

MOST_AT_ONCE = 100
_COPIED = (
    "document", "reply", "case", "department", "label", "category", "action", "object", "condition", "audience",
    "deadline_raw", "due_on", "original_due_on", "recurring",
)  # fmt: skip
# What was no promise is out of every list, count and the index, as what a better copy of the page no longer has.
_CHANGES: dict[Verb, dict[str, Any]] = {
    Verb.REJECT_FINDING: {"current": False},
    Verb.RESTORE_FINDING: {"current": True, "merged_into": None},
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a batch. done: how many findings were decided; refused: of the others the id and why not."""

    done: int
    refused: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A finding as a person says it should be. quote: words of the document, cut otherwise; due_on: its day."""

    quote: str
    label: CommitmentLabel
    category: Category
    department: int | None
    owner: str
    measure: str
    condition: str
    due_on: date | None


async def look_through(
    confirmed: Sequence[Chosen], rejected: Sequence[Chosen], *, actor: Actor, restored: Sequence[Chosen] = ()
) -> Looked:
    """Confirm some findings and reject others, each by itself: one that somebody else decided does not stop the rest.

    Raises NothingChosen, TooManyChosen.
    """
    decided = [(Verb.CONFIRM, one) for one in confirmed] + [(Verb.REJECT_FINDING, one) for one in rejected]
    decided += [(Verb.RESTORE_FINDING, one) for one in restored]
    check_number([one for _, one in decided], MOST_AT_ONCE, Machine.COMMITMENT.label)
    refused: list[tuple[int, str]] = []
    async with write_tx():
        for verb, one in decided:
            try:
                # ``move`` writes nothing where it refuses, so the transaction of the others stays whole.
                await move(Machine.COMMITMENT, one.id, verb, actor=actor, seen=one.seen, changes=_CHANGES.get(verb))
            except CaseError as problem:
                refused.append((one.id, str(problem)))
    return Looked(len(decided) - len(refused), tuple(refused))


async def correct(commitment: int, seen: int, wanted: Correction, *, actor: Actor) -> None:
    """Cut a finding's words otherwise and set its fields. What the machine found is kept beside it and in the journal.

    The day may be set only while nobody has confirmed it; afterwards it changes by approval. Raises WordsNotThere.
    """
    async with write_tx():
        row = await _row(commitment)
        start, end = await _place(row, wanted.quote)
        columns: dict[str, Any] = {
            "label": wanted.label.value,
            "category": wanted.category.value,
            "department": await _unit(wanted.department),
            "owner": wanted.owner or None,
            "measure": wanted.measure or None,
            "condition": wanted.condition or None,
        }
        if (start, end) != (row["start"], row["end"]):
            columns |= {"start": start, "end": end, "quote": wanted.quote.strip()}
            columns["found_quote"] = row["found_quote"] or row["quote"]
        if row["state"] == CommitmentState.IDENTIFIED:
            columns |= {"due_on": wanted.due_on, "original_due_on": wanted.due_on}
        changed = {name: value for name, value in columns.items() if value != row[name] and name != "found_quote"}
        await move(
            Machine.COMMITMENT, commitment, Verb.CORRECT, actor=actor, seen=seen, changes=columns,
            told=_told({name: row[name] for name in changed}, changed),
        )  # fmt: skip


async def merge(commitment: int, seen: int, into: int, *, actor: Actor) -> None:
    """Let a finding go up in another one of the same document."""
    async with write_tx():
        row, other = await _row(commitment), await _row(into)
        fits = other["document"] == row["document"] and other["id"] != row["id"] and other["merged_into"] is None
        await move(
            Machine.COMMITMENT, commitment, Verb.MERGE_COMMITMENT, actor=actor, seen=seen,
            intent={"merged_into": fits}, changes={"merged_into": into, "current": False}, told=f"并入 {into}",
        )  # fmt: skip


async def split(commitment: int, seen: int, words: str, *, actor: Actor) -> int:
    """Make a second finding of some of the document's words; the first keeps its own. The id of the new one.

    Raises WordsNotThere.
    """
    async with write_tx():
        row = await _row(commitment)
        start, end = await _place(row, words)
        if (start, end) == (row["start"], row["end"]):
            raise WordsNotThere(words=words[:20])
        await move(Machine.COMMITMENT, commitment, Verb.SPLIT_COMMITMENT, actor=actor, seen=seen)
        last = await Commitment.select(Commitment.ordinal).where(Commitment.document == row["document"]).order_by(
            Commitment.ordinal, ascending=False
        ).first()  # fmt: skip
        columns = {name: row[name] for name in _COPIED}
        columns |= {
            "ordinal": (last or row)["ordinal"] + 1,
            "start": start,
            "end": end,
            "quote": words.strip(),
            "by_hand": True,
        }
        return await begin(
            Machine.COMMITMENT, columns, actor=actor, verb=Verb.SPLIT_COMMITMENT, case=row["case"],
        )  # fmt: skip


async def _row(commitment: int) -> dict[str, Any]:
    row = await Commitment.select().where(Commitment.id == commitment).first()
    if row is None:
        raise NotFound(kind=Machine.COMMITMENT.label, key=str(commitment))
    return dict(row)


async def _place(row: dict[str, Any], words: str) -> tuple[int, int]:
    """Where words stand in the document, of several places the one nearest to the finding. Raises WordsNotThere."""
    sought = words.strip()
    document = await Document.select(Document.text).where(Document.id == row["document"]).first()
    start = nearest(document["text"] if document else "", sought, row["start"])
    if start is None:
        raise WordsNotThere(words=sought[:20])
    return start, start + len(sought)


async def _unit(department: int | None) -> int | None:
    if department is None or not await Department.exists().where(Department.id == department):
        return None
    return department


def _told(before: dict[str, Any], after: dict[str, Any]) -> str | None:
    """What was changed, for the journal: the name of each column with both values."""
    if not after:
        return None
    pairs = {name: [_plain(before[name]), _plain(value)] for name, value in after.items()}
    return json.dumps(pairs, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
