"""What waits for somebody, by his role: for each kind of work a query of its own, all of them through visible_to."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases.actor import Actor
from cases.clock import beijing_day, today
from cases.lights import WARNINGS
from cases.permissions import Look, visible_to
from cases.queries.recorded_entries import entries_objected, entries_to_confirm
from cases.queries.units import OPEN_STATES
from cases.tables import (
    Assignment,
    Case,
    CaseSubmitter,
    Contact,
    CoSign,
    Delivery,
    Extension,
    Feedback,
    Reply,
    ReplyText,
    ReturnRequest,
)
from cases.vocabulary import (
    LEADING,
    AssignmentRole,
    AssignmentState,
    CaseState,
    CoSignState,
    ExtensionState,
    FeedbackState,
    ReplyKind,
    ReplyState,
    ReturnState,
    Role,
    Score,
    Signature,
    TextKind,
    Waiting,
    Watched,
)

A, C, R, W = AssignmentState, CaseState, ReplyState, Waiting
_BUSY = sorted(set(OPEN_STATES) - {A.OPINION_SENT, A.REPLY_SENT})
_AT_WORK = [A.ACCEPTED.value, A.WORKING.value]
_LIVING = [C.ASSIGNED.value, C.IN_HANDLING.value]
# No part whose day is further away has a light that is not green.
_NEAR = timedelta(days=max(WARNINGS[kind].yellow for kind in (Watched.REPLY, Watched.CO_OPINION)))


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits. thing: what the page that deals with it is named by, seen its version; since: the day from
    which a time runs that the rules set, where the row itself holds no due day; co: of a unit that only helps."""

    waiting: Waiting
    case: int
    thing: int
    seen: int = 0
    due_on: date | None = None
    since: date | None = None
    unit: str | None = None
    unit_id: int | None = None
    co: bool = False


Source = Callable[[Actor], Awaitable[list[Task]]]


async def tasks_of(actor: Actor) -> list[Task]:
    """Everything that waits for an actor to act; of one case perhaps several things."""
    found: list[Task] = []
    for source in _SOURCES.get(actor.role, ()):
        found += await source(actor)
    return found


async def work_of(actor: Actor) -> list[Task]:
    """What an actor has in hand without having to act on it now."""
    source = _IN_HAND.get(actor.role)
    return await source(actor) if source else []


# Of submitters


async def _to_sign_jointly(actor: Actor) -> list[Task]:
    invited = CaseSubmitter.signature == Signature.INVITED.value
    case: Any = CaseSubmitter.case
    rows = await CaseSubmitter.select(CaseSubmitter.case).where(
        visible_to(actor, CaseSubmitter)
        & (CaseSubmitter.person == actor.owner)
        & invited
        & (case.state == C.DRAFT.value)
    )
    return [Task(W.TO_SIGN_JOINTLY, row["case"], row["case"]) for row in rows]


async def _to_revise(actor: Actor) -> list[Task]:
    states = [C.RETURNED_FOR_REVISION.value, C.DEFERRED.value]
    where = Case.id.is_in(_own_cases(actor, lead=True)) & Case.state.is_in(states)
    rows = await Case.select(Case.id, Case.version).where(visible_to(actor, Case) & where)
    return [Task(W.TO_REVISE, row["id"], row["id"], row["version"]) for row in rows]


async def _to_rate(actor: Actor) -> list[Task]:
    reply: Any = Delivery.reply
    rows = await Delivery.select(Delivery.id, reply.case, reply.printed_name, Delivery.feedback_due_on).where(
        visible_to(actor, Delivery, look=Look.ALONE)
        & (Delivery.person == actor.owner)
        & (Delivery.state == FeedbackState.AWAITING.value)
        & (reply.state == R.SENT.value)
        & (reply.case.state == C.REPLIED.value)
    )
    return [
        Task(W.TO_RATE, r["reply.case"], r["id"], due_on=r["feedback_due_on"], unit=r["reply.printed_name"])
        for r in rows
    ]


async def _to_confirm(actor: Actor) -> list[Task]:
    assignment: Any = Contact.assignment
    rows = await Contact.select(Contact.id, Contact.case, assignment.printed_name).where(
        visible_to(actor, Contact) & Contact.confirmed.is_null() & Contact.case.is_in(_own_cases(actor))
    )
    return [Task(W.TO_CONFIRM, r["case"], r["id"], unit=r["assignment.printed_name"]) for r in rows]


