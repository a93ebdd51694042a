"""The work queue of whoever acts: five tabs, each a list whose rows and number come from the same query."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from cases.actor import Actor
from cases.calendars import working_calendar
from cases.clock import today
from cases.deadlines import due_on
from cases.lights import light_of
from cases.permissions import visible_to
from cases.queries.listing import Rows
from cases.queries.waiting import Task, tasks_of, work_of
from cases.schemes import Rules, rules_of
from cases.tables import Case, JournalEntry, Notice
from cases.vocabulary import CaseState, Clock, Event, Light, QueueTab, Track, Verb, Waiting, Watched
from cases.working_days import WorkingCalendar

MOST_PAST = 2000
SORTS = ("urgent", "due", "number", "title")
_CLOCKS = {
    Waiting.TO_ACCEPT: Clock.ACCEPT,
    Waiting.TO_ASSIGN: Clock.ASSIGN,
    Waiting.RETURN_ASKED: Clock.DECIDE_RETURN,
}
_WATCHED = {
    Waiting.TO_ACCEPT: Watched.ACCEPTANCE,
    Waiting.TO_ASSIGN: Watched.ACCEPTANCE,
    Waiting.RETURN_ASKED: Watched.ACCEPTANCE,
    Waiting.OPINION_DUE: Watched.CO_OPINION,
    Waiting.TO_RATE: Watched.FEEDBACK,
}
_URGENCY = {Light.RED: 0, Light.ORANGE: 1, Light.YELLOW: 1, Light.GREEN: 2, Light.PAUSED: 3, Light.DONE: 4}
# What somebody sets going, so that others have to answer.
_STARTING = (
    Verb.CREATE, Verb.SUBMIT, Verb.ASSIGN, Verb.REQUEST_RETURN, Verb.REQUEST_EXTENSION, Verb.URGE, Verb.ASK_COSIGN,
    Verb.ASK_APPROVAL, Verb.MARK_KEY, Verb.SEND_CO_OPINION, Verb.ORDER_REHANDLE,
)  # fmt: skip
_LOOKING = (Verb.SEE, Verb.SIGN_IN, Verb.SIGN_OUT)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line. thing, seen: what its page is named by and the version; what: in words; at: when, for what is past.

    fresh: something happened to the case that its reader has not opened yet.
    """

    case_id: int
    number: str | None
    title: str
    track: Track
    state: CaseState
    waiting: Waiting | None
    what: str
    thing: int
    seen: int
    unit: str | None
    due_on: date | None
    light: Light | None
    left: str
    at: datetime | None = None
    fresh: bool = False

    @property
    def colour(self) -> str:
        """The light as lists are narrowed by it: orange counts as yellow."""
        return {Light.RED: "red", Light.ORANGE: "yellow", Light.YELLOW: "yellow"}.get(self.light, "green")  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What to list. Empty fields do not narrow. light: red, yellow, green; due: today."""

    tab: QueueTab = QueueTab.TO_DO
    waiting: Waiting | None = None
    light: str = ""
    due: str = ""
    text: str = ""
    track: Track | None = None
    sort: str = SORTS[0]


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as one reader sees it. counts: rows of each tab; numbers: of what waits, today, yellow and red, and of
    each kind of work; rows: one page of the tab and filter asked for."""

    counts: Mapping[QueueTab, int]
    numbers: Mapping[str, int]
    kinds: Mapping[Waiting, int]
    rows: Rows[QueueRow]


async def queue_of(wanted: QueueFilter, *, actor: Actor, page: int = 1, per_page: int = 20) -> Queue:
    """The tabs with their numbers and one page of the one asked for."""
    tabs = await _tabs(actor)
    waiting = tabs[QueueTab.TO_DO]
    kinds = {kind: sum(row.waiting is kind for row in waiting) for kind in Waiting}
    rows = ordered([row for row in tabs[wanted.tab] if fits(row, wanted)], wanted)
    start = (page - 1) * per_page
    return Queue(
        counts={tab: len(found) for tab, found in tabs.items()},
        numbers={
            "today": sum(row.due_on == today() for row in waiting),
            **{light: sum(row.colour == light for row in waiting) for light in ("yellow", "red")},
        },
        kinds={kind: count for kind, count in kinds.items() if count},
        rows=Rows(tuple(rows[start : start + per_page]), len(rows), page, per_page),
    )


async def first_task(*, actor: Actor, after: int | None = None) -> QueueRow | None:
    """What to do next: the most urgent task, of another case than the one just dealt with where there is one."""
    rows = ordered(await _to_do(actor), QueueFilter())
    return next((row for row in rows if row.case_id != after), rows[0] if rows else None)


