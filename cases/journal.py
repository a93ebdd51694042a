"""The only writer of the journal: who did what, when and why, each row chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from cases.actor import Actor
from cases.clock import now
from cases.counters import next_value
from cases.database import insert_rows
from cases.requests import remember
from cases.tables import JournalEntry
from cases.vocabulary import Verb

GENESIS = "0" * 64
_HASHED = (
    "seq",
    "at",
    "actor",
    "person",
    "role",
    "unit",
    "on_behalf_of",
    "verb",
    "thing",
    "thing_id",
    "case",
    "old",
    "new",
    "reason",
    "prev_hash",
)


@dataclass(frozen=True, slots=True)
class Act:
    """One row to be written. thing: name of a table, singular."""

    verb: Verb
    thing: str
    thing_id: int | None
    case: int | None = None
    old: str | None = None
    new: str | None = None
    reason: str | None = None


async def record(
    actor: Actor,
    verb: Verb,
    thing: str,
    thing_id: int | None,
    *,
    case: int | None = None,
    old: str | None = None,
    new: str | None = None,
    reason: str | None = None,
) -> int:
    """Write one row inside the caller's ``write_tx`` and return its seq. thing: name of a table, singular.

    Raises AlreadyDone where the form that the actor sent was carried out before.
    """
    return await record_all(actor, [Act(verb, thing, thing_id, case, old, new, reason)])


async def record_all(actor: Actor, acts: Sequence[Act]) -> int:
    """The same for several acts, at least one, in their order; the seq of the first."""
    await remember(actor)
    first = await next_value("journal", len(acts))
    before = await JournalEntry.select(JournalEntry.hash).where(JournalEntry.seq == first - 1).first()
    rows: list[dict[str, Any]] = []
    for seq, act in enumerate(acts, start=first):
        row: dict[str, Any] = {
            "seq": seq,
            "at": now(),
            "actor": actor.name,
            "person": actor.person,
            "role": actor.role.value,
            "unit": actor.unit,
            "on_behalf_of": actor.on_behalf_of,
            "verb": act.verb.value,
            "thing": act.thing,
            "thing_id": act.thing_id,
            "case": act.case,
            "old": act.old,
            "new": act.new,
            "reason": act.reason,
            "prev_hash": rows[-1]["hash"] if rows else before["hash"] if before else GENESIS,
        }
        rows.append({**row, "hash": hash_of(row)})
    await insert_rows(JournalEntry, rows)
    return first


def hash_of(row: Mapping[str, Any]) -> str:
    """SHA-256 over the row as one line of JSON with sorted keys; the instant in UTC to the microsecond."""
    said = {name: row[name] for name in _HASHED}
    said["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    line = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


async def first_break() -> int | None:
    """The seq of the first row that does not fit its chain, None where the whole journal is sound."""
    expected, at = GENESIS, 0
    while rows := await JournalEntry.select().where(JournalEntry.seq > at).order_by(JournalEntry.seq).limit(1000):
        for row in rows:
            at += 1
            if row["seq"] != at or row["prev_hash"] != expected or row["hash"] != hash_of(row):
                return at
            expected = row["hash"]
    return None
