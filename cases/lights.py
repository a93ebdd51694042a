"""Traffic lights and urging points: how urgent a thing is, in a colour and in words, and who is urged on which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cases.vocabulary import Lamp, Light, Role, SpanUnit, UrgeForm, Watched
from cases.vocabulary.clocks import DUE_TODAY, LATE_DAYS, LATE_WORKING, LEFT_DAYS, LEFT_WORKING, NO_DAY, STOPPED_CLOCK
from cases.working_days import WorkingCalendar, add_working_days, working_day_until, working_days_between


@dataclass(frozen=True, slots=True)
class Threshold:
    """From how much time left a light is yellow and orange, in which unit; what it is when the day has passed."""

    yellow: int
    unit: SpanUnit = SpanUnit.DAYS
    orange: int = -1
    late: Light = Light.RED


# Rules printed in the head of a list; domain practice, all of it defaults.
WARNINGS: Mapping[Watched, Threshold] = {
    Watched.ACCEPTANCE: Threshold(0, SpanUnit.WORKING_DAYS),
    Watched.RETURN_WINDOW: Threshold(0, SpanUnit.WORKING_DAYS),
    Watched.CO_OPINION: Threshold(7),
    Watched.REPLY: Threshold(30, orange=7),
    Watched.CONTACT: Threshold(-1, late=Light.YELLOW),
    Watched.FEEDBACK: Threshold(5, SpanUnit.WORKING_DAYS),
    Watched.COMMITMENT: Threshold(60),
    Watched.LOOK_BACK: Threshold(7),
}
NO_CONTACT_RED = 15  # days before the reply is due without any contact


@dataclass(frozen=True, slots=True)
class Urging:
    """One urging point. after: of unit after the due day, negative before it, or where from_start is set after the
    day the time began; every: and again after so many days.

    roles: who of the unit (or the submitters) is told. copy_lead: the lead unit hears of it.
    """

    after: int
    roles: tuple[Role, ...]
    unit: SpanUnit = SpanUnit.DAYS
    every: int = 0
    form: UrgeForm = UrgeForm.MESSAGE
    copy_lead: bool = False
    from_start: bool = False


_DESK = (Role.CLERK, Role.HANDLER)
_HEAD = (*_DESK, Role.APPROVER)
URGES: Mapping[Watched, tuple[Urging, ...]] = {
    Watched.ACCEPTANCE: (
        Urging(0, (Role.CLERK,), SpanUnit.WORKING_DAYS),
        Urging(2, (Role.CLERK, Role.APPROVER), SpanUnit.WORKING_DAYS),
    ),
    Watched.RETURN_WINDOW: (Urging(-1, (Role.CLERK,), SpanUnit.WORKING_DAYS),),
    Watched.CO_OPINION: (
        Urging(-7, _DESK),
        Urging(-3, _DESK),
        Urging(0, _DESK, copy_lead=True),
        Urging(3, _HEAD, copy_lead=True),
    ),
    Watched.REPLY: (
        *(Urging(-days, _DESK) for days in (30, 15, 7, 3, 0)),
        Urging(7, _HEAD),
        Urging(15, _HEAD, form=UrgeForm.SUPERVISION),
        Urging(22, _HEAD, every=7),
    ),
    Watched.CONTACT: (Urging(1, _DESK, SpanUnit.WORKING_DAYS),),
    Watched.FEEDBACK: (
        # Twice and no more; then somebody rings him up.
        Urging(7, (Role.SUBMITTER,), from_start=True),
        Urging(14, (Role.SUBMITTER,), from_start=True),
    ),
    Watched.COMMITMENT: (
        Urging(-60, _DESK),
        Urging(-30, _DESK),
        Urging(0, _HEAD),
        Urging(30, _HEAD, every=30),
    ),
    Watched.LOOK_BACK: (
        Urging(-7, (Role.CLERK,)),
        Urging(0, (Role.CLERK,)),
        Urging(3, (Role.CLERK, Role.APPROVER), every=7),
    ),
}


@dataclass(frozen=True, slots=True)
class Point:
    """An urging point that is reached. on: the day it fell on; turn: which of its repetitions, from 0."""

    rule: Urging
    on: date
    turn: int


def words_of(due: date | None, today: date, calendar: WorkingCalendar, *, stopped: bool = False) -> str:
    """还剩3个工作日, 今日到期, 超期2个工作日; in days where no working day lies between."""
    if due is None or stopped:
        return STOPPED_CLOCK if stopped else NO_DAY
    if due == today:
        return DUE_TODAY
    working = working_days_between(calendar, min(due, today), max(due, today))
    days = abs((due - today).days)
    if due > today:
        return LEFT_WORKING.format(n=working) if working else LEFT_DAYS.format(n=days)
    return LATE_WORKING.format(n=working) if working else LATE_DAYS.format(n=days)


def light_of(
    kind: Watched,
    due: date | None,
    today: date,
    calendar: WorkingCalendar,
    *,
    done: bool = False,
    stopped: bool = False,
    stalled: bool = False,
    reply_due: date | None = None,
) -> tuple[Light, str]:
    """Colour and words of a thing that is due.

    stalled: nothing was reported of a commitment in its quarter. reply_due: for CONTACT, which turns red when the
    answer is near and nobody has met the submitter yet.
    """
    if done:
        return Light.DONE, Light.DONE.label
    words = words_of(due, today, calendar, stopped=stopped)
    if stopped:
        return Light.PAUSED, words
    if kind is Watched.CONTACT and reply_due is not None and (reply_due - today).days <= NO_CONTACT_RED:
        return Light.RED, words
    if due is None:
        return (Light.YELLOW if stalled else Light.GREEN), words
    rule = WARNINGS[kind]
    if today > due:
        return rule.late, words
    left = (due - today).days
    if rule.unit is SpanUnit.WORKING_DAYS:
        left = working_days_between(calendar, today, due)
    if left <= rule.orange:
        return Light.ORANGE, words
    return (Light.YELLOW if stalled or left <= rule.yellow else Light.GREEN), words


def lamp_of(due: date | None, today: date, warned_until: date, *, kept: bool, changing: bool) -> Lamp:
    """The one colour of a commitment. warned_until: the last day of those that are near; changing: another is asked."""
    if kept:
        return Lamp.GREY
    if changing:
        return Lamp.BLUE
    if due is None:
        return Lamp.UNDATED
    if due < today:
        return Lamp.RED
    return Lamp.YELLOW if due <= warned_until else Lamp.GREEN


def point_on(rule: Urging, due: date, calendar: WorkingCalendar, turn: int = 0, *, since: date | None = None) -> date:
    """The day of an urging point: always a working day, the one before where it falls on a day off.

    since: the day the time began; where nobody knows it, what counts from it counts from the due day.
    """
    if rule.from_start:
        due = since or due
    if rule.unit is SpanUnit.WORKING_DAYS:
        return _shifted(calendar, due, rule.after)
    return working_day_until(calendar, due + timedelta(days=rule.after + turn * rule.every))


def reached(
    kind: Watched, due: date, today: date, calendar: WorkingCalendar, *, since: date | None = None
) -> Point | None:
    """The latest urging point that a thing has reached: a keeper that slept over several urges once."""
    points: list[Point] = []
    for rule in URGES[kind]:
        turn = 0
        if rule.every:
            turn = max(0, (today - due).days - rule.after) // rule.every
        on = point_on(rule, due, calendar, turn, since=since)
        if on <= today:
            points.append(Point(rule, on, turn))
    return max(points, key=lambda point: (point.on, point.rule.after), default=None)


def last_due(kind: Watched, today: date, calendar: WorkingCalendar) -> date:
    """The last due day with an urging point that is reached; no later one has any. Of kinds that count from it."""

    def is_reached(due: date) -> bool:
        return any(point_on(rule, due, calendar) <= today for rule in URGES[kind])

    day = today
    while not is_reached(day):
        day -= timedelta(days=1)
    while is_reached(day + timedelta(days=1)):
        day += timedelta(days=1)
    return day


def _shifted(calendar: WorkingCalendar, due: date, count: int) -> date:
    """So many working days after the due day, or before it."""
    day = working_day_until(calendar, due)
    if count >= 0:
        return add_working_days(calendar, day, count)
    for _ in range(-count):
        day = working_day_until(calendar, day - timedelta(days=1))
    return day
