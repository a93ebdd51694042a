"""What a submitter is told when his submission is in: by when it is looked at, and whom to ring."""

from dataclasses import dataclass
from datetime import date

from cases.calendars import working_calendar
from cases.deadlines import due_on
from cases.queries.word_lists import words_in
from cases.schemes import Rules
from cases.vocabulary import OFFICES, Clock


@dataclass(frozen=True, slots=True)
class Receipt:
    """reviewed_within: the time that the rules give the review, in words; reviewed_by: its last day; offices: names
    and numbers, as the administrator keeps them."""

    reviewed_within: str
    reviewed_by: date
    offices: tuple[str, ...]


async def receipt_of(rules: Rules, submitted_on: date) -> Receipt:
    """The receipt for a submission of a day, under the rules it began with."""
    listed = OFFICES.get(rules.track)
    words = await words_in(listed) if listed else ()
    last = due_on(Clock.REVIEW, submitted_on, rules, await working_calendar())
    return Receipt(str(rules.spans[Clock.REVIEW]), last, tuple(word.label for word in words))
