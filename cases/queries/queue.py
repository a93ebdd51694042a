"""The work queue of whoever acts: five tabs, each a list whose rows and number come from the same query.

A desk may hold thousands of cases. What counting and ordering need is read of all of them, the rest of the rows shown.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.actor import Actor
from cases.calendars import working_calendar
from cases.clock import today
from cases.kept_answers import kept
from cases.permissions import view_of, visible_to
from cases.queries.listing import Rows
from cases.queries.queue_past import acts_of, past_rows, told_of, told_rows
from cases.queries.queue_rows import Clocks, Head, QueueRow, heads_of
from cases.queries.waiting import SHARED, Task, tasks_of, work_of
from cases.schemes import rules_of
from cases.tables import Notice
from cases.vocabulary import Light, QueueTab, Track, Waiting

SORTS = ("urgent", "due", "number", "title")
LIGHTS = ("red", "yellow", "green")
_URGENCY = {Light.RED: 0, Light.ORANGE: 1, Light.YELLOW: 1, Light.GREEN: 2, Light.PAUSED: 3, Light.DONE: 4}
_PAST = (QueueTab.DONE, QueueTab.STARTED, QueueTab.TOLD)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What to list. Empty fields do not narrow. light: red, yellow, green; due: today; unit: id of a unit."""

    tab: QueueTab = QueueTab.TO_DO
    waiting: Waiting | None = None
    light: str = ""
    due: str = ""
    text: str = ""
    track: Track | None = None
    unit: int | None = None
    sort: str = SORTS[0]


@dataclass(frozen=True, slots=True)
class UnitLights:
    """What waits of one unit: how much of it is late and how much is near."""

    unit: int
    name: str
    red: int
    yellow: int


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as one reader sees it. counts: rows of each tab; numbers: of what waits, today, yellow and red, and of
    each kind of work; units: the same by unit, in the order of the units; rows: one page of the tab and filter asked
    for."""

    counts: Mapping[QueueTab, int]
    numbers: Mapping[str, int]
    kinds: Mapping[Waiting, int]
    units: tuple[UnitLights, ...]
    rows: Rows[QueueRow]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is in somebody's hands: what waits, what else he has begun, and what both are about."""

    waiting: list[QueueRow]
    doing: list[Task]
    heads: Mapping[int, Head]
    clocks: Clocks

    @property
    def busy(self) -> set[int]:
        return {row.case_id for row in self.waiting} | {task.case for task in self.doing}


async def queue_of(wanted: QueueFilter, *, actor: Actor, page: int = 1, per_page: int = 20) -> Queue:
    """The tabs with their numbers and one page of the one asked for."""
    desk = await _desk(actor)
    busy = desk.busy
    acts = await kept(("acts", actor), lambda: acts_of(actor))
    told = await told_of(actor)
    done = {case: seq for case, seq in acts.any.items() if case not in busy}
    rows = desk.waiting
    if wanted.tab is QueueTab.DOING:
        rows = [desk.clocks.row(task, desk.heads[task.case]) for task in desk.doing]
    elif wanted.tab is QueueTab.TOLD:
        rows = await told_rows(told, actor)
    elif wanted.tab in _PAST:
        rows = await past_rows(done if wanted.tab is QueueTab.DONE else acts.starting, actor)
    found = ordered([row for row in rows if fits(row, wanted)], wanted)
    start = (page - 1) * per_page
    return Queue(
        counts={
            QueueTab.TO_DO: len(desk.waiting),
            QueueTab.DOING: len(desk.doing),
            QueueTab.DONE: len(done),
            QueueTab.STARTED: len(acts.starting),
            QueueTab.TOLD: len(told),
        },
        numbers={
            "today": sum(row.due_on == desk.clocks.today for row in desk.waiting),
            **{light: sum(row.colour == light for row in desk.waiting) for light in ("yellow", "red")},
        },
        kinds={kind: n for kind in Waiting if (n := sum(row.waiting is kind for row in desk.waiting))},
        units=_by_unit(desk.waiting),
        rows=Rows(await _marked(found[start : start + per_page], actor), len(found), page, per_page),
    )


