"""回头看: what a round would ask of which unit, the rounds there are, and how far each unit is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.calendars import working_calendar
from cases.clock import today
from cases.errors import NotFound
from cases.lights import light_of
from cases.moves import PURSUED
from cases.permissions import visible_to
from cases.schemes import current_scheme
from cases.tables import Commitment, Department, LookBack, LookBackLine, LookBackSheet, Post, Reply
from cases.vocabulary import (
    Audience,
    ClassSemantic,
    CommitmentState,
    ExtensionState,
    Light,
    LookBackState,
    ReplyKind,
    ReplyState,
    Role,
    SheetState,
    Track,
    Watched,
)

NOUN = "回头看"
SHEET = "回头看表"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a round asks about: replies of a year filed under these classes, of one track or of both."""

    year: int
    classes: tuple[ClassSemantic, ...]
    track: Track | None = None


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What one unit would be asked. department: None where nobody knows which unit a page names, so nobody is asked.

    unconfirmed: findings that no person has looked at, which are not asked about. clerk: somebody would be told.
    """

    department: int | None
    name: str
    replies: int
    promises: int
    unconfirmed: int
    clerk: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One reply that a round asks about, with its promises: those to be reported on, and the unconfirmed ones."""

    reply: Row
    promises: tuple[Row, ...]
    unconfirmed: int


