"""The time, in one place: instants are aware and UTC, days are Beijing days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This instant, aware and UTC, to the microsecond."""
    return datetime.now(UTC)


def today() -> date:
    """The current day in Beijing."""
    return datetime.now(BEIJING).date()
