"""Departments: the list with what each has in hand, and one with its names, its reforms and its work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.query.functions import Count

from cases.actor import Actor
from cases.errors import NotFound
from cases.queries.commitments import CommitmentFilter, commitment_years
from cases.queries.counting import NOW, departments_met
from cases.queries.listing import Listed
from cases.queries.replies import ReplyFilter, reply_years
from cases.tables import Assignment, Commitment, Department, DepartmentAlias
from cases.vocabulary import (
    LEADING,
    DepartmentKind,
)


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One unit in the list. leads, assists: cases; promises: commitments bound to it."""

    id: int
    name: str
    short_name: str
    kind: DepartmentKind
    place: str
    until: date | None
    leads: int
    assists: int
    promises: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another unit that this one came from or became."""

    id: int
    name: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """One unit opened. The lists of its cases and commitments are queries of their own."""

    department: DepartmentRow
    since: date | None
    aliases: tuple[str, ...]
    successor: Related | None
    predecessors: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class DepartmentYear:
    """A unit's replies and commitments of one year; year is None where the page did not say it."""

    year: int | None
    replies: int
    promises: int


async def department_list(*, actor: Actor, text: str = "", whole: bool = False) -> tuple[DepartmentRow, ...]:
    """The units that have a part in something; ``whole``: every unit of the directory."""
    met = await departments_met(actor=actor)
    rows = await _select().order_by(Department.place, Department.name)
    kept = [r for r in rows if whole or r["id"] in met]
    if text:
        named = await _named_like(text)
        kept = [r for r in kept if text in r["name"] or text in r["short_name"] or r["id"] in named]
    return tuple(await _with_counts(kept, actor))


async def department_page(department_id: int, *, actor: Actor) -> DepartmentPage:
    """One unit. Raises NotFound."""
    found = await _select(Department.since, Department.successor).where(Department.id == department_id)
    if not found:
        raise NotFound(kind="单位", key=str(department_id))
    row = found[0]
    aliases = (
        await DepartmentAlias.select(DepartmentAlias.alias)
        .where(DepartmentAlias.department == department_id)
        .order_by(DepartmentAlias.id)
    )
    after = await _related(Department.id == row["successor"]) if row["successor"] else ()
    return DepartmentPage(
        department=(await _with_counts([row], actor))[0],
        since=row["since"],
        aliases=tuple(r["alias"] for r in aliases if r["alias"] not in (row["name"], row["short_name"])),
        successor=after[0] if after else None,
        predecessors=await _related(Department.successor == department_id),
    )


async def department_years(department_id: int, *, actor: Actor) -> tuple[DepartmentYear, ...]:
    """A unit's work by year, the earliest first: each number equals the rows of the list narrowed to that year."""
    answered = await reply_years(ReplyFilter(department=department_id), actor=actor)
    promised = await commitment_years(CommitmentFilter(department=department_id), actor=actor)
    years = sorted(answered.keys() | promised.keys(), key=lambda year: (year is None, year or 0))
    return tuple(DepartmentYear(year, answered.get(year, 0), promised.get(year, 0)) for year in years)


def _select(*more: Any) -> Any:
    return Department.select(
        Department.id,
        Department.name,
        Department.short_name,
        Department.kind,
        Department.until,
        Department.place.short_name.as_alias("place_name"),
        *more,
    )


async def _named_like(text: str) -> set[int]:
    rows = await DepartmentAlias.select(DepartmentAlias.department, DepartmentAlias.alias)
    return {r["department"] for r in rows if text in r["alias"]}


async def _related(where: Any) -> tuple[Related, ...]:
    rows = await Department.select(Department.id, Department.name, Department.since, Department.until).where(where)
    return tuple(Related(r["id"], r["name"], r["since"], r["until"]) for r in rows)


async def _with_counts(rows: Iterable[dict[str, Any]], actor: Actor) -> list[DepartmentRow]:
    kept = list(rows)
    ids = [r["id"] for r in kept]
    a, c = Assignment, Commitment
    parts = await Listed(actor, a, a.department.is_in(ids or [0])).counted_by(
        lambda part: a.select(a.department, a.role, Count(alias="n")).where(part).group_by(a.department, a.role),
        lambda row: (row["department"], row["role"] in LEADING),
    )
    # Of many units in one pass: who has few cases has few promises, and these need not be looked for under each unit.
    bound = c.department == ids[0] if len(ids) == 1 else c.department.is_not_null()
    promises = await Listed(actor, c, NOW & bound).counted_by(
        lambda part: c.select(c.department, Count(alias="n")).where(part).group_by(c.department),
        lambda row: row["department"],
    )
    return [
        DepartmentRow(
            id=r["id"],
            name=r["name"],
            short_name=r["short_name"],
            kind=DepartmentKind(r["kind"]),
            place=r["place_name"],
            until=r["until"],
            leads=parts[r["id"], True],
            assists=parts[r["id"], False],
            promises=promises[r["id"]],
        )
        for r in kept
    ]
