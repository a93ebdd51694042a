"""The people and units of one living case as its page shows them: signers, units, drafts, ratings, meetings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.deadlines import due_on
from cases.facts import Facts
from cases.lights import light_of
from cases.permissions import Look, visible_to
from cases.tables import (
    CaseSubmitter,
    Contact,
    Delivery,
    Department,
    Feedback,
    Person,
    Reply,
)
from cases.vocabulary import (
    ANSWERED,
    ENDED,
    LEADING,
    Adoption,
    AssignmentRole,
    AssignmentState,
    Clock,
    ContactForm,
    ContactStage,
    ExtensionState,
    FeedbackState,
    Light,
    ReplyKind,
    ReplyState,
    Role,
    Score,
    Signature,
    Stance,
    Watched,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Until:
    """A last day, how urgent it is, and that in words."""

    on: date
    light: Light
    left: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit's part: how far it is, by when, and what became of its opinion.

    accept_by: a clock of its own, running until the unit has accepted.
    """

    assignment: int
    version: int
    unit: str
    department: int | None
    role: AssignmentRole
    state: AssignmentState
    accepted_at: datetime | None
    accept_by: Until | None
    due_on: date | None
    light: Light
    left: str
    handler: str | None
    stance: Stance | None
    adoption: Adoption | None
    extension: ExtensionState | None


@dataclass(frozen=True, slots=True)
class Signer:
    """A name under the submission."""

    name: str
    signature: Signature
    lead: bool


@dataclass(frozen=True, slots=True)
class Rating:
    """What one addressee said of a reply, or that he has not said anything yet."""

    delivery: int
    reply: int
    reply_number: int
    name: str
    state: FeedbackState
    due_on: date | None
    attitude: Score | None
    result: Score | None
    told: str | None
    changes: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A contact with the submitter."""

    id: int
    on: date | None
    form: ContactForm
    stage: ContactStage
    unit: str
    met: str
    summary: str
    confirmed: bool | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply or opinion on its way."""

    id: int
    kind: ReplyKind
    number: int
    unit: str
    state: ReplyState


async def units_of(facts: Facts, mine: set[int]) -> tuple[UnitRow, ...]:
    people = [a["handler"] for a in facts.assignments if a["handler"] is not None]
    names = {r["id"]: r["name"] for r in await Person.select().where(Person.id.is_in(people or [0]))}
    departments = [a["department"] for a in facts.assignments if a["department"] is not None]
    full = {r["id"]: r["name"] for r in await Department.select().where(Department.id.is_in(departments or [0]))}
    order = {role: place for place, role in enumerate((*LEADING, AssignmentRole.CO))}
    shown = sorted(
        (a for a in facts.assignments if a["id"] in mine), key=lambda a: (order[a["role"]], a["position"], a["id"])
    )
    return tuple(_unit(facts, a, names, full) for a in shown)


def _unit(facts: Facts, a: Row, names: dict[int, str], full: dict[int, str]) -> UnitRow:
    opinion = facts.newest_reply(a["id"], ReplyKind.CO_OPINION)
    kind = Watched.CO_OPINION if a["role"] == AssignmentRole.CO else Watched.REPLY
    over = a["state"] in (*ANSWERED, *ENDED)
    light, left = light_of(kind, a["due_on"], facts.today, facts.calendar, done=over)
    extensions = [e for e in facts.extensions if e["assignment"] == a["id"]]
    return UnitRow(
        assignment=a["id"],
        version=a["version"],
        unit=str(full.get(a["department"]) or a["printed_name"]),
        department=a["department"],
        role=AssignmentRole(a["role"]),
        state=AssignmentState(a["state"]),
        accepted_at=a["accepted_at"],
        accept_by=_accept_by(facts, a),
        due_on=a["due_on"],
        light=light,
        left=left,
        handler=names.get(a["handler"]),
        stance=Stance(opinion["stance"]) if opinion and opinion["stance"] else None,
        adoption=Adoption(opinion["adoption"]) if opinion and opinion["adoption"] else None,
        extension=ExtensionState(extensions[-1]["state"]) if extensions else None,
    )