async def _entries_to_confirm(actor: Actor) -> list[Task]:
    return [Task(W.ENTRY_TO_CONFIRM, case, case) for case in await entries_to_confirm(actor=actor)]


def _own_cases(actor: Actor, *, lead: bool = False) -> Any:
    where = (CaseSubmitter.person == actor.owner) & (CaseSubmitter.signature == Signature.SIGNED.value)
    if lead:
        where = where & (CaseSubmitter.position == 0)
    return CaseSubmitter.select(CaseSubmitter.case).where(where)


# Of the offices


async def _entries_objected(actor: Actor) -> list[Task]:
    return [Task(W.ENTRY_OBJECTED, case, case) for case in await entries_objected(actor=actor)]


async def _cases_in(actor: Actor, waiting: Waiting, states: Sequence[str], where: Any = None) -> list[Task]:
    found = visible_to(actor, Case) & Case.scheme.is_not_null() & Case.state.is_in(list(states))
    if where is not None:
        found = found & where
    rows = await Case.select(Case.id, Case.version, Case.due_on, Case.state_since).where(found)
    return [Task(waiting, r["id"], r["id"], r["version"], since=beijing_day(r["state_since"])) for r in rows]


async def _to_review(actor: Actor) -> list[Task]:
    return await _cases_in(actor, W.TO_REVIEW, [C.SUBMITTED.value, C.IN_REVIEW.value], Case.body == actor.body)


async def _to_assign(actor: Actor) -> list[Task]:
    return await _cases_in(actor, W.TO_ASSIGN, [C.FILED.value, C.TO_ASSIGN.value])


async def _rated(actor: Actor) -> list[Task]:
    """Answered cases that every addressee has rated: to be concluded, or to be looked into."""
    where = Case.body == actor.body if actor.role is Role.REVIEWER else None
    answered = await _cases_in(actor, W.TO_CONCLUDE, [C.REPLIED.value], where)
    ids = [task.case for task in answered] or [0]
    reply: Any = Delivery.reply
    deliveries = await Delivery.select(Delivery.id, Delivery.state, reply.case, reply.case.round, reply.round).where(
        visible_to(actor, Delivery) & reply.case.is_in(ids)
    )
    current = [d for d in deliveries if d["reply.round"] == d["reply.case.round"]]
    waiting = {d["reply.case"] for d in current if d["state"] == FeedbackState.AWAITING}
    of_delivery = {d["id"]: d["reply.case"] for d in current}
    newest: dict[int, dict[str, Any]] = {}
    given = Feedback.delivery.is_in(list(of_delivery) or [0])
    for row in await Feedback.select().where(visible_to(actor, Feedback) & given).order_by(Feedback.number):
        newest[row["delivery"]] = row
    worst = (Score.DISSATISFIED.value,)
    unhappy = {of_delivery[d] for d, row in newest.items() if row["result"] in worst or row["attitude"] in worst}
    done = set(of_delivery.values()) - waiting - unhappy
    answered_anew = [Task(W.DISSATISFIED, t.case, t.thing, t.seen) for t in answered if t.case in unhappy]
    if actor.role is not Role.REVIEWER:
        return answered_anew
    return answered_anew + [Task(W.TO_CONCLUDE, t.case, t.thing, t.seen) for t in answered if t.case in done]


async def _returns(actor: Actor) -> list[Task]:
    part: Any = ReturnRequest.assignment
    rows = await ReturnRequest.select(
        ReturnRequest.case, ReturnRequest.created_at, part.id, part.printed_name
    ).where(visible_to(actor, ReturnRequest) & (ReturnRequest.state == ReturnState.OPEN.value))  # fmt: skip
    return [
        Task(
            W.RETURN_ASKED,
            r["case"],
            r["assignment.id"],
            since=beijing_day(r["created_at"]),
            unit=r["assignment.printed_name"],
        )
        for r in rows
    ]


