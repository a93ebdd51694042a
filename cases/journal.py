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
from cases.engines.append_only import lifted
from cases.errors import NotErasable, NotFound
from cases.requests import remember
from cases.tables import JournalEntry
from cases.vocabulary import ChainFault, Verb

GENESIS = "0" * 64
_AT_ONCE = 1000
# What of a row may have to go by law: who did what and when is no secret of anybody's.
ERASABLE = ("old", "new", "reason")
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
    """What was found of the journal. count: rows that fit; hash and at: of the last of them; erased: rows among them
    whose words were taken out by ``erase``."""

    count: int = 0
    hash: str = GENESIS
    at: datetime | None = None
    broken: Break | None = None
    erased: tuple[int, ...] = ()


async def erase(seq: int, *, actor: Actor, reason: str) -> int:
    """Inside ``write_tx``: take the words out of a row and record that, and return the seq of the record.

    The row's hash stays, so the chain does; the record holds the hash of what is left of the row, so that this cannot
    be changed either. Raises NotFound, NotErasable.
    """
    row = await JournalEntry.select().where(JournalEntry.seq == seq).first()
    if row is None:
        raise NotFound(kind="审计日志", key=str(seq))
    if row["verb"] == Verb.ERASE.value or not any(row[name] for name in ERASABLE):
        raise NotErasable(seq)
    nothing: dict[Any, Any] = dict.fromkeys(ERASABLE)
    async with lifted(engine(), "journal"):
        await JournalEntry.update(nothing).where(JournalEntry.seq == seq)
    return await record(actor, Verb.ERASE, "journal", seq, new=hash_of({**row, **nothing}), reason=reason)


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
    left = await _left_of_erased()
    async for row in every_row():
        fault = _fault(row, chain, next(copies, None), left)
        if fault is not None:
            lost = fault is ChainFault.MISSING
            return replace(chain, broken=Break(chain.count + 1 if lost else row["seq"], fault))
        erased = (*chain.erased, row["seq"]) if _is_erased(row, left) else chain.erased
        chain = Chain(chain.count + 1, row["hash"], instant_of(row["at"]), erased=erased)
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


async def _left_of_erased() -> dict[Any, Any]:
    """By the seq of a row whose words were taken out, the hash of what is left of it, as the later record says."""
    columns = (JournalEntry.seq, JournalEntry.thing_id, JournalEntry.new)
    said = (JournalEntry.verb == Verb.ERASE.value) & (JournalEntry.thing == "journal")
    rows = await JournalEntry.select(*columns).where(said)
    return {
        row["thing_id"]: row["new"] for row in rows if isinstance(row["thing_id"], int) and row["thing_id"] < row["seq"]
    }


def _is_erased(row: Mapping[str, Any], left: Mapping[Any, Any]) -> bool:
    """Whether a row is what was left when its words were taken out."""
    said = left.get(row["seq"])
    return said is not None and all(row[n] is None for n in ERASABLE) and said == _hashed(row)


def _hashed(row: Mapping[str, Any]) -> str | None:
    """The hash of a row as it is stored; None where what is there is no instant or no text at all."""
    try:
        return hash_of({**row, "at": instant_of(row["at"])})
    except (TypeError, ValueError):
        return None


def _fault(row: Mapping[str, Any], before: Chain, copy: str | None, left: Mapping[Any, Any]) -> ChainFault | None:
    if row["seq"] != before.count + 1:
        return ChainFault.MISSING if row["seq"] > before.count else ChainFault.SURPLUS
    if row["hash"] != _hashed(row) and not _is_erased(row, left):
        return ChainFault.CHANGED
    if row["prev_hash"] != before.hash:
        return ChainFault.DETACHED
    return ChainFault.REWRITTEN if copy is not None and copy != row["hash"] else None


def instant_of(stored: datetime | str) -> datetime:
    """The instant of a row of ``every_row``, which SQLite keeps as text."""
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
