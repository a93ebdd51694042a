"""The one place where a state changes: which moves an actor has now, and ``move``, which makes one.

Permission (``cases.permissions``), the table (``cases.moves``) and the conditions (``cases.guards``) are asked inside
the transaction that writes. State, journal, stale mark and notices are written together or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from cases import tables
from cases.actor import SYSTEM, Actor
from cases.audiences import Standing, entered, is_tied, tie_of
from cases.clock import BEIJING, now
from cases.errors import (
    ChangedMeanwhile,
    ComesFirst,
    Forbidden,
    NotFound,
    NotFromHere,
    ReasonMissing,
)
from cases.facts import Facts, Row, facts_alone, facts_of, with_progress
from cases.guards import GUARDS, Asked
from cases.journal import record
from cases.moves import MOVES, Move, Relation, moves_of
from cases.notices import after_move
from cases.permissions import can, sees
from cases.stale_marks import mark_stale
from cases.vocabulary import (
    AssignmentRole,
    AssignmentState,
    Audience,
    CaseState,
    CommitmentState,
    Machine,
    ReplyState,
    Role,
    Verb,
)

LEAST_REASON = 5
TABLES: dict[Machine, Any] = {
    Machine.CASE: tables.Case,
    Machine.ASSIGNMENT: tables.Assignment,
    Machine.REPLY: tables.Reply,
    Machine.COMMITMENT: tables.Commitment,
}
STATES: dict[Machine, Any] = {
    Machine.CASE: CaseState,
    Machine.ASSIGNMENT: AssignmentState,
    Machine.REPLY: ReplyState,
    Machine.COMMITMENT: CommitmentState,
}
# Guards that no waiting will satisfy: the move is not for this thing or person at all, so no button is drawn.
_HIDING = frozenset(
    {
        "invited", "is_co", "has_co_units", "asked_to_cosign", "addressed", "is_public", "own_level", "last_level",
        "not_last_level", "may_send_back", "open_extension", "dissatisfied", "dissatisfied_twice", "something_open",
        "may_be_public", "return_window_open", "before_due", "rating_open", "nobody_accepted", "is_reply",
        "signatures_outdated", "open_change", "open_contest",
    }
)  # fmt: skip
# Acts of other units of the case than the one whose assignment or reply it is.
_OF_OTHERS = frozenset({Verb.COSIGN, Verb.OBJECT_COSIGN, Verb.URGE})


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that an actor has. blocked: what must come first, none where he may go on."""

    move: Move
    blocked: ComesFirst | None = None

    @property
    def verb(self) -> Verb:
        return self.move.verb


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move made of a thing. facts: of its case as they were before."""

    machine: Machine
    id: int
    old: str
    new: str
    version: int
    facts: Facts


def offers(facts: Facts, machine: Machine, thing: Row, actor: Actor) -> tuple[Offer, ...]:
    """The moves that this actor has now with a thing of a case: the buttons of its page, each once."""
    found: dict[Verb, Offer] = {}
    for row in MOVES:
        if row.machine is not machine or row.within or thing["state"] not in row.sources or row.verb in found:
            continue
        if not _allowed(row, facts, thing, actor):
            continue
        blocked = _blocked(row, Asked(facts, thing, actor, None))
        if blocked is None or blocked.step not in _HIDING:
            found[row.verb] = Offer(row, blocked)
    return tuple(found.values())


def offered(facts: Facts, machine: Machine, thing: Row, actor: Actor, verb: Verb) -> bool:
    """Whether the actor has this move now, with nothing in its way that he cannot fill in."""
    return any(offer.verb is verb and offer.blocked is None for offer in offers(facts, machine, thing, actor))


async def move(
    machine: Machine,
    thing_id: int,
    verb: Verb,
    *,
    actor: Actor,
    seen: int | None = None,
    reason: str = "",
    intent: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    told: str | None = None,
) -> Moved:
    """Make one move inside the caller's ``write_tx``.

    seen: the version of the thing that the actor looked at; only rules of the system leave it out. intent: what the
    guards ask for. changes: columns written with the state. told: what the journal keeps beside the states. Raises
    NotFound (also for what he may not see), Forbidden, NotFromHere, ChangedMeanwhile, ComesFirst, ReasonMissing.
    """
    facts, thing = await _taken(machine, thing_id, verb, actor)
    if seen is not None:
        await unchanged(machine, thing, seen)
    row = decided(machine, verb, facts, thing, actor, reason=reason, intent=intent)
    new = row.target or thing["state"]
    await _write(machine, thing, new, changes or {})
    await record(actor, verb, machine.value, thing_id, case=facts.case["id"], old=thing["state"],
                 new=f"{new}: {told}" if told else new, reason=reason.strip() or None)  # fmt: skip
    if facts.case["id"] is None:
        await mark_stale(("document", thing["document"]))
    else:
        await mark_stale(("case", facts.case["id"]))
    await after_move(machine, verb, thing_id, version=thing["version"] + 1, case_id=facts.case["id"], actor=actor)
    return Moved(machine, thing_id, thing["state"], new, thing["version"] + 1, facts)


async def unchanged(machine: Machine, thing: Row, seen: int) -> None:
    """Raise ChangedMeanwhile where a thing is no longer in the version that somebody looked at.

    ``move`` asks by itself; an act that writes something else first asks before that.
    """
    if thing["version"] != seen:
        await _lost(machine, thing["id"])


def decided(
    machine: Machine,
    verb: Verb,
    facts: Facts,
    thing: Row,
    actor: Actor,
    *,
    reason: str = "",
    intent: Mapping[str, Any] | None = None,
) -> Move:
    """The row of MOVES by which this actor does this now, in full view of the facts. Pure; raises as ``move``."""
    standing = _standing(machine, thing, facts)
    if not sees(actor, standing) or not _has_part(actor, standing):
        raise NotFound(kind=machine.label, key=str(thing["id"]))
    row = _row_for(machine, verb, facts, thing, actor)
    blocked = _blocked(row, Asked(facts, thing, actor, intent or {}))
    if blocked is not None:
        raise blocked
    if row.reason and len(reason.strip()) < LEAST_REASON:
        raise ReasonMissing(act=verb.label, least=LEAST_REASON)
    return row


async def follow(case_id: int) -> None:
    """Let the case's own state follow from those of its units, as MOVES has it for nobody but the system."""
    for _ in range(len(CaseState)):
        facts = await _known(case_id)
        due = [
            row for row in MOVES
            if row.machine is Machine.CASE and row.roles == {Role.SYSTEM} and facts.case["state"] in row.sources
            and _blocked(row, Asked(facts, facts.case, SYSTEM, {})) is None
        ]  # fmt: skip
        if not due:
            return
        await move(Machine.CASE, case_id, due[0].verb, actor=SYSTEM)


