"""Who handles such cases: units with the earlier cases and the duties that speak for them. A proposal, never an act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cases.actor import Actor
from cases.clock import today
from cases.permissions import visible_to
from cases.queries.duties import Duties, office_of
from cases.tables import Assignment, Case, Department
from cases.vocabulary import (
    LEADING,
    AssignmentRole,
    AssignmentState,
)

MOST_UNITS, MOST_SHOWN = 5, 3
# Of the weight of a case that the unit led. A duty that fits best weighs as much as all precedents together.
HELPED, DUTY = 0.2, 1.0
# What speaks for a unit so little is chance.
LEAST = 0.1
_NEVER = [AssignmentState.RETURNED.value, AssignmentState.CANCELLED.value]


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier case."""

    id: int
    title: str
    number: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit with its reasons. leads, helps: in how many of the ``of`` similar cases it, or the same office of another
    place, had a part; cases: some of them; duty: what it is responsible for that fits, empty where nothing does."""

    unit: int
    name: str
    leads: int
    helps: int
    of: int
    cases: tuple[Precedent, ...]
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Fitting:
    """How well a unit's duties fit: 1 for the best of its place; phrase: the one that fits."""

    unit: Duties
    value: float
    phrase: str


@dataclass(slots=True)
class _Speaking:
    """What speaks for one unit."""

    name: str
    parts: dict[int, AssignmentRole] = field(default_factory=dict)
    weight: float = 0.0
    duty: str = ""


async def proposals_from(
    near: Mapping[int, float], fitting: Sequence[Fitting] = (), *, actor: Actor, place: int | None = None
) -> tuple[Proposal, ...]:
    """The likeliest units first. near: similar cases with what each weighs, the nearest first; fitting: units of the
    place where the case was handed in.

    A unit that a reform ended speaks for the one that followed it; one of another place for the same office here.
    """
    known = Case.select(Case.id, Case.title, Case.number, Case.year, Case.place)
    cases = {row["id"]: row for row in await known.where(visible_to(actor, Case) & Case.id.is_in(list(near) or [0]))}
    rows = await _parts(list(cases), actor)
    today_of = await _today([row["department"] for row in rows])
    here = {one.unit.office: one.unit for one in fitting}
    found = {one.unit.unit: _Speaking(one.unit.name, weight=DUTY * one.value, duty=one.phrase) for one in fitting}
    total = sum(near[case] for case in {row["case"] for row in rows}) or 1.0
    for row in rows:
        unit = today_of.get(row["department"])
        if unit is not None and place is not None and cases[row["case"]]["place"] != place and here:
            unit = (here[unit[2]].unit, here[unit[2]].name, unit[2]) if unit[2] in here else None
        if unit is None:
            continue
        one, role = found.setdefault(unit[0], _Speaking(unit[1])), AssignmentRole(row["role"])
        one.weight += near[row["case"]] / total * (1 if role in LEADING else HELPED)
        if one.parts.get(row["case"]) not in LEADING:
            one.parts[row["case"]] = role
    of = len({row["case"] for row in rows})
    likely = sorted((item for item in found.items() if item[1].weight >= LEAST), key=lambda i: (-i[1].weight, i[0]))
    return tuple(_proposal(unit, one, list(near), cases, of) for unit, one in likely[:MOST_UNITS])


async def _parts(cases: list[int], actor: Actor) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await Assignment.select(
        Assignment.case, Assignment.department, Assignment.role
    ).where(
        visible_to(actor, Assignment)
        & Assignment.case.is_in(cases or [0])
        & Assignment.department.is_not_null()
        & Assignment.state.not_in(_NEVER)
    )
    return found


def _proposal(
    unit: int, one: _Speaking, ids: Sequence[int], cases: Mapping[int, Mapping[str, Any]], of: int
) -> Proposal:
    leads = sum(role in LEADING for role in one.parts.values())
    shown = sorted((i for i in ids if i in one.parts), key=lambda i: one.parts[i] not in LEADING)[:MOST_SHOWN]
    rows = tuple(Precedent(i, cases[i]["title"], cases[i]["number"], cases[i]["year"]) for i in shown)
    return Proposal(unit, one.name, leads, len(one.parts) - leads, of, rows, one.duty)


async def living_units(ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Each unit by the id and name of the one that does its work today, where there is one."""
    return {start: unit[:2] for start, unit in (await _today(ids)).items()}


async def _today(ids: Sequence[int]) -> dict[int, tuple[int, str, str]]:
    """The same with the office that it is."""
    rows = {row["id"]: row for row in await Department.select()}
    found: dict[int, tuple[int, str, str]] = {}
    for start in dict.fromkeys(ids):
        at, met = rows.get(start), set[int]()
        while at and at["until"] is not None and at["until"] <= today() and at["id"] not in met:
            met.add(at["id"])
            at = rows.get(at["successor"])
        if at and at["id"] not in met:
            found[start] = (at["id"], at["name"], office_of(at["key"], at["id"]))
    return found
