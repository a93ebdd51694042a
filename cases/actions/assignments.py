"""Handing a case to its units, first or anew, taking it back, and what a unit says first: accepted, planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.actions.key_cases import KeyMark, mark_key_within
from cases.actor import Actor
from cases.clock import now, today
from cases.counters import letter_numbers
from cases.database import write_tx
from cases.deadlines import due_after_reassignment, due_on
from cases.errors import (
    CaseError,
    DayUnfit,
    NothingChosen,
    NotOfUnit,
    ReasonMissing,
    StoppedAt,
    TooManyChosen,
    UnitsUnfit,
)
from cases.facts import Facts, Row
from cases.journal import record
from cases.notices import case_label
from cases.stale_marks import mark_stale
from cases.tables import Assignment, Case, Department, Person, Post
from cases.tables.columns import Changes
from cases.vocabulary import (
    ENDED,
    LEADING,
    AssignmentRole,
    AssignmentState,
    Clock,
    HandlingKind,
    Machine,
    Role,
    Verb,
)
from cases.workflow import LEAST_REASON, begin, follow, move, taken

MOST_CASES = 200
MOST_UNITS = 20
# A unit that has sent something cannot change its part any more.
_MOVABLE = frozenset(
    {
        AssignmentState.PENDING_ACCEPT,
        AssignmentState.ACCEPTED,
        AssignmentState.WORKING,
        AssignmentState.RETURN_REQUESTED,
    }
)
_ROLES = {
    HandlingKind.SOLE: AssignmentRole.SOLE,
    HandlingKind.LEAD_CO: AssignmentRole.LEAD,
    HandlingKind.SPLIT: AssignmentRole.SPLIT,
}


@dataclass(frozen=True, slots=True)
class Routing:
    """Which units handle a case and how. leads, helpers: ids of units in their order.

    due_on, opinion_due_on: other days than the rules give; reason says why, and why a routing is changed. doc_no: of
    the notice that goes with it, where the office's register has given one; else the next of its own.
    """

    kind: HandlingKind
    leads: tuple[int, ...]
    helpers: tuple[int, ...] = ()
    due_on: date | None = None
    opinion_due_on: date | None = None
    reason: str = ""
    instructions: str = ""
    doc_no: str = ""
    key_case: bool = False

    @property
    def parts(self) -> tuple[tuple[int, AssignmentRole], ...]:
        """Every unit with its part, those that answer first."""
        return (*((unit, _ROLES[self.kind]) for unit in self.leads), *((u, AssignmentRole.CO) for u in self.helpers))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A thing that was ticked, and the version of it that the page showed."""

    id: int
    seen: int


@dataclass(frozen=True, slots=True)
class Days:
    """The last days that a routing gives. answer: of units that answer; opinion: of co-handlers."""

    answer: date
    opinion: date


def days_of(facts: Facts, routing: Routing) -> Days:
    """The days of a routing for one case: the rules' own, unless others were set.

    A unit that comes into a case already running gets what is left, but never less than the rules leave it.
    """
    running = facts.case["due_on"] if facts.live or facts.assignments else None
    if running is None:
        answer = due_on(Clock.REPLY, facts.today, facts.rules, facts.calendar)
    else:
        answer = due_after_reassignment(running, facts.today, facts.rules, facts.calendar)
    answer = routing.due_on or answer
    opinion = routing.opinion_due_on or due_on(Clock.CO_OPINION, facts.today, facts.rules, facts.calendar)
    return Days(answer, min(opinion, answer))