async def begin(
    machine: Machine, columns: Mapping[str, Any], *, actor: Actor, verb: Verb, case: int | None = None
) -> int:
    """Enter a thing in its first state and journal it. The id of the new row."""
    from_table = TABLES[machine]
    row = from_table(**columns)
    await from_table.insert(row)
    await record(
        actor, verb, machine.value, row.id, case=case if case is not None else row.id, new=columns.get("state")
    )
    if machine is not Machine.CASE and case is not None:
        await mark_stale(("case", case))
        await after_move(machine, verb, row.id, version=1, case_id=case, actor=actor)
    return int(row.id)


async def taken(case_id: int, actor: Actor) -> Facts:
    """The facts of a case for a change inside ``write_tx``. Raises NotFound where the actor has no part in it."""
    facts = await facts_of(case_id, locked=True)
    standing = facts.standing() if facts is not None else None
    if facts is None or standing is None or not (sees(actor, standing) and _has_part(actor, standing)):
        raise NotFound(kind=Machine.CASE.label, key=str(case_id))
    return facts


async def _taken(machine: Machine, thing_id: int, verb: Verb, actor: Actor) -> tuple[Facts, Row]:
    kind = TABLES[machine]
    found = await kind.select().where(kind.id == thing_id).first()
    facts = await _facts(machine, found) if found else None
    # The row again, for it may have changed while this transaction waited for the case.
    thing = await kind.select().where(kind.id == thing_id).first() if facts else None
    standing = _standing(machine, thing, facts) if facts is not None and thing is not None else None
    # Whoever has no part in a case is told nothing of it, not even that somebody else was quicker.
    if facts is None or thing is None or standing is None or not (sees(actor, standing) and _has_part(actor, standing)):
        raise NotFound(kind=machine.label, key=str(thing_id))
    return facts, thing


async def _facts(machine: Machine, thing: Row) -> Facts | None:
    if machine is Machine.COMMITMENT:
        return await promise_facts(thing, locked=True)
    case_id = thing["id"] if machine is Machine.CASE else thing["case"]
    return await facts_of(case_id, locked=True) if case_id else None


async def promise_facts(commitment: Row, *, locked: bool = False) -> Facts | None:
    """The facts of a commitment's case, or of itself alone where it has none, with what has become of it."""
    if commitment["case"] is None:
        facts: Facts | None = await facts_alone(commitment)
    else:
        facts = await facts_of(commitment["case"], locked=locked)
    return await with_progress(facts, commitment["id"]) if facts is not None else None


