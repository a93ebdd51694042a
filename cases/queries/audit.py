"""The journal as auditors read it: who, acting for whom, did what and when to which case, before, after and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from piccolo.custom_types import Combinable

from cases import journal
from cases.actor import Actor
from cases.clock import BEIJING
from cases.errors import Forbidden
from cases.permissions import may, visible_to
from cases.queries.listing import Rows, plain_like
from cases.tables import Case, Department, JournalEntry
from cases.vocabulary import (
    THINGS,
    UNTITLED,
    AssignmentState,
    CaseState,
    CommitmentState,
    Labelled,
    Machine,
    ReplyState,
    Role,
    Verb,
)

_STATES: dict[str, type[Labelled]] = {
    Machine.CASE: CaseState,
    Machine.ASSIGNMENT: AssignmentState,
    Machine.REPLY: ReplyState,
    Machine.COMMITMENT: CommitmentState,
}
_FIRST_DAY = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to list. who: a part of the name of whoever acted or was acted for. case: a number, or words of the title.

    since and until: Beijing days, both included. Empty fields do not narrow.
    """

    who: str = ""
    verb: Verb | None = None
    case: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row. case_title is None where the reader may not see the case, or where the act belongs to none."""

    seq: int
    at: datetime
    actor: str
    on_behalf_of: str | None
    role: str
    unit: str | None
    verb: str
    thing: str
    thing_id: int | None
    case_id: int | None
    case_number: str | None
    case_title: str | None
    old: str | None
    new: str | None
    reason: str | None


async def audit_list(wanted: AuditFilter, *, actor: Actor, page: int = 1, per_page: int = 20) -> Rows[AuditRow]:
    """One page of what the actor may read, the newest first. Raises Forbidden."""
    where = await _where(wanted, actor)
    total = await JournalEntry.count().where(where)
    return Rows(await _rows(where, actor, per_page, (page - 1) * per_page), total, page, per_page)


async def every_audit_row(wanted: AuditFilter, *, actor: Actor, most: int) -> Sequence[AuditRow]:
    """All rows that fit, the newest first, never more than ``most``. Raises Forbidden."""
    return await _rows(await _where(wanted, actor), actor, most)


async def chain_of_journal(*, actor: Actor) -> journal.Chain:
    """Whether the whole journal is as it was written; reads every row. Raises Forbidden."""
    _readers_only(actor)
    return await journal.examined()


def _readers_only(actor: Actor) -> None:
    if not may(actor, Verb.READ_AUDIT):
        raise Forbidden(act=Verb.READ_AUDIT.label)


async def _where(wanted: AuditFilter, actor: Actor) -> Combinable:
    _readers_only(actor)
    entry = JournalEntry
    where: Combinable = visible_to(actor, entry)
    if wanted.who:
        named = plain_like(wanted.who)
        where = where & (entry.actor.like(named) | entry.on_behalf_of.like(named))
    if wanted.verb is not None:
        where = where & (entry.verb == wanted.verb.value)
    if wanted.case:
        where = where & entry.case.is_in(await _cases_like(wanted.case, actor) or [0])
    if wanted.since is not None:
        where = where & (entry.at >= _midnight(wanted.since))
    if wanted.until is not None and wanted.until < date.max:
        where = where & (entry.at < _midnight(wanted.until + timedelta(days=1)))
    return where


async def _cases_like(text: str, actor: Actor) -> list[int]:
    """Cases of a number, written with or without its 号, or with these words in the title."""
    bare = text.removeprefix("第").removesuffix("号").lstrip("0")
    fits = (Case.number == bare) | (Case.number_raw == text) | Case.title.like(plain_like(text))
    return [row["id"] for row in await Case.select(Case.id).where(visible_to(actor, Case) & fits)]


def _midnight(day: date) -> datetime:
    """When a Beijing day begins, in UTC, as SQLite compares it; of days before any record, when the first could be."""
    return datetime.combine(max(day, _FIRST_DAY), time(), BEIJING).astimezone(UTC)


async def _rows(where: Combinable, actor: Actor, limit: int, offset: int = 0) -> tuple[AuditRow, ...]:
    entry = JournalEntry
    found = await entry.select().where(where).order_by(entry.seq, ascending=False).limit(limit).offset(offset)
    cases = await _by_id(Case, [r["case"] for r in found], visible_to(actor, Case))
    units = await _by_id(Department, [r["unit"] for r in found], visible_to(actor, Department))
    return tuple(_row(r, cases.get(r["case"]), units.get(r["unit"])) for r in found)


async def _by_id(table: Any, ids: Sequence[int | None], visible: Combinable) -> dict[int, dict[str, Any]]:
    known = sorted({one for one in ids if one is not None})
    found: dict[int, dict[str, Any]] = {}
    for at in range(0, len(known), 500):  # neither database takes lists without an end
        some = known[at : at + 500]
        found |= {row["id"]: row for row in await table.select().where(visible & table.id.is_in(some))}
    return found


def _row(r: Mapping[str, Any], case: Mapping[str, Any] | None, unit: Mapping[str, Any] | None) -> AuditRow:
    return AuditRow(
        seq=r["seq"],
        at=r["at"],
        actor=r["actor"],
        on_behalf_of=r["on_behalf_of"],
        role=_label(Role, r["role"]),
        unit=unit["short_name"] or unit["name"] if unit else None,
        verb=_label(Verb, r["verb"]),
        thing=THINGS.get(r["thing"]) or _label(Machine, r["thing"]),
        thing_id=r["thing_id"],
        case_id=r["case"],
        case_number=case["number_raw"] if case else None,
        case_title=(case["title"] or UNTITLED) if case else None,
        old=_in_words(r["thing"], r["old"]),
        new=_in_words(r["thing"], r["new"]),
        reason=r["reason"],
    )


def _in_words(thing: str, value: str | None) -> str | None:
    """A value as people read it: a state by its word, what stands behind it as it is; everything else unchanged."""
    code, colon, told = (value or "").partition(": ")
    states = _STATES.get(thing)
    if states is None or code not in {state.value for state in states}:
        return value
    return _label(states, code) + ("：" if colon else "") + told


def _label(codes: type[Labelled], value: str) -> str:
    """The word for a code; one of an older version stands as it was written."""
    return codes(value).label if value in {one.value for one in codes} else value
