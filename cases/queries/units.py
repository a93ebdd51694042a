"""Units and bodies to choose from: by name, as options of a form, and one opened for the administrator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.clock import today
from cases.errors import NotFound
from cases.queries.listing import Rows, plain_like
from cases.tables import Assignment, Body, Department, DepartmentAlias, Place, Post
from cases.vocabulary import AssignmentState

OPEN_STATES = [
    state.value
    for state in AssignmentState
    if state not in (AssignmentState.DONE, AssignmentState.CANCELLED, AssignmentState.RETURNED)
]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: its id and its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the administrator sees it. duties: what it is responsible for, empty where nobody has said so;
    people: who hold a post there; open_work: assignments in hand."""

    id: int
    name: str
    short_name: str
    place: str
    since: date | None
    until: date | None
    successor: Option | None
    people: int
    open_work: int
    duties: str


async def unit_named(name: str) -> int:
    """The unit of an official name or settled alias. Raises NotFound, also where the name fits several."""
    rows = await Department.select(Department.id).where(Department.name == name)
    if len(rows) != 1:
        raise NotFound(kind="单位", key=name)
    return int(rows[0]["id"])


async def body_named(name: str) -> int:
    """The congress or committee of a name. Raises NotFound."""
    row = await Body.select(Body.id).where(Body.name == name).first()
    if row is None:
        raise NotFound(kind="人大或政协", key=name)
    return int(row["id"])


async def unit_options(*, place: int | None = None) -> tuple[Option, ...]:
    """Every unit that exists today, of one place or of all."""
    living: Any = Department.until.is_null() | (Department.until >= today())
    if place is not None:
        living = living & (Department.place == place)
    rows = (
        await Department.select(Department.id, Department.name).where(living).order_by(Department.place, Department.id)
    )
    return tuple(Option(row["id"], row["name"]) for row in rows)


async def body_options() -> tuple[Option, ...]:
    """Every congress and committee."""
    return tuple(Option(r["id"], r["name"]) for r in await Body.select(Body.id, Body.name).order_by(Body.id))


async def place_options() -> tuple[Option, ...]:
    """The places that have units, bodies or both, the ones with bodies first."""
    seats = {row["place"] for row in await Body.select(Body.place)}
    homes = {row["place"] for row in await Department.select(Department.place)}
    rows = await Place.select(Place.id, Place.name).where(Place.id.is_in(sorted(seats | homes))).order_by(Place.id)
    return tuple(Option(r["id"], r["name"]) for r in sorted(rows, key=lambda r: (r["id"] not in seats, r["id"])))


async def unit_list(*, text: str = "", page: int = 1, per_page: int = 20) -> Rows[UnitRow]:
    """Units by place and name; with a text, those whose name holds it."""
    where: Any = Department.id.is_not_null()
    if text:
        where = Department.name.like(plain_like(text)) | Department.short_name.like(plain_like(text))
    total = await Department.count().where(where)
    rows = (
        await _select()
        .where(where)
        .order_by(Department.place, Department.name)
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    return Rows(await _with_counts(rows), total, page, per_page)


async def unit_row(unit: int) -> UnitRow:
    """One unit. Raises NotFound."""
    rows = await _select().where(Department.id == unit)
    if not rows:
        raise NotFound(kind="单位", key=str(unit))
    return (await _with_counts(rows))[0]


async def names_of_unit(unit: int) -> tuple[str, ...]:
    """Every other name under which a unit is recognised."""
    rows = await DepartmentAlias.select(DepartmentAlias.alias).where(DepartmentAlias.department == unit)
    return tuple(dict.fromkeys(row["alias"] for row in rows))


def _select() -> Any:
    return Department.select(
        Department.id,
        Department.name,
        Department.short_name,
        Department.place.name,
        Department.since,
        Department.until,
        Department.successor,
        Department.successor.name,
        Department.duties,
    )


async def _with_counts(rows: Sequence[dict[str, Any]]) -> tuple[UnitRow, ...]:
    ids = [row["id"] for row in rows]
    people: dict[int, set[int]] = {}
    work: dict[int, int] = {}
    if ids:
        running = Post.until.is_null() | (Post.until >= today())
        for row in await Post.select(Post.department, Post.person).where(Post.department.is_in(ids) & running):
            people.setdefault(row["department"], set()).add(row["person"])
        open_ones = Assignment.department.is_in(ids) & Assignment.state.is_in(OPEN_STATES)
        for row in await Assignment.select(Assignment.department).where(open_ones):
            work[row["department"]] = work.get(row["department"], 0) + 1
    return tuple(
        UnitRow(
            id=row["id"],
            name=row["name"],
            short_name=row["short_name"],
            place=row["place.name"],
            since=row["since"],
            until=row["until"],
            successor=Option(row["successor"], row["successor.name"]) if row["successor"] else None,
            people=len(people.get(row["id"], ())),
            open_work=work.get(row["id"], 0),
            duties=row["duties"],
        )
        for row in rows
    )