async def _extensions(actor: Actor) -> list[Task]:
    part: Any = Extension.assignment
    rows = await Extension.select(Extension.case, Extension.due_before, part.id, part.printed_name).where(
        visible_to(actor, Extension) & (Extension.state == ExtensionState.REQUESTED.value)
    )
    return [
        Task(
            W.EXTENSION_ASKED, r["case"], r["assignment.id"], due_on=r["due_before"], unit=r["assignment.printed_name"]
        )
        for r in rows
    ]


async def _overdue(actor: Actor) -> list[Task]:
    return await _parts(actor, W.OVERDUE, _BUSY, (Assignment.due_on < today()) & _of_living(actor))


async def _near(actor: Actor) -> list[Task]:
    """Parts whose day has not passed and is not far; which of them are near, the light says."""
    near = (Assignment.due_on >= today()) & (Assignment.due_on <= today() + _NEAR)
    return await _parts(actor, W.NEAR, _BUSY, near & _of_living(actor))


def _of_living(actor: Actor) -> Any:
    living = visible_to(actor, Case) & Case.scheme.is_not_null() & Case.state.is_in(_LIVING)
    return Assignment.case.is_in(Case.select(Case.id).where(living))


# Of units


async def _parts(actor: Actor, waiting: Waiting, states: Sequence[str], where: Any = None) -> list[Task]:
    found = visible_to(actor, Assignment) & Assignment.state.is_in(list(states))
    if actor.unit is not None:
        found = found & (Assignment.department == actor.unit)
    if where is not None:
        found = found & where
    part = Assignment
    rows = await part.select(
        part.id, part.case, part.version, part.due_on, part.assigned_on, part.printed_name, part.department, part.role
    ).where(found)
    return [
        Task(
            waiting,
            r["case"],
            r["id"],
            r["version"],
            r["due_on"],
            r["assigned_on"],
            r["printed_name"],
            r["department"],
            co=r["role"] == AssignmentRole.CO,
        )
        for r in rows
    ]


async def _to_accept(actor: Actor) -> list[Task]:
    rows = await _parts(actor, W.TO_ACCEPT, [A.PENDING_ACCEPT.value])
    return [Task(W.TO_ACCEPT, t.case, t.thing, t.seen, since=t.since, unit=t.unit) for t in rows]


async def _to_plan(actor: Actor) -> list[Task]:
    leading = Assignment.role.is_in(list(LEADING)) & Assignment.handler.is_null()
    return await _parts(actor, W.TO_PLAN, [A.ACCEPTED.value], leading)


async def _to_answer(actor: Actor) -> list[Task]:
    """Parts that answer and whose answer is not on its way; a handler's are those that name him."""
    where = Assignment.role.is_in(list(LEADING)) & (Assignment.handler == actor.owner)
    parts = await _parts(actor, W.TO_ANSWER, _AT_WORK, where)
    under_way = [R.COSIGNING.value, R.PENDING_SIGN.value, R.SIGNED.value]
    rows = await Reply.select(Reply.assignment).where(
        visible_to(actor, Reply)
        & Reply.assignment.is_in([task.thing for task in parts] or [0])
        & (Reply.kind == ReplyKind.REPLY.value)
        & (Reply.state.is_in(under_way) | Reply.id.is_in(await _sent_back_ids(actor)))
    )
    away = {row["assignment"] for row in rows}
    return [task for task in parts if task.thing not in away]


async def _opinions_due(actor: Actor) -> list[Task]:
    where: Any = Assignment.role == AssignmentRole.CO.value
    if actor.role is Role.HANDLER:
        where = where & (Assignment.handler.is_null() | (Assignment.handler == actor.owner))
    return await _parts(actor, W.OPINION_DUE, _AT_WORK, where)


async def _to_cosign(actor: Actor) -> list[Task]:
    reply: Any = CoSign.reply
    part: Any = CoSign.assignment
    rows = await CoSign.select(CoSign.reply, reply.case, reply.version, reply.printed_name, part.due_on).where(
        visible_to(actor, CoSign, look=Look.ALONE)
        & (CoSign.state == CoSignState.PENDING.value)
        & (reply.state == R.COSIGNING.value)
        & (part.department == actor.unit)
    )
    return [
        Task(W.TO_COSIGN, r["reply.case"], r["reply"], r["reply.version"], unit=r["reply.printed_name"]) for r in rows
    ]


