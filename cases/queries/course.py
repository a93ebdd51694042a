"""The course of a case that is handled here: where it stands, who has it, by when, what this reader may do now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from cases.actor import Actor
from cases.audiences import entered, is_tied, tie_of
from cases.clock import beijing_day
from cases.deadlines import longest_extension
from cases.facts import Facts, awaiting, facts_of, open_extension
from cases.lights import light_of, words_of
from cases.moves import Relation
from cases.permissions import Look, sees, visible_to
from cases.queries.course_parts import (
    Draft,
    Meeting,
    Rating,
    Signer,
    UnitRow,
    drafts_of,
    meetings_of,
    ratings_of,
    signers_of,
    units_of,
)
from cases.queries.phones import phone_of
from cases.queries.recorded_entries import RecordedEntry, recorded_entry
from cases.tables import (
    Assignment,
    Attachment,
    Case,
    JournalEntry,
    KeyCase,
    ProposalText,
    Reply,
    Review,
)
from cases.vocabulary import (
    ANSWERED,
    ENDED,
    OFFICE_OF,
    AssignmentRole,
    CaseState,
    Light,
    Machine,
    ReplyState,
    Role,
    Step,
    Track,
    Verb,
    Watched,
)
from cases.workflow import Offer, offers

# The step of the rail that a state belongs to; what is not named has left the rail.
STEPS: dict[CaseState, Step] = {
    CaseState.DRAFT: Step.SUBMISSION,
    CaseState.SUBMITTED: Step.REVIEW,
    CaseState.IN_REVIEW: Step.REVIEW,
    CaseState.RETURNED_FOR_REVISION: Step.SUBMISSION,
    CaseState.DEFERRED: Step.REVIEW,
    CaseState.FILED: Step.ASSIGNMENT,
    CaseState.TO_ASSIGN: Step.ASSIGNMENT,
    CaseState.ASSIGNED: Step.ACCEPTANCE,
    CaseState.IN_HANDLING: Step.HANDLING,
    CaseState.REPLIED: Step.RATING,
    CaseState.CONCLUDED: Step.FOLLOW_UP,
    CaseState.TRACKING: Step.FOLLOW_UP,
    CaseState.CLOSED: Step.FOLLOW_UP,
}
# The act after which a step is behind the case.
_PASSED: dict[Step, Verb] = {
    Step.SUBMISSION: Verb.SUBMIT,
    Step.REVIEW: Verb.FILE,
    Step.ASSIGNMENT: Verb.ASSIGN,
    Step.ACCEPTANCE: Verb.ACCEPT,
    Step.HANDLING: Verb.ALL_REPLIED,
    Step.RATING: Verb.CONCLUDE,
    Step.FOLLOW_UP: Verb.CLOSE_ITEM,
}
_OVER = (CaseState.NOT_FILED, CaseState.MERGED, CaseState.CONVERTED, CaseState.WITHDRAWN, CaseState.ARCHIVED)
_LONGEST = 60

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RailStep:
    """One step of the rail: behind with its day, current, or to come."""

    step: Step
    done_on: date | None
    current: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Something this reader may do now, or what must come first."""

    machine: Machine
    thing: int
    version: int
    offer: Offer
    of: str

    @property
    def verb(self) -> Verb:
        return self.offer.verb


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. of: the units whose part it was about."""

    at: datetime
    who: str
    verb: Verb
    reason: str | None
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that the page of a living case shows beside its text.

    holder: in whose hands it is; phone: of its handler. limit: the last day that any extension could reach, limit_left
    in words. boxes: title, situation, analysis and recommendations as submitted, none where not shown. returns: how
    often it was handed back.
    recorded: how it was typed in by staff.
    """

    version: int
    state: CaseState
    track: Track
    receipt_no: str | None
    rail: tuple[RailStep, ...]
    holder: str
    handler: str | None
    phone: str | None
    due_on: date | None
    light: Light
    left: str
    limit: date | None
    limit_left: str
    waiting: bool
    recorded: RecordedEntry | None
    units: tuple[UnitRow, ...]
    signers: tuple[Signer, ...]
    drafts: tuple[Draft, ...]
    ratings: tuple[Rating, ...]
    meetings: tuple[Meeting, ...]
    reviews: tuple[Row, ...]
    attachments: tuple[Row, ...]
    boxes: Row | None
    key: Row | None
    returns: int
    round: int
    acts: tuple[Act, ...]
    timeline: tuple[Entry, ...]