def check_routing(routing: Routing) -> None:
    """Raises UnitsUnfit, DayUnfit or ReasonMissing for what can be seen without any case."""
    units = [unit for unit, _ in routing.parts]
    if len(set(units)) < len(units):
        raise UnitsUnfit(why="同一单位出现了两次")
    if len(units) > MOST_UNITS:
        raise UnitsUnfit(why=f"一件最多 {MOST_UNITS} 家单位")
    _check_kind(routing)
    for field, day in (("答复期限", routing.due_on), ("会办意见期限", routing.opinion_due_on)):
        if day is not None and day <= today():
            raise DayUnfit(field=field, why="必须在今天之后")
    if (routing.due_on or routing.opinion_due_on) and len(routing.reason.strip()) < LEAST_REASON:
        raise ReasonMissing(act="另定期限", least=LEAST_REASON)


def check_number(chosen: Sequence[Chosen], most: int, kind: str) -> None:
    """Raises NothingChosen or TooManyChosen where an act on several things was sent with none, or too many."""
    if not chosen:
        raise NothingChosen(kind=kind)
    if len(chosen) > most:
        raise TooManyChosen(most=most, count=len(chosen))


async def assign(chosen: Sequence[Chosen], routing: Routing, *, actor: Actor) -> None:
    """Give cases to units, all of them or none; a routing of a case under way takes the place of its old one.

    Units that stay keep their state and day, those no longer named are cancelled, and those new to it begin. Raises
    NothingChosen, TooManyChosen, UnitsUnfit, DayUnfit, and of one case of several StoppedAt around its own error.
    """
    check_number(chosen, MOST_CASES, Machine.CASE.label)
    check_routing(routing)
    async with write_tx():
        names = await _names(routing)
        if not routing.doc_no:
            routing = replace(routing, doc_no=(await letter_numbers("assignment notice", actor))[0])
        for one in chosen:
            facts = await taken(one.id, actor)
            try:
                await _assign(facts, one.seen, routing, names, actor)
            except CaseError as problem:
                if len(chosen) == 1:
                    raise
                raise StoppedAt(which=case_label(facts.case), why=str(problem)) from problem


async def recall(case: int, seen: int, reason: str, *, actor: Actor) -> None:
    """Take a case back from its units before any of them has accepted."""
    async with write_tx():
        facts = await taken(case, actor)
        cleared = {"assigned_on": None, "due_on": None, "handling_kind": None}
        await move(Machine.CASE, case, Verb.RECALL_ASSIGNMENT, actor=actor, seen=seen, reason=reason, changes=cleared)
        for row in facts.live:
            await _cancel(row, reason, actor)


async def accept(assignment: int, seen: int, *, actor: Actor) -> None:
    """The unit takes its part on."""
    await accept_all([Chosen(assignment, seen)], actor=actor)


async def accept_all(chosen: Sequence[Chosen], *, actor: Actor) -> None:
    """The unit takes several parts on, all or none. Raises NothingChosen, TooManyChosen, StoppedAt as ``assign``."""
    check_number(chosen, MOST_CASES, Machine.ASSIGNMENT.label)
    async with write_tx():
        for one in chosen:
            try:
                changes = {"accepted_at": now()}
                moved = await move(Machine.ASSIGNMENT, one.id, Verb.ACCEPT, actor=actor, seen=one.seen, changes=changes)
            except CaseError as problem:
                if len(chosen) == 1 or problem.status == 404:
                    raise
                raise StoppedAt(which=await _label(one.id), why=str(problem)) from problem
            await follow(moved.facts.case["id"])


async def plan(assignment: int, seen: int, handler: int | None, approver: int | None, *, actor: Actor) -> None:
    """The unit names its own people for the part. Raises NotOfUnit for anybody else's."""
    async with write_tx():
        row = await Assignment.select(Assignment.department).where(Assignment.id == assignment).first()
        unit = row["department"] if row else None
        who = await _of_unit(handler, unit, (Role.HANDLER, Role.CLERK, Role.APPROVER), "工作人员")
        who += await _of_unit(approver, unit, (Role.APPROVER,), "审核签发人")
        await move(
            Machine.ASSIGNMENT,
            assignment,
            Verb.PLAN,
            actor=actor,
            seen=seen,
            intent={"handler": handler},
            changes={"handler": handler, "approver": approver},
            told="、".join(who),
        )