def _has_part(actor: Actor, standing: Standing) -> bool:
    return is_tied(actor, standing) or entered(actor, standing)


def _standing(machine: Machine, thing: Row, facts: Facts) -> Standing:
    """Who may see the thing: as the case, or as narrowly as the row itself says."""
    whole = facts.standing()
    if machine in (Machine.REPLY, Machine.COMMITMENT):
        return replace(whole, audience=Audience(thing["audience"]))
    return whole


def _allowed(row: Move, facts: Facts, thing: Row, actor: Actor) -> bool:
    """Whether the row is for this actor at all: role, track, tie, and of the submitters the first where it says so."""
    if actor.role not in row.roles or row.track not in (None, facts.case["track"]):
        return False
    if actor.role is Role.SYSTEM:
        return True
    standing = _standing(row.machine, thing, facts)
    if not can(actor, row.verb, standing):
        return False
    if not _has_part(actor, standing):
        return False
    if row.lead_only and actor.role is Role.SUBMITTER:
        lead = min(facts.submitters, key=lambda s: s["position"], default=None)
        return lead is not None and lead["person"] == actor.owner
    if actor.role is Role.REVIEWER and facts.case["state"] == CaseState.DRAFT:
        return entered(actor, standing)
    if tie_of(actor) is Relation.UNIT and row.machine is not Machine.CASE:
        return _of_own_unit(row, facts, thing, actor)
    return True


def _of_own_unit(row: Move, facts: Facts, thing: Row, actor: Actor) -> bool:
    own = thing["department"] == actor.unit
    if row.verb is Verb.URGE:
        leads = any(x["department"] == actor.unit for x in facts.leading)
        return leads and not own and thing["role"] == AssignmentRole.CO
    return own != (row.verb in _OF_OTHERS)


def _row_for(machine: Machine, verb: Verb, facts: Facts, thing: Row, actor: Actor) -> Move:
    for row in moves_of(machine, verb, thing["state"]):
        if _allowed(row, facts, thing, actor):
            return row
    ever = [m for m in MOVES if m.machine is machine and m.verb is verb]
    if not any(_allowed(m, facts, thing, actor) for m in ever):
        raise Forbidden(act=verb.label)
    raise NotFromHere(machine.label, verb.label, STATES[machine](thing["state"]).label)


def _blocked(row: Move, asked: Asked) -> ComesFirst | None:
    for name in row.guards:
        if not GUARDS[name](asked):
            return ComesFirst(act=row.verb.label, step=name)
    return None


def unmet(
    machine: Machine, verb: Verb, facts: Facts, thing: Row, intent: Mapping[str, Any] | None = None
) -> tuple[str, ...]:
    """Every guard of a verb that does not hold yet, keys of ``errors.FIRST``: all that is missing, told at once."""
    asked = Asked(facts, thing, SYSTEM, intent or {})
    rows = [row for row in MOVES if row.machine is machine and row.verb is verb]
    return tuple(dict.fromkeys(name for row in rows for name in row.guards if not GUARDS[name](asked)))


async def _write(machine: Machine, thing: Row, new: str, changes: Mapping[str, Any]) -> None:
    table = TABLES[machine]
    columns = {**changes, "state": new, "version": thing["version"] + 1}
    if machine is Machine.CASE and new != thing["state"]:
        columns["state_since"] = now()
    written = (
        await table.update(columns)
        .where((table.id == thing["id"]) & (table.version == thing["version"]) & (table.state == thing["state"]))
        .returning(table.id)
    )
    if not written:
        await _lost(machine, thing["id"])


async def _lost(machine: Machine, thing_id: int) -> NoReturn:
    entry = tables.JournalEntry
    last = (
        await entry.select(entry.actor, entry.at, entry.verb, entry.case)
        .where((entry.thing == machine.value) & (entry.thing_id == thing_id))
        .order_by(entry.seq, ascending=False)
        .first()
    )
    if last is None:
        raise NotFound(kind=machine.label, key=str(thing_id))
    table = TABLES[machine]
    now_at = await table.select(table.version, table.state).where(table.id == thing_id).first()
    raise ChangedMeanwhile(
        who=last["actor"], when=f"{last['at'].astimezone(BEIJING):%m月%d日 %H:%M}", act=Verb(last["verb"]).label,
        case=last["case"], version=now_at["version"] if now_at else None,
        state=STATES[machine](now_at["state"]).label if now_at else "",
    )  # fmt: skip


async def _known(case_id: int) -> Facts:
    facts = await facts_of(case_id)
    if facts is None:
        raise NotFound(kind=Machine.CASE.label, key=str(case_id))
    return facts
