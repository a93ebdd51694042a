"""Who handled similar cases before: units with the cases that speak for them. A proposal to a person, never an act."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.actor import Actor
from cases.clock import today
from cases.permissions import visible_to
from cases.tables import Assignment, Case, Department
from cases.vocabulary import (
    LEADING,
    AssignmentRole,
    AssignmentState,
)

MOST_UNITS, MOST_SHOWN = 5, 3
HELPED = 0.3  # of the weight of a case that the unit led


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier case."""

    id: int
    title: str
    number: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit with its reasons. leads, helps: in how many of the ``of`` similar cases; cases: some of them."""

    unit: int
    name: str
    leads: int
    helps: int
    of: int
    cases: tuple[Precedent, ...]


async def proposals_from(similar: Sequence[int], *, actor: Actor, without: Sequence[int] = ()) -> tuple[Proposal, ...]:
    """The units of similar cases, the one that led most of those most alike first. similar: ids, the most alike first.

    A unit that a reform ended is named by the unit that followed it.
    """
    ids = [i for i in dict.fromkeys(similar) if i not in without] or [0]
    known = Case.select(Case.id, Case.title, Case.number, Case.year)
    cases = {row["id"]: row for row in await known.where(visible_to(actor, Case) & Case.id.is_in(ids))}
    rows = await Assignment.select(Assignment.case, Assignment.department, Assignment.role).where(
        visible_to(actor, Assignment)
        & Assignment.case.is_in(list(cases) or [0])
        & Assignment.department.is_not_null()
        & Assignment.state.not_in([AssignmentState.RETURNED.value, AssignmentState.CANCELLED.value])
    )
    names = await living_units(sorted({row["department"] for row in rows}))
    parts: dict[int, dict[int, AssignmentRole]] = {}
    for row in rows:
        unit = names.get(row["department"])
        if unit is not None:
            parts.setdefault(unit[0], {})[row["case"]] = AssignmentRole(row["role"])
    told = dict(names.values())
    of = len({row["case"] for row in rows})
    found = [_proposal(unit, told[unit], in_cases, ids, cases, of) for unit, in_cases in parts.items()]
    nearness = {case: 1 / (1 + rank) for rank, case in enumerate(i for i in ids if i in cases)}
    found.sort(key=lambda one: (-_weight(parts[one.unit], nearness), one.unit))
    return tuple(found[:MOST_UNITS])


def _weight(parts: dict[int, AssignmentRole], nearness: dict[int, float]) -> float:
    """How much similar cases speak for a unit: the nearer the more, and more for those that it led."""
    return sum(nearness[case] * (1 if role in LEADING else HELPED) for case, role in parts.items())


def _proposal(
    unit: int, name: str, parts: dict[int, AssignmentRole], ids: Sequence[int], cases: dict[int, dict], of: int
) -> Proposal:
    leads = sum(role in LEADING for role in parts.values())
    shown = sorted((i for i in ids if i in parts), key=lambda i: parts[i] not in LEADING)[:MOST_SHOWN]
    rows = tuple(Precedent(i, cases[i]["title"], cases[i]["number"], cases[i]["year"]) for i in shown)
    return Proposal(unit, name, leads, len(parts) - leads, of, rows)


async def living_units(ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Each unit by the id and name of the one that does its work today, where there is one."""
    rows = {row["id"]: row for row in await Department.select()}
    found: dict[int, tuple[int, str]] = {}
    for start in ids:
        at, met = rows.get(start), set[int]()
        while at and at["until"] is not None and at["until"] <= today() and at["id"] not in met:
            met.add(at["id"])
            at = rows.get(at["successor"])
        if at and at["id"] not in met:
            found[start] = (at["id"], at["name"])
    return found
