"""Units that a submitter might wish for: found by name, or because they led what is like his own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cases.actor import Actor
from cases.permissions import visible_to
from cases.queries.choosing import units_of
from cases.queries.loads import find_units
from cases.queries.precedents import living_units
from cases.tables import Assignment, Case
from cases.vocabulary import LEADING, AssignmentState

MOST_OFFERED = 5
_NEVER = (AssignmentState.RETURNED.value, AssignmentState.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to choose. alike: how many cases on the same matter it led in the year asked for; lately, lately_year:
    the newest case that it led, which tells what it deals with; duties: what it is responsible for. All of it as far
    as the reader sees the archive."""

    id: int
    name: str
    short: str
    alike: int
    lately: str | None = None
    lately_year: int | None = None
    duties: str = ""


async def unit_choices(
    text: str, *, place: int | None, alike: Sequence[int], year: int, actor: Actor
) -> tuple[UnitChoice, ...]:
    """The units of a place that a few characters mean; without characters those that led cases on the same matter.

    alike: ids of such cases; year: in which they are counted. What a unit led that a reform ended counts for the one
    that followed it.
    """
    here = {unit.id: unit for unit in await units_of(place)}
    led = await _leads_of(alike, actor)
    ever: dict[int, int] = {}
    then: dict[int, int] = {}
    for unit, when in led:
        ever[unit] = ever.get(unit, 0) + 1
        then[unit] = then.get(unit, 0) + (when == year)
    if text.strip():
        ids = [unit.id for unit in await find_units(text, actor=actor, near=place) if unit.id in here]
    else:
        ids = sorted((unit for unit in ever if unit in here), key=lambda unit: (-ever[unit], unit))[:MOST_OFFERED]
    newest = await _newest(ids, actor)
    made = []
    for i in ids:
        title, when = newest.get(i, (None, None))
        made.append(UnitChoice(i, here[i].name, here[i].short, then.get(i, 0), title, when, here[i].duties))
    return tuple(made)


async def _leads_of(cases: Sequence[int], actor: Actor) -> list[tuple[int, int | None]]:
    """Who led each of the cases, by the unit that does its work today, and in which year; one line for a case."""
    rows = await _led(Assignment.case.is_in(list(cases) or [0]), actor)
    today = await living_units(sorted({row["department"] for row in rows}))
    found = {(row["case"], today[row["department"]][0]): row["case.year"] for row in rows if row["department"] in today}
    return [(unit, year) for (_, unit), year in found.items()]


async def _newest(units: Sequence[int], actor: Actor) -> dict[int, tuple[str, int | None]]:
    """Title and year of the newest case that each unit led."""
    rows = await _led(Assignment.department.is_in(list(units) or [0]), actor)
    rows.sort(key=lambda row: (row["case.year"] or 0, row["case"]))
    return {row["department"]: (row["case.title"], row["case.year"]) for row in rows if row["case.title"]}


async def _led(where: Any, actor: Actor) -> list[dict[str, Any]]:
    case: Any = Assignment.case
    found: list[dict[str, Any]] = await Assignment.select(
        Assignment.case, Assignment.department, case.title, case.year
    ).where(
        where
        & visible_to(actor, Assignment)
        & Assignment.case.is_in(Case.select(Case.id).where(visible_to(actor, Case)))
        & Assignment.department.is_not_null()
        & Assignment.role.is_in(list(LEADING))
        & Assignment.state.not_in(list(_NEVER))
    )
    return found