async def _label(assignment: int) -> str:
    """How the case of an assignment is named."""
    row = (await Assignment.select(Assignment.case).where(Assignment.id == assignment))[0]
    return case_label((await Case.select().where(Case.id == row["case"]))[0])


def _check_kind(routing: Routing) -> None:
    leads, helpers = len(routing.leads), len(routing.helpers)
    if routing.kind is HandlingKind.SPLIT:
        if leads < 2:
            raise UnitsUnfit(why="分办至少要有两家单位")
        if helpers:
            raise UnitsUnfit(why="分办各答各的，不设会办单位")
        return
    if leads != 1:
        raise UnitsUnfit(why="主办单位必须有一家，并且只有一家")
    if routing.kind is HandlingKind.SOLE and helpers:
        raise UnitsUnfit(why="单办不设会办单位，需要会办请选主办会办")
    if routing.kind is HandlingKind.LEAD_CO and not helpers:
        raise UnitsUnfit(why="主办会办至少要有一家会办单位")


async def _names(routing: Routing) -> dict[int, str]:
    """Names of the units. Raises UnitsUnfit for one that is not there or has ended."""
    wanted = [unit for unit, _ in routing.parts]
    rows = await Department.select(Department.id, Department.name, Department.until).where(Department.id.is_in(wanted))
    names = {row["id"]: row["name"] for row in rows}
    for row in rows:
        if row["until"] is not None and row["until"] <= today():
            raise UnitsUnfit(why=f"{row['name']}已经撤并")
    if len(names) < len(wanted):
        raise UnitsUnfit(why="有单位不在单位名录里")
    return names


async def _assign(facts: Facts, seen: int, routing: Routing, names: Mapping[int, str], actor: Actor) -> None:
    days, case = days_of(facts, routing), facts.case["id"]
    if days.answer <= facts.today:
        raise DayUnfit(field="答复期限", why="必须在今天之后")
    changed = bool(facts.live)
    # Who saw a case that nobody had yet is told who has given it meanwhile, not asked why he changes that.
    if changed and facts.case["version"] == seen and len(routing.reason.strip()) < LEAST_REASON:
        raise ReasonMissing(act="调整承办单位", least=LEAST_REASON)
    await move(
        Machine.CASE,
        case,
        Verb.ASSIGN,
        actor=actor,
        seen=seen,
        reason=routing.reason,
        intent={"units": routing.parts},
        changes={
            "handling_kind": routing.kind.value,
            "assigned_on": facts.case["assigned_on"] or facts.today,
            "due_on": _whole(facts, routing, days),
        },
        told=_told(routing, names),
    )
    await _settle_old(facts, routing, actor)
    known = {row["department"]: row for row in facts.assignments}
    for position, (unit, role) in enumerate(routing.parts):
        row = known.get(unit)
        if row is None or row["state"] in ENDED:
            await _give(facts, row, unit, names[unit], role, position, days, routing, actor)
        else:
            await _keep(row, role, position, days, actor)
    if routing.key_case and not facts.is_key:
        await mark_key_within(case, None, KeyMark(), actor=actor)
    await follow(case)


def _told(routing: Routing, names: Mapping[int, str]) -> str:
    """What the journal keeps beside the states: who got which part, and the number of the notice."""
    parts = "、".join(f"{role.label}{names[unit]}" for unit, role in routing.parts)
    return f"{parts}；文号 {routing.doc_no}"


def _whole(facts: Facts, routing: Routing, days: Days) -> date:
    """The day of the case: the latest of the units that answer."""
    kept = [a["due_on"] for a in facts.leading if a["department"] in routing.leads and a["due_on"] is not None]
    fresh = set(routing.leads) - {a["department"] for a in facts.leading}
    return max([*kept, *([days.answer] if fresh or not kept else [])])