async def _replies(actor: Actor, waiting: Waiting, state: ReplyState, where: Any = None) -> list[Task]:
    part: Any = Reply.assignment
    found = visible_to(actor, Reply) & (Reply.state == state.value) & (Reply.department == actor.unit)
    if where is not None:
        found = found & where
    rows = await Reply.select(Reply.id, Reply.case, Reply.version, Reply.printed_name, part.due_on).where(found)
    return [
        Task(waiting, r["case"], r["id"], r["version"], r["assignment.due_on"], unit=r["printed_name"]) for r in rows
    ]


async def _to_approve(actor: Actor) -> list[Task]:
    return await _replies(actor, W.TO_APPROVE, R.PENDING_SIGN, Reply.approval_level == actor.level)


async def _sent_back(actor: Actor) -> list[Task]:
    return await _replies(actor, W.SENT_BACK, R.DRAFTING, Reply.id.is_in(await _sent_back_ids(actor)))


async def _sent_back_ids(actor: Actor) -> list[int]:
    rows = await ReplyText.select(ReplyText.reply).where(
        visible_to(actor, ReplyText, look=Look.ALONE) & (ReplyText.kind == TextKind.SENT_BACK.value)
    )
    return sorted({row["reply"] for row in rows}) or [0]


async def _to_send(actor: Actor) -> list[Task]:
    return await _replies(actor, W.TO_SEND, R.SIGNED)


# What each has in hand


async def _submitted(actor: Actor) -> list[Task]:
    going = [
        s.value for s in (C.DRAFT, C.SUBMITTED, C.IN_REVIEW, C.FILED, C.TO_ASSIGN, C.ASSIGNED, C.IN_HANDLING, C.REPLIED)
    ]
    mine = Case.id.is_in(_own_cases(actor))
    return await _going(actor, going, mine)


async def _in_body(actor: Actor) -> list[Task]:
    states = (C.RETURNED_FOR_REVISION, C.DEFERRED, C.FILED, C.TO_ASSIGN, C.ASSIGNED, C.IN_HANDLING, C.REPLIED)
    return await _going(actor, [state.value for state in states], Case.body == actor.body)


async def _assigned(actor: Actor) -> list[Task]:
    return await _going(actor, [*_LIVING, C.REPLIED.value])


async def _going(actor: Actor, states: Sequence[str], where: Any = None) -> list[Task]:
    found = visible_to(actor, Case) & Case.scheme.is_not_null() & Case.state.is_in(list(states))
    if where is not None:
        found = found & where
    rows = await Case.select(Case.id, Case.version, Case.due_on, Case.state).where(found)
    return [
        Task(W.IN_HAND, r["id"], r["id"], r["version"], r["due_on"] if r["state"] in _LIVING else None) for r in rows
    ]


async def _of_unit(actor: Actor) -> list[Task]:
    return await _parts(actor, W.IN_HAND, _BUSY)


_SOURCES: dict[Role, tuple[Source, ...]] = {
    Role.SUBMITTER: (_to_sign_jointly, _to_revise, _entries_to_confirm, _to_rate, _to_confirm),
    Role.REVIEWER: (_entries_objected, _to_review, _rated),
    Role.ASSIGNER: (_to_assign, _returns, _extensions, _overdue),
    Role.OVERSIGHT: (_overdue, _near, _rated),
    Role.LEADER: (_overdue, _near, _rated),
    Role.CLERK: (_to_accept, _to_plan, _opinions_due, _to_cosign, _sent_back, _to_send),
    Role.HANDLER: (_to_accept, _to_answer, _opinions_due, _to_cosign, _sent_back, _to_send),
    Role.APPROVER: (_to_approve,),
}
_IN_HAND: dict[Role, Source] = {
    Role.SUBMITTER: _submitted,
    Role.REVIEWER: _in_body,
    Role.ASSIGNER: _assigned,
    Role.OVERSIGHT: _assigned,
    Role.LEADER: _assigned,
    Role.CLERK: _of_unit,
    Role.HANDLER: _of_unit,
    Role.APPROVER: _of_unit,
}
QUEUED = frozenset(_SOURCES)
# Whose work waits for all of the role alike: none of their sources asks who it is.
SHARED = frozenset({Role.ASSIGNER, Role.OVERSIGHT, Role.LEADER})
