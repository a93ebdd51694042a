"""The reminders that nobody has to think of: what is due soon or late is urged by rule, once each, on working days.

Everything that has a due day is looked at on the first round of a day, after a change of the calendar and once an hour;
in the rounds between, only the cases that the journal tells of since. So what is given out today with a point today is
urged within the minute, and a minute in which nothing was done costs one read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from time import monotonic

from cases.actions.each import Tally, each
from cases.actor import SYSTEM
from cases.calendars import working_calendar
from cases.clock import now, today
from cases.database import write_tx
from cases.journal import record
from cases.lights import Point, reached, words_of
from cases.notices import about_thing, circle_of, link_of, tell
from cases.pacing import Stint
from cases.queries.changes import Looked, changed_cases, last_entry
from cases.queries.watches import Watch, still_due, watched
from cases.recipients import themselves
from cases.tables import Notice, Urge
from cases.tellings import Whom
from cases.vocabulary import Event, Role, Verb, Watched
from cases.working_days import WorkingCalendar, is_working

_CIRCLES = {Role.CLERK: Whom.CLERKS, Role.HANDLER: Whom.HANDLER, Role.APPROVER: Whom.APPROVERS}


@dataclass(frozen=True, slots=True)
class Reminder:
    """A point that is reached. key: its name for ever; words: how much time is left."""

    key: str
    watch: Watch
    point: Point
    words: str


async def urge_by_rule(on: date | None = None, looked: Looked | None = None) -> int:
    """Urge everything that has reached an urging point which was not urged yet; how many. Nothing on days off.

    looked: what earlier rounds have seen; without it everything is looked at. One that fails is logged, and the next
    round looks again at all that this one has.
    """
    day, calendar = on or today(), await working_calendar()
    if not is_working(calendar, day):
        return 0
    begun, until = monotonic(), await last_entry()
    covered = looked is not None and looked.covers(day, calendar)
    cases = await changed_cases(looked.place, until) if looked is not None and covered else None
    work, found = _Round(day, calendar), Tally()
    async for page in watched(day, calendar, cases):
        found += await _urge_page(page, work)
        if on is None and today() != day:  # the words would tell of yesterday: the next round begins anew
            return found.done
    if looked is not None and not found.failed:
        looked.on, looked.calendar, looked.place = day, calendar, until
        looked.at = begun if cases is None else looked.at
    return found.done


@dataclass(slots=True)
class _Round:
    """A round under way. points: what is reached, by what it depends on; thousands of things share a few due days."""

    day: date
    calendar: WorkingCalendar
    stint: Stint = field(default_factory=Stint)
    points: dict[tuple[Watched, date, date | None], Point | None] = field(default_factory=dict)

    def point_of(self, watch: Watch) -> Point | None:
        """The point that a thing has reached since it began."""
        since = watch.since if watch.kind is Watched.FEEDBACK else None
        key = (watch.kind, watch.due, since)
        if key not in self.points:
            self.points[key] = reached(watch.kind, watch.due, self.day, self.calendar, since=since)
        point = self.points[key]
        return point if point is not None and (watch.since is None or point.on > watch.since) else None


async def _urge_page(page: Sequence[Watch], work: _Round) -> Tally:
    due: list[Reminder] = []
    for watch in page:
        if (point := work.point_of(watch)) is not None:
            due.append(Reminder(watch.key(point), watch, point, words_of(watch.due, work.day, work.calendar)))
        await work.stint.pause()
    known = await _known([one.key for one in due])
    await work.stint.pause()
    return await each([one for one in due if one.key not in known], _urge, work.stint)


async def _known(keys: Sequence[str]) -> set[str]:
    if not keys:
        return set()
    return set(await Urge.select(Urge.rule_key).where(Urge.rule_key.is_in(list(keys))).output(as_list=True))


async def _urge(one: Reminder) -> bool:
    """One reminder with its row, its journal line and its notices; the one before it about the same is settled."""
    watch, point = one.watch, one.point
    row = Urge(
        case=watch.case, assignment=watch.assignment, form=point.rule.form.value, rule_key=one.key,
        told=f"{watch.kind.label}：{one.words}",
    )  # fmt: skip
    async with write_tx():
        if not await still_due(watch):
            return False
        made = await Urge.insert(row).on_conflict(target=Urge.rule_key, action="DO NOTHING")
        if not made:
            return False
        await record(SYSTEM, Verb.URGE, watch.machine.value, watch.thing_id, case=watch.case, new=row.told)
        about = await about_thing(watch.machine, watch.thing_id, watch.case, occasion=one.key)
        if watch.kind is Watched.FEEDBACK:
            about = replace(about, link=link_of(Event.REPLIED, about))
        await _settle_earlier(watch, about.key)
        to = themselves([watch.person]) if watch.person else await circle_of(_whom(point), about)
        await tell(Event.REMINDED, about, to=to, due=watch.due, words=watch.kind.label, left=one.words)
    return True


def _whom(point: Point) -> list[Whom]:
    circles = [_CIRCLES[role] for role in point.rule.roles]
    return [*circles, Whom.LEAD] if point.rule.copy_lead else circles


async def _settle_earlier(watch: Watch, thing: str) -> None:
    earlier = Notice.key.like(f"{Event.REMINDED.value}:{thing}:{watch.kind.value}:%")
    where = (Notice.case == watch.case) & Notice.done_at.is_null() & earlier
    if watch.person is not None:
        where = where & (Notice.person == watch.person)
    await Notice.update({Notice.done_at: now()}).where(where)
