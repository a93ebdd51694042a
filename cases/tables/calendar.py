"""Days that differ from the plain week: holidays and make-up working days (调休)."""

from piccolo.columns import Date, Serial
from piccolo.table import Table

from cases.tables.columns import changed_at, choice, instant, one_of, words
from cases.vocabulary import DayKind


class CalendarDay(Table, tablename="calendar_days"):
    """One such day."""

    id: Serial
    on: Date = Date(default=None, unique=True)
    kind = choice(DayKind.HOLIDAY)
    name = words()
    created_at = instant()
    updated_at = changed_at()

    kind_in_1 = one_of("kind", DayKind)
