"""Every promise of a page, clause by clause, with what is promised, by whom, by when and on what condition."""

from bisect import bisect_left

from cases.importing.clauses import Sentence
from cases.importing.deadlines_said import times_said
from cases.importing.judging import judged_sentences
from cases.importing.pledges import Pledge, pledges
from cases.importing.shapes import Deadline, FoundCommitment, Metric, Part, Reading
from cases.vocabulary import Category, CommitmentLabel

PROMISING_ROLES = ("reply", "plan", "answer")


def find_commitments(reading: Reading) -> tuple[FoundCommitment, ...]:
    """The promises of a page in the order they stand. Quotes and spans are those of the original text."""
    found: list[FoundCommitment] = []
    for part in reading.page.parts:
        if part.role in PROMISING_ROLES:
            found.extend(_of_part(reading, part))
    return tuple(found)


def _of_part(reading: Reading, part: Part) -> list[FoundCommitment]:
    start, end = place_in_shadow(reading, part.span.start), place_in_shadow(reading, part.span.end)
    return [
        _commitment(reading, sentence, pledge)
        for sentence, judged in judged_sentences(reading.shadow.text, start, end, part.role, reading.spoken_on)
        for pledge in pledges(sentence, judged, part.role == "plan")
    ]


def place_in_shadow(reading: Reading, place: int) -> int:
    """The place in the folded text of a place in the original."""
    return bisect_left(reading.shadow.origin, place)


def _commitment(reading: Reading, sentence: Sentence, pledge: Pledge) -> FoundCommitment:
    span = reading.shadow.span(pledge.start, pledge.end)
    said = times_said(reading.shadow.text[pledge.start : pledge.end], reading.spoken_on)
    deadline = None
    if said:
        last = said[-1]
        deadline = Deadline(last.raw, last.on, reading.shadow.span(pledge.start + last.start, pledge.start + last.end))
    metrics = tuple(
        Metric(
            "",
            q.value,
            q.unit,
            q.comparator,
            "",
            reading.shadow.span(one.clause.start + q.start, one.clause.start + q.end),
        )
        for one in pledge.clauses
        for q in one.quantities
    )
    return FoundCommitment(
        span, reading.text[span.start : span.end], CommitmentLabel.SOFT, Category.SERVICE, "", "", (), metrics, deadline
    )