def _accept_by(facts: Facts, a: Row) -> Until | None:
    if a["state"] != AssignmentState.PENDING_ACCEPT or a["assigned_on"] is None:
        return None
    day = due_on(Clock.ACCEPT, a["assigned_on"], facts.rules, facts.calendar)
    return Until(day, *light_of(Watched.ACCEPTANCE, day, facts.today, facts.calendar))


async def signers_of(case_id: int, actor: Actor) -> tuple[Signer, ...]:
    rows = await CaseSubmitter.select().where(_in(actor, CaseSubmitter, case_id)).order_by(CaseSubmitter.position)
    return tuple(Signer(r["printed_name"], Signature(r["signature"]), r["position"] == 0) for r in rows)


async def drafts_of(case_id: int, actor: Actor) -> tuple[Draft, ...]:
    rows = (
        await Reply.select(*Reply.all_columns(), Reply.department.short_name.as_alias("unit"))
        .where(_in(actor, Reply, case_id) & Reply.state.not_in([ReplyState.SENT.value, ReplyState.SUPERSEDED.value]))
        .order_by(Reply.id)
    )
    return tuple(
        Draft(r["id"], ReplyKind(r["kind"]), r["number"], r["unit"] or r["printed_name"], ReplyState(r["state"]))
        for r in rows
    )


async def ratings_of(case_id: int, actor: Actor) -> tuple[Rating, ...]:
    reply: Any = Delivery.reply
    submitter: Any = Delivery.submitter
    rows = (
        await Delivery.select(
            *Delivery.all_columns(),
            reply.number.as_alias("reply_number"),
            submitter.printed_name.as_alias("name"),
            submitter.id.as_alias("submitter_id"),
        )
        .where(visible_to(actor, Delivery) & (reply.case == case_id))
        .order_by(Delivery.id)
    )
    given: dict[int, Row] = {}
    wanted = [r["id"] for r in rows] or [0]
    for row in (
        await Feedback.select()
        .where(visible_to(actor, Feedback) & Feedback.delivery.is_in(wanted))
        .order_by(Feedback.number)
    ):
        given[row["delivery"]] = row
    named = {s["id"] for s in await CaseSubmitter.select(CaseSubmitter.id).where(_in(actor, CaseSubmitter, case_id))}
    return tuple(
        Rating(
            delivery=r["id"],
            reply=r["reply"],
            reply_number=r["reply_number"],
            name=r["name"] if r["submitter_id"] in named else Role.SUBMITTER.label,
            state=FeedbackState(r["state"]),
            due_on=r["feedback_due_on"],
            attitude=Score(given[r["id"]]["attitude"]) if r["id"] in given else None,
            result=Score(given[r["id"]]["result"]) if r["id"] in given else None,
            told=given[r["id"]]["told"] if r["id"] in given else None,
            changes=given[r["id"]]["number"] - 1 if r["id"] in given else 0,
        )
        for r in rows
    )


async def meetings_of(case_id: int, actor: Actor) -> tuple[Meeting, ...]:
    assignment: Any = Contact.assignment
    rows = (
        await Contact.select(*Contact.all_columns(), assignment.printed_name.as_alias("unit"))
        .where(_in(actor, Contact, case_id))
        .order_by(Contact.happened_on)
    )
    return tuple(
        Meeting(
            id=r["id"],
            on=r["happened_on"],
            form=ContactForm(r["form"]),
            stage=ContactStage(r["stage"]),
            unit=r["unit"],
            met=r["met"],
            summary=r["summary"],
            confirmed=r["confirmed"],
        )
        for r in rows
    )


def _in(actor: Actor, table: Any, case_id: int) -> Any:
    return visible_to(actor, table, look=Look.ALONE) & (table.case == case_id)
