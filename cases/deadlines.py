"""Due days: a pure function of start, rules, calendar and what happened since. The stored day is only a cache of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cases.schemes import Rules, Span
from cases.vocabulary import Clock, DayReason, SpanUnit
from cases.working_days import (
    ONE,
    WorkingCalendar,
    add_months,
    add_working_days,
    is_working,
    working_day_from,
    working_days_between,
)


@dataclass(frozen=True, slots=True)
class Extended:
    """More time was granted: due is the new day, whatever it was before."""

    on: date
    due: date


@dataclass(frozen=True, slots=True)
class Stopped:
    """The clock stands still from this day on."""

    on: date


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock runs again from this day on."""

    on: date


Event = Extended | Stopped | Resumed


@dataclass(frozen=True, slots=True)
class Due:
    """day: the last day. before_rolling: where the count itself ended. provisional: an unannounced year was counted.

    stopped: the clock stands still, so that the day will be a later one.
    """

    day: date
    before_rolling: date
    provisional: bool = False
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day between start and due day. number: its place in the count, None where it is not counted."""

    day: date
    number: int | None
    why: DayReason
    name: str = ""


def due_of(clock: Clock, start: date, rules: Rules, calendar: WorkingCalendar, events: Sequence[Event] = ()) -> Due:
    """When what began at start has to be done. events: in the order in which they happened."""
    span = rules.spans[clock]
    counted = _counted_to(span, start, rules, calendar)
    due = _rolled(counted, rules, calendar)
    stopped_on: date | None = None
    for event in events:
        if isinstance(event, Extended):
            counted = due = event.due
        elif isinstance(event, Stopped):
            stopped_on = event.on if stopped_on is None else stopped_on
        elif stopped_on is not None:
            used_up = stopped_on > counted  # it stopped on a day that only rolling forward had given
            counted = _later(span, due if used_up else counted, max(stopped_on, start), event.on, calendar)
            due, stopped_on = _rolled(counted, rules, calendar), None
    return Due(due, counted, calendar.provisional(start, due), stopped_on is not None)


def due_on(clock: Clock, start: date, rules: Rules, calendar: WorkingCalendar, events: Sequence[Event] = ()) -> date:
    """Only the day of ``due_of``."""
    return due_of(clock, start, rules, calendar, events).day


def due_after_reassignment(
    original: date | None, reassigned_on: date, rules: Rules, calendar: WorkingCalendar, clock: Clock = Clock.REPLY
) -> date:
    """The new unit's day: the case's own, but never less than the least time that the rules leave it.

    The whole time anew where the rules say so, or where the case had no day.
    """
    if original is None or rules.restart_on_reassignment:
        return due_on(clock, reassigned_on, rules, calendar)
    return max(original, due_on(Clock.AFTER_REASSIGNMENT, reassigned_on, rules, calendar))


def longest_extension(start: date, rules: Rules, calendar: WorkingCalendar) -> date:
    """The last day to which the answer to what was assigned at start may be put off."""
    return due_on(Clock.EXTENSION_LIMIT, start, rules, calendar)


def counted_days(
    clock: Clock, start: date, rules: Rules, calendar: WorkingCalendar, events: Sequence[Event] = ()
) -> tuple[CountedDay, ...]:
    """Every day from start to the due day, counted or why not; the last one is the due day of ``due_of``."""
    end = due_of(clock, start, rules, calendar, events)
    working = rules.spans[clock].unit is SpanUnit.WORKING_DAYS
    pauses, before_extension = _pauses(events, end.day), _before_extension(clock, start, rules, calendar, events)
    number, listed = 0, []
    for day in _days(start, end.day):
        why = _why(day, start, rules, calendar, working=working)
        if any(since <= day < until for since, until in pauses):
            why = DayReason.STOPPED
        elif before_extension is not None and day > before_extension:
            why = DayReason.EXTENDED
        elif day > end.before_rolling:
            why = DayReason.ROLLED
        counts = why in (DayReason.ELAPSED, DayReason.WORKDAY, DayReason.MAKE_UP)
        number += counts
        listed.append(CountedDay(day, number if counts else None, why, calendar.names.get(day, "")))
    return tuple(listed)


def _counted_to(span: Span, start: date, rules: Rules, calendar: WorkingCalendar) -> date:
    """Where the span ends if the day after the start is the first counted one, or the start itself."""
    if span.unit is SpanUnit.DATE:
        month, day = divmod(span.amount, 100)
        same_year = date(start.year, month, day)
        return same_year if same_year >= start else date(start.year + 1, month, day)
    first = start if rules.start_next_day else start - ONE
    if span.unit is SpanUnit.WORKING_DAYS:
        return add_working_days(calendar, first, span.amount)
    if span.unit is SpanUnit.DAYS:
        return first + timedelta(days=span.amount)
    end = add_months(start, span.amount)
    return end if rules.start_next_day else end - ONE


def _rolled(day: date, rules: Rules, calendar: WorkingCalendar) -> date:
    return working_day_from(calendar, day) if rules.roll_forward else day


def _later(span: Span, due: date, stopped: date, resumed: date, calendar: WorkingCalendar) -> date:
    """The due day put off by the time that the clock stood still before it, in the span's own unit."""
    stopped, resumed = stopped - ONE, resumed - ONE  # the day of stopping does not count, that of resuming does
    if stopped >= due or resumed <= stopped:
        return due
    if span.unit is SpanUnit.WORKING_DAYS:
        return add_working_days(calendar, due, working_days_between(calendar, stopped, resumed))
    return due + (resumed - stopped)


def _why(day: date, start: date, rules: Rules, calendar: WorkingCalendar, *, working: bool) -> DayReason:
    if day == start and rules.start_next_day:
        return DayReason.START
    if not working:
        return DayReason.ELAPSED
    if is_working(calendar, day):
        return DayReason.MAKE_UP if day.weekday() >= 5 else DayReason.WORKDAY
    return DayReason.WEEKEND if day.weekday() >= 5 and day not in calendar.names else DayReason.HOLIDAY


def _pauses(events: Iterable[Event], end: date) -> list[tuple[date, date]]:
    """The time that the clock stood still, each from a day up to but without another."""
    pauses: list[tuple[date, date]] = []
    since: date | None = None
    for event in events:
        if isinstance(event, Stopped):
            since = event.on if since is None else since
        elif isinstance(event, Resumed) and since is not None:
            pauses.append((since, event.on))
            since = None
    return pauses if since is None else [*pauses, (since, end + ONE)]


def _before_extension(
    clock: Clock, start: date, rules: Rules, calendar: WorkingCalendar, events: Sequence[Event]
) -> date | None:
    """The day that held before the first extension; the days after it are given, not counted."""
    at = next((i for i, event in enumerate(events) if isinstance(event, Extended)), None)
    return None if at is None else due_on(clock, start, rules, calendar, events[:at])


def _days(start: date, end: date) -> Iterator[date]:
    for ahead in range((end - start).days + 1):
        yield start + timedelta(days=ahead)