def fits(row: QueueRow, wanted: QueueFilter) -> bool:
    """Whether a row is asked for."""
    return (
        (wanted.waiting is None or row.waiting is wanted.waiting)
        and (not wanted.light or row.colour == wanted.light)
        and (wanted.due != "today" or row.due_on == today())
        and (wanted.track is None or row.track is wanted.track)
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
    if wanted.tab in (QueueTab.DONE, QueueTab.STARTED, QueueTab.TOLD):
        return sorted(rows, key=lambda row: (-row.at.timestamp() if row.at else 0, *by_number(row)))
    return sorted(rows, key=lambda row: (_URGENCY[row.light or Light.GREEN], *by_day(row)))


async def _tabs(actor: Actor) -> dict[QueueTab, list[QueueRow]]:
    waiting = await _to_do(actor)
    busy = {row.case_id for row in waiting}
    doing = [row for row in await _rows(await work_of(actor), actor) if row.case_id not in busy]
    busy |= {row.case_id for row in doing}
    return {
        QueueTab.TO_DO: waiting,
        QueueTab.DOING: doing,
        QueueTab.DONE: [row for row in await _past(actor, None) if row.case_id not in busy],
        QueueTab.STARTED: await _past(actor, _STARTING),
        QueueTab.TOLD: await _told(actor),
    }


async def _to_do(actor: Actor) -> list[QueueRow]:
    """What waits; of the parts that are not late yet only those whose light is no longer green."""
    rows = await _rows(await tasks_of(actor), actor)
    return [row for row in rows if row.waiting is not Waiting.NEAR or row.colour == "yellow"]


async def _rows(tasks: Sequence[Task], actor: Actor) -> list[QueueRow]:
    cases = await _cases({task.case for task in tasks}, actor)
    fresh, calendar = await _fresh(actor), await working_calendar()
    rules: dict[str, Rules] = {}
    for key in {case["scheme"] for case in cases.values()} - {None}:
        rules[key] = await rules_of(key)
    return [
        _row(task, cases[task.case], rules.get(cases[task.case]["scheme"]), calendar, fresh=task.case in fresh)
        for task in tasks
        if task.case in cases
    ]


def _row(
    task: Task, case: Mapping[str, Any], rules: Rules | None, calendar: WorkingCalendar, *, fresh: bool
) -> QueueRow:
    due = task.due_on
    clock = _CLOCKS.get(task.waiting)
    if clock is not None and rules is not None and task.since is not None:
        due = due_on(clock, task.since, rules, calendar)
    watched = _WATCHED.get(task.waiting, Watched.CO_OPINION if task.co else Watched.REPLY)
    light, left = light_of(watched, due, today(), calendar)
    what = task.waiting.label
    if task.waiting is Waiting.IN_HAND:
        what = CaseState(case["state"]).label
    return QueueRow(
        case_id=task.case,
        number=case["number"],
        title=case["title"],
        track=Track(case["track"]),
        state=CaseState(case["state"]),
        waiting=task.waiting,
        what=what,
        thing=task.thing,
        seen=task.seen,
        unit=task.unit,
        due_on=due,
        light=light,
        left=left,
        fresh=fresh,
    )


async def _cases(ids: Iterable[int], actor: Actor) -> dict[int, dict[str, Any]]:
    columns = (Case.id, Case.number, Case.title, Case.track, Case.state, Case.scheme)
    rows = await Case.select(*columns).where(visible_to(actor, Case) & Case.id.is_in(sorted(ids) or [0]))
    return {row["id"]: row for row in rows}


async def _fresh(actor: Actor) -> set[int]:
    """Cases of which something was told that has not been read."""
    unread = (Notice.person == (actor.owner or 0)) & Notice.read_at.is_null() & Notice.done_at.is_null()
    rows = await Notice.select(Notice.case).where(visible_to(actor, Notice) & unread & Notice.case.is_not_null())
    return {row["case"] for row in rows}


async def _past(actor: Actor, verbs: Sequence[Verb] | None) -> list[QueueRow]:
    """Cases on which the actor did one of these acts, or any, each with the newest of them."""
    if actor.person is None:
        return []
    where = (JournalEntry.person == actor.person) & JournalEntry.case.is_not_null()
    chosen = [verb.value for verb in verbs or _LOOKING]
    where = where & (JournalEntry.verb.is_in(chosen) if verbs else JournalEntry.verb.not_in(chosen))
    entries = (
        await JournalEntry.select(JournalEntry.case, JournalEntry.verb, JournalEntry.at)
        .where(visible_to(actor, JournalEntry) & where)
        .order_by(JournalEntry.seq, ascending=False)
        .limit(MOST_PAST)
    )
    newest: dict[int, dict[str, Any]] = {}
    for entry in entries:
        newest.setdefault(entry["case"], entry)
    cases = await _cases(newest, actor)
    return [_past_row(cases[i], Verb(e["verb"]).label, e["at"]) for i, e in newest.items() if i in cases]


async def _told(actor: Actor) -> list[QueueRow]:
    """Cases of which the actor was told without having to do something, each with the newest of it."""
    mine = (Notice.person == (actor.owner or 0)) & Notice.to_do.eq(False) & Notice.case.is_not_null()
    told = Notice.select().where(visible_to(actor, Notice) & mine).order_by(Notice.id, ascending=False)
    newest: dict[int, dict[str, Any]] = {}
    for row in await told.limit(MOST_PAST):
        newest.setdefault(row["case"], row)
    cases = await _cases(newest, actor)
    return [
        replace(_past_row(cases[i], Event(n["event"]).label, n["created_at"]), fresh=n["read_at"] is None)
        for i, n in newest.items()
        if i in cases
    ]


def _past_row(case: Mapping[str, Any], what: str, at: datetime) -> QueueRow:
    return QueueRow(
        case_id=case["id"],
        number=case["number"],
        title=case["title"],
        track=Track(case["track"]),
        state=CaseState(case["state"]),
        waiting=None,
        what=what,
        thing=case["id"],
        seen=0,
        unit=None,
        due_on=None,
        light=None,
        left="",
        at=at,
    )


def _number(number: str | None) -> tuple[int, str]:
    """A number by its value, cases without one last."""
    digits = re.search(r"[0-9]{1,9}", number or "")
    return (int(digits.group()) if digits else 10**9, number or "")
