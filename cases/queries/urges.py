"""Whom one may urge: the open parts of cases, with their days and how often they were urged before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.actor import Actor
from cases.facts import facts_of
from cases.lights import light_of
from cases.permissions import sees, visible_to
from cases.tables import Assignment, Urge
from cases.vocabulary import AssignmentRole, AssignmentState, Light, Machine, Verb, Watched
from cases.workflow import offered

MOST_CASES = 50


@dataclass(frozen=True, slots=True)
class Urgeable:
    """An open part of a unit. urged: how often it was urged by hand or by rule."""

    id: int
    version: int
    case_id: int
    number: str | None
    title: str
    unit: str
    role: AssignmentRole
    state: AssignmentState
    due_on: date | None
    light: Light
    left: str
    urged: int


async def urgeable(*, actor: Actor, assignments: Sequence[int] = (), cases: Sequence[int] = ()) -> tuple[Urgeable, ...]:
    """Of these assignments and of all in these cases those that this actor may urge now, in that order."""
    wanted = list(assignments)
    named = await Assignment.select(Assignment.id, Assignment.case).where(
        visible_to(actor, Assignment) & (Assignment.id.is_in(wanted or [0]) | Assignment.case.is_in(list(cases) or [0]))
    )
    found: list[Urgeable] = []
    for case in list(dict.fromkeys(row["case"] for row in named))[:MOST_CASES]:
        facts = await facts_of(case)
        if facts is None or not sees(actor, facts.standing()):
            continue
        for row in facts.live:
            if row["id"] not in wanted and case not in cases:
                continue
            if offered(facts, Machine.ASSIGNMENT, row, actor, Verb.URGE):
                kind = Watched.CO_OPINION if row["role"] == AssignmentRole.CO else Watched.REPLY
                light, left = light_of(kind, row["due_on"], facts.today, facts.calendar)
                found.append(
                    Urgeable(
                        id=row["id"],
                        version=row["version"],
                        case_id=case,
                        number=facts.case["number"],
                        title=facts.case["title"],
                        unit=row["printed_name"],
                        role=AssignmentRole(row["role"]),
                        state=AssignmentState(row["state"]),
                        due_on=row["due_on"],
                        light=light,
                        left=left,
                        urged=0,
                    )
                )
    return await _counted(found, actor)


async def _counted(found: list[Urgeable], actor: Actor) -> tuple[Urgeable, ...]:
    ids = [one.id for one in found] or [0]
    rows = await Urge.select(Urge.assignment).where(visible_to(actor, Urge) & Urge.assignment.is_in(ids))
    times = Counter(row["assignment"] for row in rows)
    return tuple(replace(one, urged=times[one.id]) for one in found)
