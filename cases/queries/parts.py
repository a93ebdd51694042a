"""One unit's part in a case, opened for an act on it: where it stands, its days, its people, what is asked of it."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.actor import Actor
from cases.clock import today
from cases.deadlines import due_on, longest_extension
from cases.errors import NotFound
from cases.facts import Facts, Row, facts_of, open_extension
from cases.lights import light_of
from cases.permissions import sees, visible_to
from cases.queries.returns import Coordination, ReturnRow, coordinations_of, returns_of
from cases.queries.units import Option
from cases.tables import Assignment, CaseSubmitter, Department, Person, Post, ReturnRequest
from cases.vocabulary import (
    ANSWERED,
    AssignmentRole,
    AssignmentState,
    Clock,
    Light,
    Machine,
    ReturnState,
    Role,
    Track,
    Verb,
    Watched,
)
from cases.workflow import Offer, offers

NOUN = Machine.ASSIGNMENT.label


@dataclass(frozen=True, slots=True)
class AskedReturn:
    """A request to hand the part back that waits for its decision. meetings: of the units that dispute it."""

    id: int
    reason: str
    basis: str | None
    proposed: str | None
    asked_by: str | None
    asked_at: datetime
    decide_by: date
    meetings: tuple[Coordination, ...]


@dataclass(frozen=True, slots=True)
class AskedExtension:
    """A request for more time that waits for its decision."""

    id: int
    reason: str
    due_before: date | None
    asked_due_on: date
    submitter_told_on: date | None
    asked_by: str | None


@dataclass(frozen=True, slots=True)
class PartPage:
    """A unit's part. accept_by, return_until, latest: the last days to accept, to hand back, to put off to.

    silence_accepts: whoever has said nothing by return_until has accepted. others: the other units of the case; met:
    names of the submitters, as far as this reader knows them. passed_on: every request ever made to hand it back.
    """

    id: int
    version: int
    case_id: int
    number: str | None
    title: str
    track: Track
    returns: int
    unit_id: int | None
    unit: str
    role: AssignmentRole
    state: AssignmentState
    instructions: str | None
    assigned_on: date | None
    accept_by: date
    return_until: date
    silence_accepts: bool
    due_on: date | None
    first_due_on: date | None
    latest: date
    light: Light
    left: str
    handler: int | None
    approver: int | None
    people: tuple[Option, ...]
    approvers: tuple[Option, ...]
    others: tuple[str, ...]
    met: tuple[str, ...]
    asked_return: AskedReturn | None
    passed_on: tuple[ReturnRow, ...]
    asked_extension: AskedExtension | None
    offers: tuple[Offer, ...]

    def offer(self, verb: Verb) -> Offer | None:
        """What this reader may do of a kind, none where it is not his at all."""
        return next((one for one in self.offers if one.verb is verb), None)


async def part_page(assignment: int, *, actor: Actor) -> PartPage:
    """A part opened. Raises NotFound."""
    where = visible_to(actor, Assignment) & (Assignment.id == assignment)
    row = await Assignment.select(Assignment.case).where(where).first()
    facts = await facts_of(row["case"]) if row else None
    if facts is None or not sees(actor, facts.standing()):
        raise NotFound(kind=NOUN, key=str(assignment))
    thing = next(a for a in facts.assignments if a["id"] == assignment)
    since = thing["assigned_on"] or facts.today
    light, left = light_of(
        Watched.CO_OPINION if thing["role"] == AssignmentRole.CO else Watched.REPLY,
        thing["due_on"],
        facts.today,
        facts.calendar,
        done=thing["state"] in ANSWERED,
    )
    unit = await Department.select(Department.name).where(Department.id == thing["department"]).first()
    return PartPage(
        id=assignment,
        version=thing["version"],
        case_id=facts.case["id"],
        number=facts.case["number"],
        title=facts.case["title"],
        track=Track(facts.case["track"]),
        returns=facts.case["returns"],
        unit_id=thing["department"],
        unit=unit["name"] if unit else thing["printed_name"],
        role=AssignmentRole(thing["role"]),
        state=AssignmentState(thing["state"]),
        instructions=thing["instructions"],
        assigned_on=thing["assigned_on"],
        accept_by=due_on(Clock.ACCEPT, since, facts.rules, facts.calendar),
        return_until=facts.return_until(thing),
        silence_accepts=facts.rules.silence_accepts,
        due_on=thing["due_on"],
        first_due_on=thing["first_due_on"],
        latest=longest_extension(since, facts.rules, facts.calendar),
        light=light,
        left=left,
        handler=thing["handler"],
        approver=thing["approver"],
        people=await _people(thing["department"], (Role.HANDLER, Role.CLERK, Role.APPROVER)),
        approvers=await _people(thing["department"], (Role.APPROVER,)),
        others=tuple(f"{AssignmentRole(a['role']).label}{a['printed_name']}" for a in facts.live if a is not thing),
        met=await _submitters(facts, actor),
        asked_return=await _return(facts, thing, actor),
        passed_on=(await returns_of([facts.case["id"]], actor=actor)).get(facts.case["id"], ()),
        asked_extension=await _extension(facts, thing),
        offers=offers(facts, Machine.ASSIGNMENT, thing, actor),
    )


async def _people(unit: int | None, roles: tuple[Role, ...]) -> tuple[Option, ...]:
    """Who of the unit holds such a post today, by name."""
    running = (Post.until.is_null() | (Post.until >= today())) & (Post.since.is_null() | (Post.since <= today()))
    held = (Post.department == unit) & Post.role.is_in([role.value for role in roles])
    rows = await Post.select(Post.person, Post.person.name).where(held & running)
    names = {row["person"]: row["person.name"] for row in rows}
    return tuple(Option(person, name) for person, name in sorted(names.items(), key=lambda one: (one[1], one[0])))


async def _submitters(facts: Facts, actor: Actor) -> tuple[str, ...]:
    where = visible_to(actor, CaseSubmitter) & (CaseSubmitter.case == facts.case["id"])
    rows = await CaseSubmitter.select(CaseSubmitter.printed_name).where(where).order_by(CaseSubmitter.position)
    return tuple(row["printed_name"] for row in rows)


async def _return(facts: Facts, thing: Row, actor: Actor) -> AskedReturn | None:
    row = (
        await ReturnRequest.select(
            *ReturnRequest.all_columns(),
            ReturnRequest.proposed.name.as_alias("unit"),
            ReturnRequest.asked_by.name.as_alias("who"),
        )
        .where(
            visible_to(actor, ReturnRequest)
            & (ReturnRequest.assignment == thing["id"])
            & (ReturnRequest.state == ReturnState.OPEN.value)
        )
        .first()
    )
    if row is None:
        return None
    asked_on = row["created_at"].date()
    decide_by = due_on(Clock.DECIDE_RETURN, asked_on, facts.rules, facts.calendar)
    return AskedReturn(
        id=row["id"],
        reason=row["reason"],
        basis=row["basis"],
        proposed=row["unit"],
        asked_by=row["who"],
        asked_at=row["created_at"],
        decide_by=decide_by,
        meetings=await coordinations_of(thing["id"], row["created_at"], actor=actor),
    )


async def _extension(facts: Facts, thing: Row) -> AskedExtension | None:
    row = open_extension(facts, thing["id"])
    if row is None:
        return None
    who = await Person.select(Person.name).where(Person.id == row["asked_by"]).first()
    name = who["name"] if who else None
    return AskedExtension(
        row["id"], row["reason"], row["due_before"], row["asked_due_on"], row["submitter_told_on"], name
    )
