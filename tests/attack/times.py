"""Days and instants that programs trip over, each with what has to come of it, reckoned by hand or by another way."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cases.clock import at as living_at
from cases.clock import beijing_day, today
from cases.deadlines import Extended, Resumed, Stopped, due_of
from cases.extracting.deadlines_said import times_said
from cases.lights import light_of, reached, words_of
from cases.reading.dates import find_dates, find_lost
from cases.schemes import Span
from cases.vocabulary import Clock, DayKind, SpanUnit, Watched
from cases.working_days import add_months, add_working_days, calendar_of, is_working
from server.forms import day_of
from tests.attack.rows import Row, Watch
from tests.cases.test_schemes import DEFAULTS
from tests.cases.test_working_days import ANNOUNCED

RULES = DEFAULTS["cppcc-default"]
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Trap:
    """come: what has to come of it; of: how it is got."""

    kind: str
    what: str
    of: Callable[[], Any]
    come: Any


def options(parser: argparse.ArgumentParser) -> None:
    """None: all of them."""


def run(_: argparse.Namespace) -> list[Row]:
    rows: dict[str, Row] = {}
    for trap in every():
        row, watch = rows.setdefault(trap.kind, Row(f"times: {trap.kind}")), Watch()
        try:
            come = trap.of()
        except Exception as fault:
            come = type(fault).__name__
        row.took(watch.seconds, trap.what)
        row.taken += come == trap.come
        if come != trap.come:
            row.failed(f"{trap.what}: {come!r}, not {trap.come!r}")
    return list(rows.values())


def every() -> Iterator[Trap]:
    for kind, made in (
        ("midnight in Beijing", _midnights()),
        ("other times of Beijing", _old_times()),
        ("a clock somewhere else", _clocks()),
        ("working days", _working_days()),
        ("months and years", _months()),
        ("histories", _histories()),
        ("years not announced", _unannounced()),
        ("days in forms", _forms()),
        ("days in texts", _texts()),
        ("the ends of time", _ends()),
    ):
        yield from (Trap(kind, what, of, come) for what, of, come in made)


Made = Iterator[tuple[str, Callable[[], Any], Any]]


def _midnights() -> Made:
    """A day is over at 24:00 in Beijing, 16:00 in UTC: until its last microsecond a thing is in time, then late."""
    for due in (date(2026, 6, 2), date(2026, 12, 31), date(2024, 2, 29), date(2026, 1, 1)):
        over = datetime(due.year, due.month, due.day, 16, tzinfo=UTC)
        for what, at, late in ((" at its last microsecond", over - TICK, False), (" a microsecond later", over, True)):
            yield f"{due}{what}", lambda at=at, due=due: beijing_day(at) > due, late
        yield f"{due} in words", lambda at=over - TICK, due=due: words_of(due, beijing_day(at), ANNOUNCED), "今日到期"
    for clock in ("23:59:59.999999+08:00", "16:00:00-00:00", "23:59:59-08:00"):
        at = datetime.fromisoformat(f"2026-06-02T{clock}")
        yield (
            clock,
            lambda at=at: beijing_day(at),
            date(2026, 6, 2) + timedelta(days=not clock.startswith("23:59:59.9")),
        )


def _old_times() -> Made:
    """Where an hour is missing or comes twice, and before there was a zone: every instant has one day."""
    for at, day in (
        ("1986-05-03T15:59:59", "1986-05-03"),  # summer time began on the fourth at 2 o'clock
        ("1986-05-04T14:59:59", "1986-05-04"),
        ("1986-05-04T15:00:00", "1986-05-05"),  # an hour earlier than in winter
        ("1986-09-13T15:00:00", "1986-09-14"),
        ("1986-09-14T15:00:00", "1986-09-14"),  # it had ended
        ("1991-09-14T15:00:00", "1991-09-15"),
        ("1992-05-04T15:00:00", "1992-05-04"),  # and never came again
        ("1900-12-31T15:54:16", "1900-12-31"),  # eight hours, five minutes and 43 seconds
        ("1900-12-31T15:54:17", "1900-12-31"),  # midnight did not come: the clock was put back to 23:54:17
        ("1900-12-31T16:00:00", "1901-01-01"),
    ):
        instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
        yield at, lambda instant=instant: beijing_day(instant).isoformat(), day
    for year in (1986, 1991):
        rules = _with(Span(400, SpanUnit.DAYS), roll_forward=False)
        start = date(year, 4, 1)
        yield f"days over the summer of {year}", lambda s=start, r=rules: _day(s, r), start + timedelta(days=400)


def _clocks() -> Made:
    """Whatever the clock says, today is the day it says, and a light can be lit."""
    due = date(2026, 6, 2)
    for said, words in (
        ("1970-01-01T00:00:00", "green"), ("2026-06-01T23:00:00", "orange"), ("2038-01-19T03:14:08", "red"),
        ("2100-02-28T16:00:00", "red"), ("1969-12-31T23:59:59", "green"),
    ):  # fmt: skip
        at = datetime.fromisoformat(said).replace(tzinfo=UTC)
        yield said, lambda at=at: _light(at, due), words
        yield f"today at {said}", lambda at=at: _today(at), (at + timedelta(hours=8)).date()
    for minutes, light in ((0, "orange"), (5, "red")):
        at = datetime(2026, 6, 2, 15, 57, tzinfo=UTC) + timedelta(minutes=minutes)
        yield f"two processes, one {minutes} minutes ahead", lambda at=at: _light(at, due), light
    yield "no 29 February in 2100", lambda: _today(datetime(2100, 2, 28, 16, tzinfo=UTC)), date(2100, 3, 1)


def _working_days() -> Made:
    """Saturdays and Sundays that are worked, holidays on weekdays, and counts that cross them."""
    for day, works in (
        ("2026-02-14", True), ("2026-02-28", True), ("2026-09-20", True), ("2026-10-10", True),
        ("2026-10-11", False), ("2026-10-01", False), ("2026-01-01", False), ("2026-02-21", False),
    ):  # fmt: skip
        yield day, lambda day=day: is_working(ANNOUNCED, date.fromisoformat(day)), works
    yield "one day before a worked Sunday", lambda: add_working_days(ANNOUNCED, date(2026, 9, 18), 1), date(2026, 9, 20)
    yield "none at all", lambda: add_working_days(ANNOUNCED, date(2026, 10, 3), 0), date(2026, 10, 3)
    rolled = _with(Span(5, SpanUnit.DAYS))
    yield "onto a worked Saturday", lambda: _day(date(2026, 2, 9), rolled), date(2026, 2, 14)
    yield "over a whole holiday", lambda: _day(date(2026, 9, 26), rolled), date(2026, 10, 8)


def _months() -> Made:
    """The last day of a month, leap days, the end of a year."""
    for start, count, end in (
        ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2099-11-30", 3, "2100-02-28"),
        ("2026-12-31", 2, "2027-02-28"), ("2026-10-31", 1, "2026-11-30"), ("2000-01-31", 1, "2000-02-29"),
    ):  # fmt: skip
        yield f"{start} + {count}", lambda s=start, c=count: add_months(date.fromisoformat(s), c).isoformat(), end
    fixed = _with(Span(531, SpanUnit.DATE), roll_forward=False)
    yield "a fixed day of the year, on it", lambda: _day(date(2026, 5, 31), fixed), date(2026, 5, 31)
    yield "a fixed day of the year, after it", lambda: _day(date(2026, 6, 1), fixed), date(2027, 5, 31)


def _histories() -> Made:
    """Extensions and stops on the very days where a count begins or ends."""
    rules, start = _with(Span(10, SpanUnit.WORKING_DAYS)), date(2026, 3, 2)
    due, later = date(2026, 3, 16), date(2026, 4, 30)
    for what, events, come in (
        ("nothing", (), due),
        ("extended on the due day", (Extended(due, later),), later),
        ("extended on the first day", (Extended(start, later),), later),
        ("stopped and resumed on one day", (Stopped(due), Resumed(due)), due),
        ("stopped on the due day", (Stopped(due), Resumed(date(2026, 3, 23))), date(2026, 3, 23)),
        ("stopped the day after", (Stopped(date(2026, 3, 17)), Resumed(date(2026, 3, 30))), due),
        ("resumed twice", (Stopped(due), Resumed(due + timedelta(1)), Resumed(due + timedelta(9))), date(2026, 3, 17)),
        ("resumed without a stop", (Resumed(due),), due),
    ):
        yield what, lambda e=events: _day(start, rules, e), come


def _unannounced() -> Made:
    """A year without an announced calendar is said wherever a count touches it, at its ends or between them."""
    both = calendar_of((date(year, 1, 3), DayKind.HOLIDAY, "元旦") for year in (2026, 2028))
    long = _with(Span(800, SpanUnit.DAYS))
    for what, calendar, start, rules, come in (
        ("all of it announced", both, date(2026, 3, 2), _with(Span(90, SpanUnit.DAYS)), False),
        ("ends beyond", both, date(2026, 11, 2), _with(Span(90, SpanUnit.DAYS)), True),
        ("begins before", both, date(2025, 12, 30), _with(Span(9, SpanUnit.DAYS)), True),
        ("a year between", both, date(2026, 1, 5), long, True),
        ("no calendar", calendar_of([]), date(2026, 3, 2), _with(Span(1, SpanUnit.DAYS)), True),
        ("rolled over the end of the year", both, date(2026, 12, 26), _with(Span(5, SpanUnit.DAYS)), False),
    ):
        yield what, lambda c=calendar, s=start, r=rules: due_of(Clock.REPLY, s, r, c).provisional, come


def _forms() -> Made:
    """What a field of a form may hold instead of a day: none of it becomes one."""
    for said in (
        "2026-02-30", "2026-13-01", "0000-01-01", "0026-06-02", "10000-01-01", "9999-12-31", "1899-12-31", "2201-01-01",
        "2026-06-02T23:59:60", "2026-06-30T23:59:60Z", "２０２６-06-02", "2026-6-2", "-2026-06-02", "2026-06-02\0", "",
        "1780329600", "2026-W23-8", "二〇二六年六月二日",
    ):  # fmt: skip
        yield ascii(said), lambda said=said: day_of(said), None
    for said in ("1900-01-01", "2024-02-29", "2038-01-20", "2100-12-31", "2200-12-31", " 2026-06-02 "):
        yield ascii(said), lambda said=said: day_of(said), date.fromisoformat(said.strip())


def _texts() -> Made:
    """Days in letters that there never were, and times of promises that name no month of the year."""
    for said in (
        "2026年2月30日", "二〇二六年十三月一日", "2026年13月1日", "0000年1月1日", "2026-02-30", "2026/0/5",
        "2023-02-29", "2026年0月5日", "20260230", "20261301", "二〇二六年六月三十一日", "9999年12月31日",
    ):  # fmt: skip
        yield said, lambda said=said: [*find_dates(said), *find_lost(said)], []
    for said in (
        "十三月底前完成",
        "2026年13月底前完成",
        "2026年十三月完成",
        "今年13月完成",
        "0000年完成",
        "0000年5月完成",
        "9999年2月底前完成",
    ):
        yield said, lambda said=said: _promised(said), []
    for said, day in (
        ("2026年2月30日前完成", "2026-02-28"),  # who writes so means the month's end; his words stay beside it
        ("2024年2月底前完成", "2024-02-29"), ("2099年2月底前完成", "2099-02-28"), ("2026年12月底前完成", "2026-12-31"),
        ("十一月底前完成", "2026-11-30"), ("十二月底前完成", "2026-12-31"), ("今年年底前完成", "2026-12-31"),
    ):  # fmt: skip
        yield said, lambda said=said: _promised(said), [day]


def _ends() -> Made:
    """Whatever day can be entered, whoever urges by rule gets through: one far day must not stop all the others."""
    for due in (date(1900, 1, 1), date(1980, 1, 1), date(2200, 12, 31)):
        for day in (date(1970, 1, 1), date(2026, 6, 2), date(2100, 3, 1)):
            yield f"{due} seen on {day}", lambda due=due, day=day: _urged(due, day), True


def _with(span: Span, **more: Any):
    return replace(RULES, spans={**RULES.spans, Clock.REPLY: span}, **more)


def _day(start: date, rules: Any, events: Any = ()) -> date:
    return due_of(Clock.REPLY, start, rules, ANNOUNCED, events).day


def _today(at: datetime) -> date:
    with living_at(at):
        return today()


def _light(at: datetime, due: date) -> str:
    return light_of(Watched.REPLY, due, _today(at), ANNOUNCED)[0].value


def _promised(said: str) -> list[str]:
    return [found.on.isoformat() for found in times_said(said, date(2026, 3, 2)) if found.on]


def _urged(due: date, day: date) -> bool:
    points = [reached(kind, due, day, ANNOUNCED) for kind in Watched]
    return all(point.on <= day for point in points if point is not None) and bool(words_of(due, day, ANNOUNCED))