async def case_course(case_id: int, *, actor: Actor) -> Course | None:
    """The course of a case; None where it was only archived, or this reader has no part in it."""
    if tie_of(actor) is None and actor.role is not Role.OPERATOR:
        return None
    began_here = await Case.exists().where((Case.id == case_id) & Case.scheme.is_not_null())
    facts = await facts_of(case_id) if began_here else None
    if facts is None:
        return None
    standing = facts.standing()
    if not sees(actor, standing) or not (is_tied(actor, standing) or entered(actor, standing)):
        return None
    mine = {row["id"] for row in await Assignment.select(Assignment.id).where(_of(actor, Assignment, case_id))}
    units = await units_of(facts, mine)
    unnamed = bool(facts.case["identity_kept"]) and tie_of(actor) is Relation.UNIT
    timeline = await timeline_of(case_id, actor=actor, unnamed=unnamed)
    due = facts.case["due_on"]
    over = CaseState(facts.case["state"]) not in (CaseState.ASSIGNED, CaseState.IN_HANDLING)
    light, left = light_of(Watched.REPLY, due, facts.today, facts.calendar, done=over and due is not None)
    assigned = facts.case["assigned_on"]
    limit = longest_extension(assigned, facts.rules, facts.calendar) if assigned else None
    return Course(
        version=facts.case["version"],
        state=CaseState(facts.case["state"]),
        track=Track(facts.case["track"]),
        receipt_no=facts.case["receipt_no"],
        rail=_rail(facts, timeline),
        holder=_holder(facts, units),
        handler=next((u.handler for u in units if u.handler and u.role is not AssignmentRole.CO), None),
        phone=await _phone(facts, actor),
        due_on=due,
        light=light,
        left=left,
        limit=limit,
        limit_left="" if limit is None or over else words_of(limit, facts.today, facts.calendar),
        recorded=await recorded_entry(facts, unnamed=unnamed),
        waiting=any(open_extension(facts, a["id"]) for a in facts.live if a["id"] in mine),
        units=units,
        signers=await signers_of(case_id, actor),
        drafts=await drafts_of(case_id, actor),
        ratings=await ratings_of(case_id, actor),
        meetings=await meetings_of(case_id, actor),
        reviews=await _rows(Review, case_id, actor),
        attachments=await _rows(Attachment, case_id, actor),
        boxes=await _boxes(case_id, actor),
        key=next(iter(await _rows(KeyCase, case_id, actor)), None),
        returns=facts.case["returns"],
        round=facts.case["round"],
        acts=_acts(facts, actor),
        timeline=timeline,
    )


async def timeline_of(case_id: int, *, actor: Actor, unnamed: bool = False) -> tuple[Entry, ...]:
    """What was done in a case, newest first, as far as this reader is told of it; one act upon several units once.

    unnamed: the submitters asked that their names stay with the offices, and this reader is of a unit.
    """
    seen = visible_to(actor, JournalEntry, look=Look.ALONE)
    rows = (
        await JournalEntry.select()
        .where(seen & (JournalEntry.case == case_id) & (JournalEntry.verb != Verb.SEE.value))
        .order_by(JournalEntry.seq, ascending=False)
        .limit(_LONGEST)
    )
    about = await _names_of_things(case_id, actor)
    told: list[Entry] = []
    for row in rows:
        who = f"{row['actor']}（代{row['on_behalf_of']}）" if row["on_behalf_of"] else row["actor"]
        if unnamed and row["role"] == Role.SUBMITTER:
            who = Role.SUBMITTER.label
        of = about.get((row["thing"], row["thing_id"]))
        entry = Entry(row["at"], who, Verb(row["verb"]), row["reason"], (of,) if of else ())
        last = told[-1] if told else None
        if last and (last.who, last.verb, last.reason) == (entry.who, entry.verb, entry.reason) and _near(last, entry):
            told[-1] = replace(last, of=tuple(dict.fromkeys((*entry.of, *last.of))))
        else:
            told.append(entry)
    return tuple(told)


