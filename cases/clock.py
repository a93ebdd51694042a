"""The time, in one place: instants are aware and UTC, days are Beijing days."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
OPENING = time(9)  # when offices open
_shift: ContextVar[timedelta] = ContextVar("shift", default=timedelta())


def now() -> datetime:
    """This instant, aware and UTC, to the microsecond."""
    return datetime.now(UTC) + _shift.get()


def today() -> date:
    """The current day in Beijing."""
    return beijing_day(now())


def beijing_day(at: datetime) -> date:
    """The day in Beijing on which an aware instant falls."""
    return at.astimezone(BEIJING).date()


@contextlib.contextmanager
def at(when: date | datetime) -> Iterator[None]:
    """Let the block, and the threads it starts, live at another time; the clock goes on from there.

    For demonstrations and tests only: what really happens is dated by the real clock. when: an aware instant, or a
    day in Beijing, which begins when offices open.
    """
    start = when if isinstance(when, datetime) else datetime.combine(when, OPENING, BEIJING)
    token = _shift.set(start - datetime.now(UTC))
    try:
        yield
    finally:
        _shift.reset(token)