@dataclass(frozen=True, slots=True)
class LookBackRow:
    """One round. sheets: how many the reader sees; handed_in, accepted: of those."""

    id: int
    title: str
    year: int
    track: Track | None
    classes: tuple[ClassSemantic, ...]
    due_on: date
    state: LookBackState
    created_at: datetime
    closed_at: datetime | None
    sheets: int = 0
    handed_in: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class SheetRow:
    """How far one unit is. filled: lines of it that say something; changed: lines by which something moved."""

    id: int
    department: int
    unit: str
    state: SheetState
    lines: int
    filled: int
    decided: int
    light: Light
    left: str
    handed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A reply whose class was changed by the round."""

    unit: str
    number: str | None
    title: str
    case_id: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LookBackPage:
    """A round with its sheets, in the order of the directory, and the classes that were changed by it."""

    row: LookBackRow
    sheets: tuple[SheetRow, ...]
    changes: tuple[ClassChange, ...]


async def replies_to_ask(wanted: Wanted, *, actor: Actor) -> tuple[Asked, ...]:
    """The replies in force that fit, in which the reader has a part, by case number; of a unit in a case the newest."""
    r: Any = Reply
    where = (
        visible_to(actor, Reply, Audience.UNITS)
        & (r.kind == ReplyKind.REPLY.value)
        & (r.state == ReplyState.SENT.value)
        & (r.case.year == wanted.year)
        & await _of_classes(wanted.classes)
    )
    if wanted.track is not None:
        where = where & (r.case.track == wanted.track.value)
    columns = (
        r.id, r.case, r.department, r.printed_name, r.result_class, r.round, r.number,
        r.case.number.as_alias("case_no"), r.department.name.as_alias("unit"),
    )  # fmt: skip
    newest: dict[tuple[int, Any], Row] = {}
    for row in await r.select(*columns).where(where).order_by(r.round).order_by(r.number).order_by(r.id):
        newest[row["case"], row["department"] or row["printed_name"]] = row
    rows = sorted(newest.values(), key=lambda row: (len(row["case_no"] or ""), row["case_no"] or "", row["id"]))
    promised = await _promises([row["id"] for row in rows], actor)
    return tuple(_asked(row, promised.get(row["id"], [])) for row in rows)


async def _of_classes(classes: Sequence[ClassSemantic]) -> Combinable:
    """Replies filed under these meanings; where a page says a letter alone, it means what the rules in force say."""
    r: Any = Reply
    fits: Combinable = r.class_semantic.is_in([one.value for one in classes] or [""])
    for track in (Track.CPPCC, Track.NPC):
        rules = await current_scheme(track)
        letters = [one.code for one in rules.classes if one.semantic in classes]
        printed = [said for letter in letters for said in (letter, f"{letter}类")]
        alone = r.class_semantic.is_null() & r.result_class.is_in(printed or [""])
        fits = fits | (alone & (r.case.track == track.value))
    return fits


def _asked(reply: Row, promises: list[Row]) -> Asked:
    waiting = [one for one in promises if one["state"] == CommitmentState.IDENTIFIED]
    return Asked(reply, tuple(one for one in promises if one["state"] in PURSUED), len(waiting))


async def _promises(replies: Sequence[int], actor: Actor) -> dict[int, list[Row]]:
    c: Any = Commitment
    found: dict[int, list[Row]] = {}
    for at in range(0, len(replies), 500):
        where = visible_to(actor, Commitment) & c.current.eq(True) & c.reply.is_in(list(replies[at : at + 500]))
        columns = (c.id, c.reply, c.department, c.state)
        for row in await c.select(*columns).where(where).order_by(c.start).order_by(c.id):
            found.setdefault(row["reply"], []).append(row)
    return found


def by_unit(asked: Sequence[Asked]) -> dict[int | None, list[tuple[Row, Row | None]]]:
    """What each unit has to say: pairs of a reply and one of its promises, or None for the reply as a whole.

    The reply belongs to the unit that gave it, a promise to the unit that is bound by it.
    """
    found: dict[int | None, list[tuple[Row, Row | None]]] = {}
    for one in asked:
        found.setdefault(one.reply["department"], []).append((one.reply, None))
        for promise in one.promises:
            found.setdefault(promise["department"] or one.reply["department"], []).append((one.reply, promise))
    return found


async def look_back_preview(wanted: Wanted, *, actor: Actor) -> tuple[UnitShare, ...]:
    """What a round would ask of which unit, in the order of the directory; units that nobody knows come last."""
    asked = await replies_to_ask(wanted, actor=actor)
    shares = by_unit(asked)
    names = await _names([unit for unit in shares if unit is not None])
    clerks = await _with_clerks(list(names))
    waiting: dict[int | None, int] = {}
    for one in asked:
        waiting[one.reply["department"]] = waiting.get(one.reply["department"], 0) + one.unconfirmed
    made = [
        UnitShare(
            unit, names.get(unit, "承办单位未对应") if unit is not None else "承办单位未对应",
            sum(promise is None for _, promise in pairs), sum(promise is not None for _, promise in pairs),
            waiting.get(unit, 0), unit in clerks,
        )
        for unit, pairs in shares.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda share: (share.department is None, share.department or 0)))


async def _names(units: Sequence[int]) -> dict[int, str]:
    rows = await Department.select(Department.id, Department.name).where(Department.id.is_in(list(units) or [0]))
    return {row["id"]: row["name"] for row in rows}


async def _with_clerks(units: Sequence[int]) -> set[int]:
    on = today()
    where = (Post.role == Role.CLERK.value) & Post.department.is_in(list(units) or [0])
    held = (Post.since.is_null() | (Post.since <= on)) & (Post.until.is_null() | (Post.until >= on))
    return set(await Post.select(Post.department).where(where & held).output(as_list=True))


async def look_back_list(*, actor: Actor) -> tuple[LookBackRow, ...]:
    """The rounds that the reader has to do with, the newest first; for a unit those that ask it."""
    sheets = await LookBackSheet.select(LookBackSheet.look_back, LookBackSheet.state).where(
        visible_to(actor, LookBackSheet)
    )
    states: dict[int, list[str]] = {}
    for row in sheets:
        states.setdefault(row["look_back"], []).append(row["state"])
    where = visible_to(actor, LookBack)
    if actor.unit is not None:
        where = where & LookBack.id.is_in(list(states) or [0])
    rows = await LookBack.select().where(where).order_by(LookBack.id, ascending=False)
    return tuple(look_back_row(row, states.get(row["id"], [])) for row in rows)


def look_back_row(row: Row, states: Sequence[str] = ()) -> LookBackRow:
    """A round as pages show it. row: of its table, states: of its sheets."""
    classes = json.loads(row["classes"]) if isinstance(row["classes"], str) else row["classes"]
    return LookBackRow(
        id=row["id"],
        title=row["title"],
        year=row["year"],
        track=Track(row["track"]) if row["track"] else None,
        classes=tuple(ClassSemantic(one) for one in classes),
        due_on=row["due_on"],
        state=LookBackState(row["state"]),
        created_at=row["created_at"],
        closed_at=row["closed_at"],
        sheets=len(states),
        handed_in=sum(state != SheetState.TO_FILL for state in states),
        accepted=sum(state == SheetState.ACCEPTED for state in states),
    )


async def look_back_page(look_back: int, *, actor: Actor) -> LookBackPage:
    """One round. Raises NotFound."""
    row = await LookBack.select().where(visible_to(actor, LookBack) & (LookBack.id == look_back)).first()
    if row is None:
        raise NotFound(kind=NOUN, key=str(look_back))
    s: Any = LookBackSheet
    named = s.department.name.as_alias("unit")
    columns = (s.id, s.department, s.state, s.handed_in_at, named)
    where = visible_to(actor, LookBackSheet) & (s.look_back == look_back)
    sheets = await s.select(*columns).where(where).order_by(s.department)
    lines = await _lines([sheet["id"] for sheet in sheets], actor)
    calendar = await working_calendar()
    made = []
    for sheet in sheets:
        mine = [line for line in lines if line["sheet"] == sheet["id"]]
        done = sheet["state"] != SheetState.TO_FILL or row["state"] == LookBackState.CLOSED
        light, left = light_of(Watched.LOOK_BACK, row["due_on"], today(), calendar, done=done)
        if mine:  # a round may hold sheets of which the reader sees no line
            made.append(_sheet_row(sheet, mine, light, left))
    shown = look_back_row(row, [sheet.state for sheet in made])
    return LookBackPage(shown, tuple(made), tuple(_changes(lines, {sheet.id: sheet.unit for sheet in made})))


def _sheet_row(sheet: Row, lines: Sequence[Row], light: Light, left: str) -> SheetRow:
    return SheetRow(
        id=sheet["id"],
        department=sheet["department"],
        unit=sheet["unit"],
        state=SheetState(sheet["state"]),
        lines=len(lines),
        filled=sum(bool(line["told"] or line["stage"]) for line in lines),
        decided=sum(line["decision"] is not None for line in lines),
        light=light,
        left=left,
        handed_in_at=sheet["handed_in_at"],
    )


async def _lines(sheets: Sequence[int], actor: Actor) -> list[Row]:
    li: Any = LookBackLine
    columns = (
        li.id, li.sheet, li.told, li.stage, li.decision, li.class_before, li.class_asked, li.commitment,
        li.case.as_alias("case_id"), li.case.title.as_alias("title"), li.case.number_raw.as_alias("number"),
    )  # fmt: skip
    where = visible_to(actor, LookBackLine) & li.sheet.is_in(list(sheets) or [0])
    return list(await li.select(*columns).where(where).order_by(li.sheet).order_by(li.position))


def _changes(lines: Sequence[Row], units: dict[int, str]) -> list[ClassChange]:
    return [
        ClassChange(
            units[line["sheet"]], line["number"], line["title"], line["case_id"], line["class_before"] or "",
            line["class_asked"],
        )
        for line in lines
        if line["class_asked"] and line["decision"] == ExtensionState.APPROVED and line["commitment"] is None
    ]  # fmt: skip
