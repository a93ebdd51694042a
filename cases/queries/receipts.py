"""What a submitter is told when his submission is in: by when it is looked at, and whom to ring."""

from dataclasses import dataclass
from datetime import date

from cases.calendars import working_calendar
from cases.queries.word_lists import words_in
from cases.vocabulary import OFFICES, Track
from cases.working_days import add_working_days

# The offices promise this much where their rules set no time.
REVIEWED_WITHIN = 3


@dataclass(frozen=True, slots=True)
class Receipt:
    """reviewed_within: working days; reviewed_by: the last of them; offices: names and numbers, as the administrator
    keeps them."""

    reviewed_within: int
    reviewed_by: date
    offices: tuple[str, ...]


async def receipt_of(track: Track, submitted_on: date) -> Receipt:
    """The receipt for a submission of a day."""
    listed = OFFICES.get(track)
    words = await words_in(listed) if listed else ()
    last = add_working_days(await working_calendar(), submitted_on, REVIEWED_WITHIN)
    return Receipt(REVIEWED_WITHIN, last, tuple(word.label for word in words))
