"""The only writer of the journal: who did what, when and why, each row chained to the one before by its hash."""

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cases.actor import Actor
from cases.clock import now
from cases.counters import last_value, next_value
from cases.database import engine, insert_rows
from cases.requests import remember
from cases.tables import JournalEntry
from cases.vocabulary import ChainFault, Verb

GENESIS = "0" * 64
_AT_ONCE = 1000
_as_line = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
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
    return hashlib.sha256(_as_line(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first row that does not fit. seq: its number, or that of the row that is not there."""

    seq: int
    fault: ChainFault


@dataclass(frozen=True, slots=True)
class Chain:
    """What was found of the journal. count: rows that fit; hash and at: of the last of them."""

    count: int = 0
    hash: str = GENESIS
    at: datetime | None = None
    broken: Break | None = None


async def every_row() -> AsyncIterator[dict[str, Any]]:
    """The rows in their order, a thousand in memory at a time."""
    # On SQLite the sign keeps the driver from reading a column by its type: what somebody put there behind the
    # triggers' back may not be readable that way, and is to be found, not to end in an error.
    sign = "+" if engine().engine_type == "sqlite" else ""
    names = ", ".join(f'{sign}"{name}" AS "{name}"' for name in (*_HASHED, "hash"))
    rows: list[dict[str, Any]] = await _rows(names, "")
    while rows:
        for row in rows:
            yield row
        rows = await _rows(names, f'WHERE "seq" > {int(rows[-1]["seq"])}')


async def examined(kept: Iterable[str] = (), told: Callable[[int, int], None] | None = None) -> Chain:
    """Walk the whole journal up to the first row that does not fit.

    kept: the hashes of an earlier copy from the first row on, which tell a chain that was written anew from its
    beginning. told: is given how many rows have been read, and of how many.
    """
    written, copies, chain = await last_value("journal"), iter(kept), Chain()
    async for row in every_row():
        fault = _fault(row, chain, next(copies, None))
        if fault is not None:
            lost = fault is ChainFault.MISSING
            return replace(chain, broken=Break(chain.count + 1 if lost else row["seq"], fault))
        chain = Chain(chain.count + 1, row["hash"], instant_of(row["at"]))
        if told is not None and chain.count % _AT_ONCE == 0:
            told(chain.count, max(written, chain.count))
    # Rows may have been added meanwhile, so the counter is asked before for what must be there and after for what may.
    if chain.count < written or next(copies, None) is not None:
        return replace(chain, broken=Break(chain.count + 1, ChainFault.MISSING))
    given = await last_value("journal")
    if chain.count > given:
        return replace(chain, broken=Break(given + 1, ChainFault.SURPLUS))
    return chain


async def first_break() -> int | None:
    """The seq of the first row that does not fit its chain, None where the whole journal is sound."""
    broken = (await examined()).broken
    return broken.seq if broken else None


async def _rows(names: str, beyond: str) -> list[dict[str, Any]]:
    query = f'SELECT {names} FROM "journal" {beyond} ORDER BY "seq" LIMIT {_AT_ONCE}'  # nosec B608 # noqa: S608 - names of our own
    return list(await JournalEntry.raw(query))


def _fault(row: Mapping[str, Any], before: Chain, copy: str | None) -> ChainFault | None:
    if row["seq"] != before.count + 1:
        return ChainFault.MISSING if row["seq"] > before.count else ChainFault.SURPLUS
    try:
        unchanged = row["hash"] == hash_of({**row, "at": instant_of(row["at"])})
    except (TypeError, ValueError):  # what is there is no instant or no text at all
        unchanged = False
    if not unchanged:
        return ChainFault.CHANGED
    if row["prev_hash"] != before.hash:
        return ChainFault.DETACHED
    return ChainFault.REWRITTEN if copy is not None and copy != row["hash"] else None


def instant_of(stored: datetime | str) -> datetime:
    """The instant of a row of ``every_row``, which SQLite keeps as text."""
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
