"""What a round that is made again and again has to look at: everything, or only what changed since it looked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic

from cases.tables import JournalEntry
from cases.vocabulary import Verb
from cases.working_days import WorkingCalendar

HOUR = 3600.0
_AT_ONCE = 1_000
MOST = 5_000  # entries; after more of them it is quicker to look at everything


@dataclass(slots=True)
class Looked:
    """What one round has seen, kept in the memory of whoever makes it; without memory it looks at everything.

    on, calendar: for which day, by which calendar. at: when it last looked at everything, in seconds of the machine.
    place: number of the last row, of journal or notices, that it has taken notice of.
    """

    on: date | None = None
    calendar: WorkingCalendar | None = None
    at: float = -math.inf
    place: int = 0

    def covers(self, on: date, calendar: WorkingCalendar) -> bool:
        """Whether changes since are enough. What the rows say no word of, such as a new address, waits an hour."""
        return self.on == on and self.calendar == calendar and monotonic() - self.at < HOUR


async def last_entry() -> int:
    """The number of the journal's last row."""
    row = await JournalEntry.select(JournalEntry.seq).order_by(JournalEntry.seq, ascending=False).limit(1).first()
    return row["seq"] if row else 0


async def changed_cases(after: int, until: int) -> Sequence[int] | None:
    """The cases that something was done to, from the rows of the journal between two; None where it is too many rows.

    Every act leaves its row in its own transaction, one writer after the other, so none appears later before another.
    Reminders are left out: they change nothing that is due.
    """
    if until - after > MOST:
        return None
    found: set[int] = set()
    while after < until:
        end = min(after + _AT_ONCE, until)
        where = (JournalEntry.seq > after) & (JournalEntry.seq <= end) & JournalEntry.case.is_not_null()
        rows = JournalEntry.select(JournalEntry.case).where(where & (JournalEntry.verb != Verb.URGE.value))
        found |= set(await rows.output(as_list=True))
        after = end
    return sorted(found)
