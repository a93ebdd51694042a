"""The only writer of the journal: who did what, when and why, each row chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from cases.actor import Actor
from cases.clock import now
from cases.counters import next_value
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
    await remember(actor)
    seq = await next_value("journal")
    before = await JournalEntry.select(JournalEntry.hash).where(JournalEntry.seq == seq - 1).first()
    row: dict[str, Any] = {
        "seq": seq,
        "at": now(),
        "actor": actor.name,
        "person": actor.person,
        "role": actor.role.value,
        "unit": actor.unit,
        "on_behalf_of": actor.on_behalf_of,
        "verb": verb.value,
        "thing": thing,
        "thing_id": thing_id,
        "case": case,
        "old": old,
        "new": new,
        "reason": reason,
        "prev_hash": before["hash"] if before else GENESIS,
    }
    await JournalEntry.insert(JournalEntry(**row, hash=hash_of(row)))
    return seq


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