def _near(one: Entry, other: Entry) -> bool:
    return abs(one.at - other.at) < timedelta(minutes=1)


async def _names_of_things(case_id: int, actor: Actor) -> dict[tuple[str, int], str]:
    """Whose assignment or reply a journal row is about."""
    found: dict[tuple[str, int], str] = {}
    for machine, table in ((Machine.ASSIGNMENT, Assignment), (Machine.REPLY, Reply)):
        rows = await table.select(table.id, table.printed_name).where(_of(actor, table, case_id))
        found |= {(machine.value, row["id"]): row["printed_name"] for row in rows}
    return found


def _rail(facts: Facts, timeline: Sequence[Entry]) -> tuple[RailStep, ...]:
    state = CaseState(facts.case["state"])
    passed = {entry.verb: beijing_day(entry.at) for entry in timeline}
    days = {step: passed.get(_PASSED[step]) for step in Step}
    # That every unit has answered follows by rule, and not every reader is told of it.
    days[Step.HANDLING] = days[Step.HANDLING] or facts.case["replied_on"]
    reached = max((place for place, step in enumerate(Step) if days[step]), default=-1)
    at = list(Step).index(STEPS[state]) if state in STEPS else len(Step)
    steps = []
    for place, step in enumerate(Step):
        behind = place < at and (state not in _OVER or place <= reached)
        if state is CaseState.CLOSED:
            behind = True
        steps.append(RailStep(step, days[step] if behind else None, place == at and not behind))
    return tuple(steps)


def _holder(facts: Facts, units: Sequence[UnitRow]) -> str:
    """Whom to ask where the case is now."""
    state = CaseState(facts.case["state"])
    if state in (CaseState.ASSIGNED, CaseState.IN_HANDLING):
        busy = [u.unit for u in units if u.state not in ANSWERED and u.state not in ENDED]
        return "、".join(busy) or OFFICE_OF[Track(facts.case["track"])]
    if state in (CaseState.DRAFT, CaseState.RETURNED_FOR_REVISION):
        return Role.SUBMITTER.label
    if state is CaseState.REPLIED and awaiting(facts):
        return Role.SUBMITTER.label
    if state is CaseState.TRACKING:
        return "、".join(u.unit for u in units if u.role is not AssignmentRole.CO)
    return OFFICE_OF[Track(facts.case["track"])]


async def _phone(facts: Facts, actor: Actor) -> str | None:
    """The number of whoever handles the case in a unit that answers."""
    handler = next((a["handler"] for a in facts.live if a["handler"] and a["role"] != AssignmentRole.CO), None)
    return await phone_of(handler, actor=actor) if handler else None


async def _boxes(case_id: int, actor: Actor) -> Row | None:
    """The submission as it stands: the working text of a draft, or else the newest version."""
    where = _of(actor, ProposalText, case_id)
    return await ProposalText.select().where(where).order_by(ProposalText.number, ascending=False).first()


async def _rows(table: Any, case_id: int, actor: Actor) -> tuple[Row, ...]:
    return tuple(await table.select().where(_of(actor, table, case_id)).order_by(table.id).output(load_json=True))


def _of(actor: Actor, table: Any, case_id: int) -> Any:
    return visible_to(actor, table, look=Look.ALONE) & (table.case == case_id)


def _acts(facts: Facts, actor: Actor) -> tuple[Act, ...]:
    """The buttons: of the case, of the units' parts, of the replies of this round."""
    things: list[tuple[Machine, Row, str]] = [(Machine.CASE, facts.case, "")]
    things += [(Machine.ASSIGNMENT, a, a["printed_name"]) for a in facts.live]
    current = (r for r in facts.replies if r["state"] != ReplyState.SUPERSEDED)
    things += [(Machine.REPLY, r, r["printed_name"]) for r in current]
    return tuple(
        Act(machine, thing["id"], thing["version"], offer, of)
        for machine, thing, of in things
        for offer in offers(facts, machine, thing, actor)
    )