async def first_task(*, actor: Actor, after: int | None = None) -> QueueRow | None:
    """What to do next: the most urgent task, of another case than the one just dealt with where there is one."""
    rows = ordered((await _desk(actor)).waiting, QueueFilter())
    return next((row for row in rows if row.case_id != after), rows[0] if rows else None)


def fits(row: QueueRow, wanted: QueueFilter) -> bool:
    """Whether a row is asked for."""
    return (
        (wanted.waiting is None or row.waiting is wanted.waiting)
        and (not wanted.light or row.colour == wanted.light)
        and (wanted.due != "today" or row.due_on == today())
        and (wanted.track is None or row.track is wanted.track)
        and (wanted.unit is None or row.unit_id == wanted.unit)
        and (not wanted.text or wanted.text in row.title or wanted.text in (row.number or ""))
    )


def ordered(rows: Iterable[QueueRow], wanted: QueueFilter) -> list[QueueRow]:
    """Red before yellow before green, then by day, then by number; or as asked for. Never by chance."""
    by_number = lambda row: (_number(row.number), row.case_id, row.waiting or "", row.thing)
    by_day = lambda row: (row.due_on or date.max, *by_number(row))
    if wanted.sort == "due":
        return sorted(rows, key=by_day)
    if wanted.sort == "number":
        return sorted(rows, key=by_number)
    if wanted.sort == "title":
        return sorted(rows, key=lambda row: (row.title, *by_number(row)))
    if wanted.tab in _PAST:
        return sorted(rows, key=lambda row: (-row.at.timestamp() if row.at else 0, *by_number(row)))
    return sorted(rows, key=lambda row: (_URGENCY[row.light or Light.GREEN], *by_day(row)))


async def _desk(actor: Actor) -> _Desk:
    """What waits, and what is in hand without waiting, looked up anew after a change and every day. Offices that watch
    over everything have one desk for all their people."""
    whose = view_of(actor) if actor.role in SHARED else actor
    return await kept(("desk", whose), lambda: _desk_of(actor), weight=lambda desk: 1 + len(desk.heads) // 100)


async def _desk_of(actor: Actor) -> _Desk:
    """Of the parts that are not late yet only those whose light is no longer green wait."""
    tasks, work = await tasks_of(actor), await work_of(actor)
    heads = await heads_of({task.case for task in (*tasks, *work)}, actor)
    rules = {key: await rules_of(key) for key in {head.scheme for head in heads.values()} if key}
    clocks = Clocks(today(), await working_calendar(), rules)
    rows = [clocks.row(task, heads[task.case]) for task in tasks if task.case in heads]
    waiting = [row for row in rows if row.waiting is not Waiting.NEAR or row.colour == "yellow"]
    busy = {row.case_id for row in waiting}
    return _Desk(waiting, [task for task in work if task.case in heads and task.case not in busy], heads, clocks)


async def _marked(rows: Sequence[QueueRow], actor: Actor) -> tuple[QueueRow, ...]:
    """The rows shown, those marked of whose case something was told that has not been read."""
    if not rows:
        return ()
    unread = (Notice.person == (actor.owner or 0)) & Notice.read_at.is_null() & Notice.done_at.is_null()
    shown = Notice.case.is_in([row.case_id for row in rows])
    fresh = set(await Notice.select(Notice.case).where(visible_to(actor, Notice) & unread & shown).output(as_list=True))
    return tuple(replace(row, fresh=True) if row.case_id in fresh else row for row in rows)


def _by_unit(rows: Iterable[QueueRow]) -> tuple[UnitLights, ...]:
    """Late and near work by unit, in the neutral order of the units: nobody is ranked."""
    count = Counter((row.unit_id, row.colour) for row in rows)
    names = {row.unit_id: row.unit or "" for row in rows if row.unit_id is not None and row.colour != "green"}
    return tuple(
        UnitLights(unit, name, count[unit, "red"], count[unit, "yellow"]) for unit, name in sorted(names.items())
    )


def _number(number: str | None) -> tuple[int, str]:
    """A number by its value, cases without one last."""
    digits = re.search(r"[0-9]{1,9}", number or "")
    return (int(digits.group()) if digits else 10**9, number or "")
