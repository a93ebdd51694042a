"""When what is not kept for ever was last cleared, and what went."""

from dataclasses import dataclass
from datetime import datetime

from cases.tables import JournalEntry
from cases.vocabulary import Verb


@dataclass(frozen=True, slots=True)
class Round:
    """One daily round. gone: what was taken away, in words."""

    at: datetime
    gone: str


async def last_round() -> Round | None:
    """The newest, None before the first."""
    row = (
        await JournalEntry.select(JournalEntry.at, JournalEntry.new)
        .where(JournalEntry.verb == Verb.TIDY.value)
        .order_by(JournalEntry.seq, ascending=False)
        .first()
    )
    return Round(row["at"], row["new"] or "") if row else None