async def _settle_old(facts: Facts, routing: Routing, actor: Actor) -> None:
    """Cancel whoever is no longer named, and make way for a new lead before it comes: a case has one at a time."""
    wanted = dict(routing.parts)
    for row in facts.live:
        role = wanted.get(row["department"])
        if role is None:
            await _cancel(row, routing.reason, actor)
        elif role is not AssignmentRole(row["role"]) and row["state"] not in _MOVABLE:
            raise UnitsUnfit(why=f"{row['printed_name']}已经送出，不能再改办理方式")
    for row in facts.live:
        if wanted.get(row["department"]) is AssignmentRole.CO and row["role"] in LEADING:
            await _set_part(row, {"role": AssignmentRole.CO.value}, actor)


async def _cancel(row: Row, reason: str, actor: Actor) -> None:
    await move(
        Machine.ASSIGNMENT,
        row["id"],
        Verb.CANCEL,
        actor=actor,
        seen=row["version"],
        reason=reason,
        changes={"reason": reason.strip()},
    )


async def _give(
    facts: Facts,
    old: Row | None,
    unit: int,
    name: str,
    role: AssignmentRole,
    position: int,
    days: Days,
    routing: Routing,
    actor: Actor,
) -> None:
    """A new part of a unit, or its old one again where it had handed it back or lost it."""
    columns = {
        "role": role.value,
        "position": position,
        "assigned_on": facts.today,
        "due_on": days.opinion if role is AssignmentRole.CO else days.answer,
        "first_due_on": None,
        "instructions": routing.instructions.strip() or None,
        "doc_no": routing.doc_no,
        "assigned_by": actor.person,
        "handler": None,
        "approver": None,
        "accepted_at": None,
        "reason": None,
    }
    if old is not None:
        seen = old["version"]
        await move(Machine.ASSIGNMENT, old["id"], Verb.ASSIGN, actor=actor, seen=seen, changes=columns)
        return
    case = facts.case["id"]
    columns |= {"case": case, "department": unit, "printed_name": name}
    await begin(Machine.ASSIGNMENT, columns, actor=actor, verb=Verb.ASSIGN, case=case)


async def _keep(row: Row, role: AssignmentRole, position: int, days: Days, actor: Actor) -> None:
    """A unit that stays keeps its state; its day changes only with its part."""
    if role is AssignmentRole(row["role"]) and position == row["position"]:
        return
    columns: Changes = {"role": role.value, "position": position}
    if (role in LEADING) != (row["role"] in LEADING):
        columns["due_on"] = days.opinion if role is AssignmentRole.CO else days.answer
    await _set_part(row, columns, actor)


async def _set_part(row: Row, columns: Changes, actor: Actor) -> None:
    """Change what a unit's part is, not how far it has come; its version says so to whoever looks at it."""
    await Assignment.update({**columns, Assignment.version: Assignment.version + 1}).where(Assignment.id == row["id"])
    if columns["role"] != row["role"]:
        old, new = AssignmentRole(row["role"]).label, AssignmentRole(columns["role"]).label
        await record(actor, Verb.ASSIGN, "assignment", row["id"], case=row["case"], old=old, new=new)
    await mark_stale(("case", row["case"]))


async def _of_unit(person: int | None, unit: int | None, roles: Sequence[Role], task: str) -> list[str]:
    """The name of somebody who holds one of these posts in the unit; nothing where nobody was named."""
    if person is None:
        return []
    running = (Post.until.is_null() | (Post.until >= today())) & (Post.since.is_null() | (Post.since <= today()))
    held = (Post.person == person) & (Post.department == unit) & Post.role.is_in([role.value for role in roles])
    name = await Person.select(Person.name).where(Person.id == person).first()
    if name is None or not await Post.exists().where(held & running):
        raise NotOfUnit(who=name["name"] if name else "所选的人", task=task)
    return [name["name"]]
