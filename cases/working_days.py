"""The working calendar: the plain week, days off, make-up days; counting in working days, days and months. Pure."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from cases.vocabulary import DayKind

ONE = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """off: days off that fall on Monday to Friday; extra: working days at weekends; both sorted.

    names: what a special day is called. published: years whose calendar has been announced; any other is provisional.
    """

    off: tuple[date, ...] = ()
    extra: tuple[date, ...] = ()
    names: Mapping[date, str] = field(default_factory=dict)
    published: frozenset[int] = frozenset()

    def provisional(self, *days: date) -> bool:
        """Whether one of the years from the first to the last of these days is not announced yet (暂定)."""
        years = [day.year for day in days]
        return any(year not in self.published for year in range(min(years), max(years) + 1))


def calendar_of(days: Iterable[tuple[date, DayKind, str]], *, provisional_years: Iterable[int] = ()) -> WorkingCalendar:
    """The calendar of special days. A year counts as published where it has any and nobody marked it provisional."""
    listed = sorted(days)
    return WorkingCalendar(
        off=tuple(day for day, kind, _ in listed if kind is DayKind.HOLIDAY and day.weekday() < 5),
        extra=tuple(day for day, kind, _ in listed if kind is DayKind.WORKDAY and day.weekday() >= 5),
        names={day: name for day, _, name in listed},
        published=frozenset(day.year for day, _, _ in listed) - frozenset(provisional_years),
    )


def is_working(calendar: WorkingCalendar, day: date) -> bool:
    """Whether people work on a day."""
    special = calendar.extra if day.weekday() >= 5 else calendar.off
    at = bisect_right(special, day)
    listed = at > 0 and special[at - 1] == day
    return listed if day.weekday() >= 5 else not listed


def working_days_between(calendar: WorkingCalendar, start: date, end: date) -> int:
    """Working days after start up to and with end; none where end is not later."""
    if end <= start:
        return 0
    plain = _weekdays_up_to(end) - _weekdays_up_to(start)
    off = bisect_right(calendar.off, end) - bisect_right(calendar.off, start)
    extra = bisect_right(calendar.extra, end) - bisect_right(calendar.extra, start)
    return plain - off + extra


def add_working_days(calendar: WorkingCalendar, start: date, count: int) -> date:
    """The count-th working day after start; start itself where count is 0."""
    day = start
    while (lacking := count - working_days_between(calendar, start, day)) > 0:
        day += timedelta(days=lacking)  # never beyond: so many days hold at most so many working days
    return day


def add_months(start: date, count: int) -> date:
    """The same day count months later, the month's last day where it has no such day: 31 January, 28 February."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def working_day_from(calendar: WorkingCalendar, day: date) -> date:
    """The day itself where people work, else the next working day."""
    return day if is_working(calendar, day) else add_working_days(calendar, day, 1)


def working_day_until(calendar: WorkingCalendar, day: date) -> date:
    """The day itself where people work, else the last working day before."""
    while not is_working(calendar, day):
        day -= ONE
    return day


def _weekdays_up_to(day: date) -> int:
    """Mondays to Fridays from the first Monday of the calendar up to a day; day 1 of year 1 was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)
