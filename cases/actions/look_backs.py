"""A look-back as a whole: begun for the units of a year's replies, urged where nothing comes, closed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases.actor import Actor
from cases.clock import now, today
from cases.database import insert_rows, write_tx
from cases.errors import (
    DayUnfit,
    FieldMissing,
    Forbidden,
    NotFound,
    NothingChosen,
    NothingToAsk,
    SheetLocked,
    UrgedLately,
)
from cases.journal import record
from cases.notices import About, about_errand, settle, tell
from cases.permissions import may, visible_to
from cases.queries.look_backs import NOUN, SHEET, Wanted, by_unit, replies_to_ask
from cases.tables import JournalEntry, LookBack, LookBackLine, LookBackSheet
from cases.vocabulary import Errand, Event, LookBackState, SheetState, Verb

THING = Errand.LOOK_BACK_SHEET.value
URGED_AGAIN = timedelta(days=3)
MOST_URGED = 100
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Round:
    """What a round is called and by when its sheets are due. units: the ones asked, none for all that are known."""

    title: str
    due_on: date | None
    units: tuple[int, ...] = ()


async def begin_look_back(wanted: Wanted, begun: Round, *, actor: Actor) -> int:
    """Make a sheet for each unit and tell its clerks; the id of the round.

    A line keeps how its reply or promise stood. Raises Forbidden, FieldMissing, DayUnfit, NothingToAsk.
    """
    if not may(actor, Verb.LOOK_BACK):
        raise Forbidden(act=Verb.LOOK_BACK.label)
    if not begun.title.strip():
        raise FieldMissing(field="名称")
    if begun.due_on is None or begun.due_on <= today():
        raise DayUnfit(field="报送期限", why="必须晚于今天")
    async with write_tx():
        asked = await replies_to_ask(wanted, actor=actor)
        shares = {
            unit: pairs
            for unit, pairs in by_unit(asked).items()
            if unit is not None and (not begun.units or unit in begun.units)
        }
        if not shares:
            raise NothingToAsk
        row = LookBack(
            title=begun.title.strip(), year=wanted.year, track=wanted.track.value if wanted.track else None,
            classes=json.dumps([one.value for one in wanted.classes]), due_on=begun.due_on, begun_by=actor.person,
        )  # fmt: skip
        await LookBack.insert(row)
        said = f"{row.title}：{len(shares)}家单位"
        await record(actor, Verb.LOOK_BACK, "look_back", row.id, new=said)
        for unit in sorted(shares):
            await _sheet(row.id, unit, shares[unit], begun, actor)
    return int(row.id)


async def _sheet(round_id: int, unit: int, pairs: Sequence[tuple[Row, Row | None]], begun: Round, actor: Actor) -> None:
    sheet = LookBackSheet(look_back=round_id, department=unit)
    await LookBackSheet.insert(sheet)
    # The promises of a reply stand under it, whichever of the two came first.
    order = {reply["id"]: at for at, (reply, _) in reversed(list(enumerate(pairs)))}
    pairs = sorted(pairs, key=lambda pair: (order[pair[0]["id"]], pair[1] is not None))
    lines = [
        {
            "sheet": sheet.id, "position": position, "case": reply["case"], "reply": reply["id"],
            "commitment": promise["id"] if promise else None, "state_before": promise["state"] if promise else None,
            "class_before": reply["result_class"],
        }
        for position, (reply, promise) in enumerate(pairs, start=1)
    ]  # fmt: skip
    await insert_rows(LookBackLine, lines)
    about = sheet_about(sheet.id, unit, begun.title, occasion="asked")
    await tell(Event.LOOK_BACK_ASKED, about, actor=actor, due=begun.due_on, words=f"《{begun.title.strip()}》")


def sheet_about(sheet: int, unit: int, title: str, *, occasion: str) -> About:
    """A sheet as notices speak of it."""
    return about_errand(Errand.LOOK_BACK_SHEET, sheet, unit, occasion=occasion, called=f"《{title.strip()}》")


async def urge_sheets(look_back: int, sheets: Sequence[int], told: str, *, actor: Actor) -> None:
    """Urge the units of sheets that were not handed in, all or none; one at most once in three days.

    Raises Forbidden, NothingChosen, NotFound, SheetLocked, UrgedLately.
    """
    if not may(actor, Verb.LOOK_BACK):
        raise Forbidden(act=Verb.URGE.label)
    if not sheets:
        raise NothingChosen(kind=SHEET)
    if not told.strip():
        raise FieldMissing(field="催办内容")
    async with write_tx():
        row = await open_round(look_back, actor)
        for sheet in list(dict.fromkeys(sheets))[:MOST_URGED]:
            await _urge(row, sheet, told.strip(), actor)


async def _urge(row: Row, sheet: int, told: str, actor: Actor) -> None:
    s: Any = LookBackSheet
    where = visible_to(actor, LookBackSheet) & (s.id == sheet) & (s.look_back == row["id"])
    found = await s.select(s.department, s.state, s.department.name.as_alias("unit")).where(where).first()
    if found is None:
        raise NotFound(kind=SHEET, key=str(sheet))
    if found["state"] != SheetState.TO_FILL:
        raise SheetLocked(state=SheetState(found["state"]).label)
    entry = JournalEntry
    last = (entry.thing == THING) & (entry.thing_id == sheet) & (entry.verb == Verb.URGE.value)
    if await entry.exists().where(last & (entry.at > now() - URGED_AGAIN)):
        raise UrgedLately(unit=found["unit"])
    await record(actor, Verb.URGE, THING, sheet, new=told)
    about = sheet_about(sheet, found["department"], row["title"], occasion=f"urged {now().isoformat()}")
    await tell(Event.LOOK_BACK_URGED, about, actor=actor, due=row["due_on"], words=f"《{row['title']}》", left=told)


async def close_look_back(look_back: int, *, actor: Actor) -> None:
    """End a round; what was not handed in stays as it is, and nobody is asked any more."""
    if not may(actor, Verb.CLOSE_LOOK_BACK):
        raise Forbidden(act=Verb.CLOSE_LOOK_BACK.label)
    async with write_tx():
        row = await open_round(look_back, actor)
        changes: dict[Any, Any] = {LookBack.state: LookBackState.CLOSED.value, LookBack.closed_at: now()}
        await LookBack.update(changes).where(LookBack.id == look_back)
        await record(actor, Verb.CLOSE_LOOK_BACK, "look_back", look_back, new=row["title"])
        where = LookBackSheet.look_back == look_back
        for sheet in await LookBackSheet.select(LookBackSheet.id, LookBackSheet.department).where(where):
            await settle(sheet_about(sheet["id"], sheet["department"], row["title"], occasion=""))


async def open_round(look_back: int, actor: Actor) -> Row:
    """A round that is running, inside ``write_tx``. Raises NotFound, SheetLocked."""
    row = await LookBack.select().where(visible_to(actor, LookBack) & (LookBack.id == look_back)).first()
    if row is None:
        raise NotFound(kind=NOUN, key=str(look_back))
    if row["state"] != LookBackState.OPEN:
        raise SheetLocked(state=LookBackState(row["state"]).label)
    return dict(row)
