"""One unit's sheet of a look-back: what each line asked, what the unit says, and how the thing stands today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from cases.actor import Actor
from cases.calendars import working_calendar
from cases.clock import today
from cases.errors import NotFound
from cases.lights import light_of
from cases.permissions import may, visible_to
from cases.queries.look_backs import SHEET, LookBackRow, look_back_row
from cases.schemes import ResultClass, Rules, current_scheme, rules_of
from cases.tables import LookBack, LookBackLine, LookBackSheet
from cases.vocabulary import (
    CommitmentState,
    ExtensionState,
    Light,
    LookBackState,
    SheetState,
    Stage,
    Track,
    Verb,
    Watched,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line. was: the state or class in words when the round began; now: what it is today.

    quote: of the promise, None for the reply as a whole. says: what the unit says it is, in words. decision: what the
    offices made of it. classes: the letters that may be asked for.
    """

    id: int
    position: int
    reply_id: int
    case_id: int
    number: str | None
    title: str
    commitment_id: int | None
    quote: str | None
    due_on: date | None
    original_due_on: date | None
    was: str
    now: str
    stage: Stage | None
    told: str
    class_asked: str | None
    classes: tuple[ResultClass, ...]
    decision: ExtensionState | None
    decision_words: str
    decided_by: str | None

    @property
    def of_reply(self) -> bool:
        """Whether it speaks of the reply as a whole."""
        return self.commitment_id is None

    @property
    def says(self) -> str:
        """The unit's word on the state or class, empty where it says nothing new."""
        if self.of_reply:
            return self.class_asked or ""
        return self.stage.label if self.stage else ""

    @property
    def told_done(self) -> bool:
        """Whether the unit says that the promise is kept, which somebody else has to verify."""
        return self.stage is Stage.DONE and not self.of_reply

    @property
    def moved_on(self) -> bool:
        """Whether the thing is not as it was, by something else than what this sheet reported."""
        reported = (CommitmentState.REPORTED_DONE.label, CommitmentState.IN_PROGRESS.label)
        return self.now != self.was and (self.of_reply or self.stage is None or self.now not in reported)

    @property
    def settled(self) -> bool:
        """Whether the offices took it; such a line is not written any more."""
        return self.decision is ExtensionState.APPROVED


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet. writable: the reader may fill it in now; decidable: he may judge its lines now."""

    id: int
    version: int
    unit: str
    department: int
    state: SheetState
    round: LookBackRow
    filled_by: str | None
    handed_in_at: datetime | None
    accepted_by: str | None
    accepted_at: datetime | None
    light: Light
    left: str
    lines: tuple[LineRow, ...]
    writable: bool
    decidable: bool

    @property
    def cards(self) -> tuple[tuple[LineRow, ...], ...]:
        """The lines of each reply together."""
        return tuple(tuple(lines) for _, lines in groupby(self.lines, key=lambda line: line.reply_id))


async def sheet_page(sheet: int, *, actor: Actor) -> SheetPage:
    """One sheet with the lines that the reader sees. Raises NotFound."""
    s: Any = LookBackSheet
    columns = (
        *s.all_columns(), s.department.name.as_alias("unit"), s.filled_by.name.as_alias("filler"),
        s.accepted_by.name.as_alias("accepter"),
    )  # fmt: skip
    row = await s.select(*columns).where(visible_to(actor, LookBackSheet) & (s.id == sheet)).first()
    lines = await _lines(sheet, actor) if row else ()
    if row is None or not lines:
        raise NotFound(kind=SHEET, key=str(sheet))
    state = SheetState(row["state"])
    found = (await LookBack.select().where(LookBack.id == row["look_back"]))[0]
    running = found["state"] == LookBackState.OPEN
    done = state is not SheetState.TO_FILL or not running
    light, left = light_of(Watched.LOOK_BACK, found["due_on"], today(), await working_calendar(), done=done)
    own = actor.unit == row["department"] and may(actor, Verb.FILL_SHEET)
    return SheetPage(
        id=sheet,
        version=row["version"],
        unit=row["unit"],
        department=row["department"],
        state=state,
        round=look_back_row(found),
        filled_by=row["filler"],
        handed_in_at=row["handed_in_at"],
        accepted_by=row["accepter"],
        accepted_at=row["accepted_at"],
        light=light,
        left=left,
        lines=lines,
        writable=own and running and state is SheetState.TO_FILL,
        decidable=may(actor, Verb.ACCEPT_SHEET) and running and state is SheetState.HANDED_IN,
    )


async def open_sheets(*, actor: Actor) -> tuple[int, ...]:
    """The sheets that the reader's unit still has to hand in, the most urgent first."""
    s: Any = LookBackSheet
    where = visible_to(actor, LookBackSheet) & (s.state == SheetState.TO_FILL.value)
    where = where & (s.department == (actor.unit or 0)) & (s.look_back.state == LookBackState.OPEN.value)
    return tuple(await s.select(s.id).where(where).order_by(s.look_back.due_on).output(as_list=True))


async def _lines(sheet: int, actor: Actor) -> tuple[LineRow, ...]:
    li: Any = LookBackLine
    columns = (
        li.id, li.position, li.reply, li.case, li.commitment, li.state_before, li.class_before, li.stage, li.told,
        li.class_asked, li.decision, li.decision_words, li.decided_by.name.as_alias("decider"),
        li.case.number_raw.as_alias("number"), li.case.title.as_alias("title"), li.case.scheme.as_alias("scheme"),
        li.case.track.as_alias("track"), li.reply.result_class.as_alias("class_now"),
        li.commitment.quote.as_alias("quote"), li.commitment.state.as_alias("state_now"),
        li.commitment.due_on.as_alias("due_on"), li.commitment.original_due_on.as_alias("first_due"),
    )  # fmt: skip
    rows = await li.select(*columns).where(visible_to(actor, LookBackLine) & (li.sheet == sheet)).order_by(li.position)
    rules = await _rules(rows)
    return tuple(_line(row, rules[row["scheme"], row["track"]]) for row in rows)


async def _rules(rows: Sequence[Row]) -> dict[tuple[str | None, str], Rules]:
    """The rules of each case; of one from the archive, which began elsewhere, those in force."""
    wanted = {(row["scheme"], row["track"]) for row in rows}
    return {
        key: await rules_of(key[0])
        if key[0]
        else await current_scheme(Track.NPC if key[1] == Track.NPC else Track.CPPCC)
        for key in wanted
    }


def _line(row: Row, rules: Rules) -> LineRow:
    promised = row["commitment"] is not None
    return LineRow(
        id=row["id"],
        position=row["position"],
        reply_id=row["reply"],
        case_id=row["case"],
        number=row["number"],
        title=row["title"],
        commitment_id=row["commitment"],
        quote=row["quote"],
        due_on=row["due_on"],
        original_due_on=row["first_due"],
        was=CommitmentState(row["state_before"]).label if promised else row["class_before"] or "",
        now=CommitmentState(row["state_now"]).label if promised else row["class_now"] or "",
        stage=Stage(row["stage"]) if row["stage"] else None,
        told=row["told"] or "",
        class_asked=row["class_asked"],
        classes=() if promised else rules.classes,
        decision=ExtensionState(row["decision"]) if row["decision"] else None,
        decision_words=row["decision_words"] or "",
        decided_by=row["decider"],
    )
