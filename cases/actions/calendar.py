"""The administrator sets the days of a year, from the grid or the yearly notice; due days follow, each journaled."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from piccolo.custom_types import Combinable

from cases.actor import SYSTEM, Actor
from cases.calendars import PROVISIONAL
from cases.clock import today
from cases.database import write_tx
from cases.errors import CalendarRowWrong, Forbidden
from cases.journal import record
from cases.notices import about_thing, tell
from cases.permissions import can
from cases.recipients import themselves
from cases.recomputing import Moved, moved_days
from cases.stale_marks import mark_stale
from cases.tables import Assignment, CalendarDay, Case, Delivery, DictionaryEntry
from cases.tables.columns import Changes
from cases.vocabulary import DayKind, Event, FeedbackState, Machine, Verb
from cases.working_days import calendar_of

SpecialDay = tuple[date, DayKind, str]
_KINDS = {"休": DayKind.HOLIDAY, "班": DayKind.WORKDAY}
_RANGE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[至~](\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?)?")
_HEADS = ("日期", "date")
LONGEST_RUN = 31
MOST_LINES = 400


def read_days(text: str, year: int) -> tuple[SpecialDay, ...]:
    """The special days of a year from lines such as 2027-01-01,休,元旦 or 2027-10-01至2027-10-07,休,国庆节.

    A head line, blank lines and a byte order mark do no harm; a later line about a day wins. Raises CalendarRowWrong.
    """
    found: dict[date, SpecialDay] = {}
    lines = text.lstrip("\ufeff").splitlines()
    for line, raw in enumerate(lines[:MOST_LINES], 1):
        plain = unicodedata.normalize("NFKC", raw).replace(" ", "").replace("\t", ",").rstrip(",")
        if not plain or (line == 1 and plain.partition(",")[0].lower() in _HEADS):
            continue
        cells = [*plain.split(","), "", ""][:3]
        run, kind = _run(cells[0]), _KINDS.get(cells[1])
        if kind is None or not run or any(day.year != year for day in run):
            raise CalendarRowWrong(line, raw.strip()[:40], year)
        found |= {day: (day, kind, cells[2][:20]) for day in run}
    return tuple(sorted(found.values()))


def written_days(days: Sequence[SpecialDay]) -> str:
    """The same days as lines that ``read_days`` reads."""
    signs = {kind: sign for sign, kind in _KINDS.items()}
    return "\n".join(f"{day.isoformat()},{signs[kind]},{name}" for day, kind, name in sorted(days))


async def set_year(year: int, days: Sequence[SpecialDay], *, provisional: bool, actor: Actor) -> tuple[Moved, ...]:
    """Make these the special days of a year and count the open due days anew; which moved. Raises Forbidden."""
    if not can(actor, Verb.MANAGE_CALENDAR):
        raise Forbidden(act=Verb.MANAGE_CALENDAR.label)
    async with write_tx():
        old = await _days()
        kept = [day for day in old if day[0].year != year]
        before = [day for day in old if day[0].year == year]
        moved = await moved_days(calendar_of([*kept, *days]))
        await record(
            actor, Verb.MANAGE_CALENDAR, "calendar_day", None, old=written_days(before) or None,
            new=written_days(days) or None, reason=f"{year}年" + ("（暂定）" if provisional else ""),
        )  # fmt: skip
        await _replace(year, before, days)
        await _mark_provisional(year, provisional)
        for one in moved:
            await _recompute(one, actor)
        await mark_stale(*{("case", one.case) for one in moved})
    return moved


async def _days() -> list[SpecialDay]:
    rows = await CalendarDay.select(CalendarDay.on, CalendarDay.kind, CalendarDay.name).order_by(CalendarDay.on)
    return [(row["on"], DayKind(row["kind"]), row["name"]) for row in rows]


async def _replace(year: int, before: Sequence[SpecialDay], days: Sequence[SpecialDay]) -> None:
    gone = [day for day, _, _ in set(before) - set(days)]
    if gone:
        await CalendarDay.delete().where(CalendarDay.on.is_in(gone))
    fresh = sorted(set(days) - set(before))
    if fresh:
        await CalendarDay.insert(*[CalendarDay(on=day, kind=kind.value, name=name) for day, kind, name in fresh])


async def _mark_provisional(year: int, provisional: bool) -> None:
    entry = DictionaryEntry
    mine = (entry.list_name == PROVISIONAL) & (entry.code == str(year))
    retired = None if provisional else today()
    if await entry.exists().where(mine):
        await entry.update({entry.retired_on: retired}).where(mine)
    elif provisional:
        await entry.insert(entry(list_name=PROVISIONAL, code=str(year), label=f"{year}年"))


async def _recompute(moved: Moved, actor: Actor) -> None:
    """Write a day that follows from the new calendar; who looked at the old one has to look again."""
    raters = None
    if moved.machine is Machine.REPLY:
        raters = themselves(await Delivery.select(Delivery.person).where(_awaited(moved)).output(as_list=True))
    if moved.machine is Machine.CASE:
        await Case.update({Case.due_on: moved.new, Case.version: Case.version + 1}).where(Case.id == moved.id)
    elif moved.machine is Machine.REPLY:
        await Delivery.update({Delivery.feedback_due_on: moved.new}).where(_awaited(moved))
    else:
        columns: Changes = {Assignment.due_on: moved.new, Assignment.version: Assignment.version + 1}
        await Assignment.update(columns).where(Assignment.id == moved.id)
    old, new = moved.old.isoformat(), moved.new.isoformat()
    await record(actor, Verb.RECOMPUTE, moved.machine.value, moved.id, case=moved.case, old=old, new=new)
    if moved.machine is not Machine.CASE:
        about = await about_thing(moved.machine, moved.id, moved.case, occasion=f"{old} {new}")
        words = f"{moved.old.month}月{moved.old.day}日改为{moved.new.month}月{moved.new.day}日"
        await tell(Event.RECOMPUTED, about, actor=SYSTEM, to=raters, due=moved.new, words=words)


def _awaited(moved: Moved) -> Combinable:
    """The ratings of a reply that were awaited until the old day."""
    where = (Delivery.reply == moved.id) & (Delivery.state == FeedbackState.AWAITING.value)
    return where & (Delivery.feedback_due_on == moved.old)


def _run(cell: str) -> list[date]:
    """The days that a cell names, empty where it names none."""
    found = _RANGE.fullmatch(cell)
    if found is None:
        return []
    try:
        first = date(*(int(part) for part in found.groups()[:3]))
        last = date(*(int(part) for part in found.groups()[3:])) if found[4] else first
    except ValueError:
        return []
    if not 0 <= (last - first).days < LONGEST_RUN:
        return []
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
