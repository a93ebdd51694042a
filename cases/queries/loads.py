"""Units to hand cases to: found by name, other name or initials, each with what it has in hand and who is missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cases.actor import Actor
from cases.clock import today
from cases.permissions import visible_to
from cases.pinyin import has_initials
from cases.queries.units import OPEN_STATES
from cases.tables import Account, Assignment, Case, Department, DepartmentAlias, Post
from cases.vocabulary import (
    LEADING,
    AssignmentRole,
    AssignmentState,
    CaseState,
    Role,
)

MOST_FOUND = 12
# Of what is open, the parts that still ask something of the unit.
_BUSY = frozenset(OPEN_STATES) - {AssignmentState.OPINION_SENT, AssignmentState.REPLY_SENT}
_LIVING = [CaseState.ASSIGNED.value, CaseState.IN_HANDLING.value]


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """A unit with its open parts. leads, helps, late: counts; clerk: whether somebody there can accept today; duties:
    what it is responsible for."""

    id: int
    name: str
    short_name: str
    place: str
    leads: int
    helps: int
    late: int
    clerk: bool
    duties: str


async def find_units(text: str, *, actor: Actor, near: int | None = None) -> tuple[UnitLoad, ...]:
    """The units that a few characters mean, those of a place first: name, short and other names, pinyin initials."""
    asked = "".join(text.split()).lower()
    if not asked:
        return ()
    rows = await _existing()
    aliases: dict[int, list[str]] = {}
    for row in await DepartmentAlias.select(DepartmentAlias.department, DepartmentAlias.alias):
        aliases.setdefault(row["department"], []).append(row["alias"])
    ranked = []
    for row in rows:
        names = [row["name"], row["short_name"], *aliases.get(row["id"], ())]
        rank = _rank(asked, [name for name in names if name])
        if rank is not None:
            ranked.append((row["place"] != near, rank, len(row["name"]), row["id"], row))
    ranked.sort(key=lambda one: one[:4])
    return await _loads([one[-1] for one in ranked[:MOST_FOUND]], actor)


async def units_named(ids: Sequence[int], *, actor: Actor) -> tuple[UnitLoad, ...]:
    """Units by id in that order; those that are not there or have ended are left out."""
    rows = {row["id"]: row for row in await _existing()}
    return await _loads([rows[i] for i in dict.fromkeys(ids) if i in rows], actor)


async def busy_units(*, actor: Actor) -> tuple[UnitLoad, ...]:
    """Every unit that has something in hand, the ones with the most overdue first."""
    busy = await _parts(None, actor)
    ids = {part["department"] for part in busy}
    rows = [row for row in await _existing(ended=True) if row["id"] in ids]
    found = await _loads(rows, actor)
    return tuple(sorted(found, key=lambda unit: (-unit.late, -(unit.leads + unit.helps), unit.name)))


def _rank(asked: str, names: Iterable[str]) -> int | None:
    """How well a unit fits, 0 best; None where it does not."""
    best: int | None = None
    for name in names:
        plain = name.lower()
        if asked == plain:
            found = 0
        elif asked in plain:
            found = 1 if plain.startswith(asked) else 2
        elif asked.isascii() and asked.isalpha() and has_initials(name, asked):
            found = 3
        else:
            continue
        best = found if best is None else min(best, found)
    return best


async def _existing(*, ended: bool = False) -> list[dict[str, Any]]:
    query = Department.select(
        Department.id, Department.name, Department.short_name, Department.place, Department.duties,
        Department.place.short_name.as_alias("place_name"),
    )  # fmt: skip
    if not ended:
        query = query.where(Department.until.is_null() | (Department.until > today()))
    return list(await query)


async def _parts(ids: Sequence[int] | None, actor: Actor) -> list[dict[str, Any]]:
    where = visible_to(actor, Assignment) & Assignment.state.is_in(sorted(_BUSY))
    where = where & Assignment.department.is_not_null()
    if ids is not None:
        where = where & Assignment.department.is_in(list(ids) or [0])
    living = Case.select(Case.id).where(visible_to(actor, Case) & Case.state.is_in(_LIVING))
    open_cases = {row["id"] for row in await living}
    rows = await Assignment.select(Assignment.case, Assignment.department, Assignment.role, Assignment.due_on).where(
        where
    )
    return [row for row in rows if row["case"] in open_cases]


async def _loads(rows: Sequence[dict[str, Any]], actor: Actor) -> tuple[UnitLoad, ...]:
    ids = [row["id"] for row in rows]
    leads, helps, late = Counter[int](), Counter[int](), Counter[int]()
    for part in await _parts(ids, actor):
        (leads if AssignmentRole(part["role"]) in LEADING else helps)[part["department"]] += 1
        late[part["department"]] += part["due_on"] is not None and part["due_on"] < today()
    manned = await with_clerks(ids)
    return tuple(
        UnitLoad(
            id=row["id"],
            name=row["name"],
            short_name=row["short_name"],
            place=row["place_name"] or "",
            leads=leads[row["id"]],
            helps=helps[row["id"]],
            late=late[row["id"]],
            clerk=row["id"] in manned,
            duties=row["duties"],
        )
        for row in rows
    )


async def with_clerks(ids: Sequence[int]) -> frozenset[int]:
    """Of these units those where a clerk holds a post today and can enter."""
    running = (Post.until.is_null() | (Post.until >= today())) & (Post.since.is_null() | (Post.since <= today()))
    posts = await Post.select(Post.department, Post.person).where(
        (Post.role == Role.CLERK.value) & Post.department.is_in(list(ids) or [0]) & running
    )
    people = [row["person"] for row in posts] or [0]
    entering = await Account.select(Account.person).where(Account.person.is_in(people) & Account.disabled_at.is_null())
    able = {row["person"] for row in entering}
    return frozenset(row["department"] for row in posts if row["person"] in able)
