"""Units as reforms change them: added, renamed, merged. The old row and every page that names it stay as they are."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases import journal
from cases.actor import Actor
from cases.clock import today
from cases.database import write_tx
from cases.errors import FieldMissing, NotFound, NotYetTime, UnitEnded, UnitKnown
from cases.queries.units import OPEN_STATES
from cases.stale_marks import mark_stale
from cases.tables import Assignment, Delegation, Department, DepartmentAlias, Post
from cases.tables.columns import Changes
from cases.vocabulary import DepartmentKind, Verb

LONGEST_DUTIES = 300


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be entered: its full name and how people say it."""

    place: int
    name: str
    short_name: str
    kind: DepartmentKind = DepartmentKind.GOVERNMENT
    duties: str = ""


@dataclass(frozen=True, slots=True)
class Succession:
    """What a reform moved. left: open assignments that stayed, because the heir has a part in their case already."""

    heir: int
    posts: int
    assignments: int
    left: int


async def add_unit(new: NewUnit, *, actor: Actor, since: date | None = None) -> int:
    """Enter a unit. Raises FieldMissing, UnitKnown."""
    async with write_tx():
        return await _insert(new, actor=actor, since=since)


async def describe_unit(unit: int, duties: str, *, actor: Actor) -> None:
    """Say what a unit is responsible for, in a sentence or two; empty words take it away.

    Raises NotFound, UnitEnded.
    """
    told = " ".join(duties.split())[:LONGEST_DUTIES]
    async with write_tx():
        old = await _living(unit)
        await Department.update({Department.duties: told}).where(Department.id == unit)
        await journal.record(
            actor, Verb.MANAGE_UNIT, "department", unit, old=old["duties"] or None, new=told or "职责已清空"
        )


async def rename_unit(unit: int, name: str, short_name: str, *, on: date, actor: Actor) -> Succession:
    """A unit goes on under another name: the old row ends the day before and names the new one as its successor.

    Raises NotFound, FieldMissing, UnitKnown, UnitEnded, NotYetTime.
    """
    async with write_tx():
        old = await _living(unit)
        new = NewUnit(old["place"], name, short_name, DepartmentKind(old["kind"]), old["duties"])
        heir = await _insert(new, actor=actor, since=on, level=old["level"])
        return await _succeed(old, heir, name.strip(), on=on, actor=actor)


async def merge_unit(unit: int, into: int, *, on: date, actor: Actor) -> Succession:
    """A unit becomes part of another, which inherits its people, its names and its open work.

    Raises NotFound, UnitEnded, NotYetTime.
    """
    async with write_tx():
        old, heir = await _living(unit), await _living(into)
        if unit == into:
            raise UnitKnown(name=old["name"])
        return await _succeed(old, into, heir["name"], on=on, actor=actor)


async def _succeed(old: dict[str, Any], heir: int, heir_name: str, *, on: date, actor: Actor) -> Succession:
    if on > today():
        raise NotYetTime(field="改名或合并")
    changes: Changes = {Department.until: on - timedelta(days=1), Department.successor: heir}
    await Department.update(changes).where(Department.id == old["id"])
    await _move_names(old, heir)
    posts = await _move_posts(old["id"], heir, on)
    moved, left = await _move_work(old, heir, heir_name, actor=actor)
    await journal.record(actor, Verb.MANAGE_UNIT, "department", old["id"], old=old["name"], new=f"{on} 起 {heir_name}")
    return Succession(heir, posts, moved, left)


async def _move_names(old: dict[str, Any], heir: int) -> None:
    """The heir is found under every name of the old unit, too. Its full name stays its own for pages of its time."""
    taken = {
        (row["place"], row["folded"])
        for row in await DepartmentAlias.select(DepartmentAlias.place, DepartmentAlias.folded).where(
            DepartmentAlias.department == heir
        )
    }
    for row in await DepartmentAlias.select().where(DepartmentAlias.department == old["id"]):
        if (row["place"], row["folded"]) not in taken:
            await DepartmentAlias.update({DepartmentAlias.department: heir}).where(DepartmentAlias.id == row["id"])
            taken.add((row["place"], row["folded"]))
    for name in dict.fromkeys((old["name"], old["short_name"])):
        if (None, _folded(name)) not in taken:
            await DepartmentAlias.insert(DepartmentAlias(department=heir, alias=name, folded=_folded(name)))
            taken.add((None, _folded(name)))


async def _move_posts(old: int, heir: int, on: date) -> int:
    """People who serve in the old unit serve in the heir from that day; what they lent to others stays lent."""
    running = (Post.department == old) & (Post.until.is_null() | (Post.until >= on))
    rows = await Post.select().where(running)
    for row in rows:
        kept = {name: row[name] for name in ("person", "role", "title", "level", "until")}
        post = Post(department=heir, since=max(on, row["since"] or on), **kept)
        await Post.insert(post)
        await Post.update({Post.until: on - timedelta(days=1)}).where(Post.id == row["id"])
        lent = (Delegation.post == row["id"]) & Delegation.revoked_at.is_null() & (Delegation.until >= on)
        await Delegation.update({Delegation.post: post.id}).where(lent)
    return len(rows)


async def _move_work(old: dict[str, Any], heir: int, heir_name: str, *, actor: Actor) -> tuple[int, int]:
    """Open assignments follow to the heir, each with its line in the journal of its case."""
    open_ones = (Assignment.department == old["id"]) & Assignment.state.is_in(OPEN_STATES)
    rows = await Assignment.select(Assignment.id, Assignment.case).where(open_ones).order_by(Assignment.id)
    has_part = {r["case"] for r in await Assignment.select(Assignment.case).where(Assignment.department == heir)}
    moved = [row for row in rows if row["case"] not in has_part]
    for row in moved:
        changes: Changes = {Assignment.department: heir, Assignment.version: Assignment.version + 1}
        await Assignment.update(changes).where(Assignment.id == row["id"])
        await journal.record(
            actor, Verb.MANAGE_UNIT, "assignment", row["id"], case=row["case"], old=old["name"], new=heir_name
        )
    await mark_stale(*(("case", row["case"]) for row in moved))
    return len(moved), len(rows) - len(moved)


async def _insert(new: NewUnit, *, actor: Actor, since: date | None, level: str | None = None) -> int:
    name, short = new.name.strip(), new.short_name.strip() or new.name.strip()
    if not name:
        raise FieldMissing(field="单位名称")
    if await Department.exists().where((Department.place == new.place) & (Department.name == name)):
        raise UnitKnown(name=name)
    row = Department(place=new.place, name=name, short_name=short, kind=new.kind.value, since=since, level=level,
                     duties=new.duties)  # fmt: skip
    await Department.insert(row)
    await journal.record(actor, Verb.MANAGE_UNIT, "department", row.id, new=name)
    return int(row.id)


async def _living(unit: int) -> dict[str, Any]:
    row: dict[str, Any] | None = await Department.select().where(Department.id == unit).first()
    if row is None:
        raise NotFound(kind="单位", key=str(unit))
    if row["successor"] is not None or (row["until"] is not None and row["until"] < today()):
        raise UnitEnded(name=row["name"])
    return row


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
