"""Every number a page reports as true: what was counted, how many, when and where."""

from dataclasses import replace
from datetime import date

from cases.extracting.counted import attributes_of, head_of
from cases.extracting.deadlines_said import Said, times_said
from cases.extracting.figure_sums import disagreeing
from cases.extracting.judging import Judged, judged_sentences
from cases.extracting.quantities import Quantity
from cases.reading.parts import stretches
from cases.reading.shapes import FoundFigure, Part, Reading
from cases.vocabulary import Flag


def find_figures(reading: Reading) -> tuple[FoundFigure, ...]:
    """The reported figures of a page in the order they stand, each once; what is only promised is none."""
    found: list[FoundFigure] = []
    for part, start, end in stretches(reading):
        found.extend(_of_part(reading, part, start, end))
    once = {(one.quote, one.raw, one.part): one for one in reversed(found)}
    return tuple(sorted(once.values(), key=lambda one: one.span))


def _of_part(reading: Reading, part: Part, start: int, end: int) -> list[FoundFigure]:
    found: list[FoundFigure] = []
    as_of: tuple[Said, int] | None = None
    paragraph = -1
    for sentence, judged in judged_sentences(reading.shadow.text, start, end, part.role, reading.spoken_on):
        if sentence.paragraph != paragraph or (as_of and not _holds_on(as_of[0].raw)):
            as_of, paragraph = None, sentence.paragraph
        group: list[FoundFigure] = []
        for one in judged:
            said = [
                item for item in times_said(one.clause.text, reading.spoken_on) if item.on and not _titled(one, item)
            ]
            if said:
                as_of = (said[-1], one.clause.start)
            if not one.pledge:
                group.extend(
                    _figure(reading, part, one, counted, as_of)
                    for counted in one.quantities
                    if not counted.chinese or counted.value != "1"
                )
        doubtful = disagreeing(group)
        found.extend(
            replace(one, flags=(*one.flags, Flag.SUM_MISMATCH)) if index in doubtful else one
            for index, one in enumerate(group)
        )
    return found


def _figure(
    reading: Reading, part: Part, one: Judged, counted: Quantity, as_of: tuple[Said, int] | None
) -> FoundFigure:
    at, shadow, text = one.clause.start, reading.shadow, reading.text
    span = shadow.span(at + counted.start, at + counted.end)
    first, last = _told_in(one.clause.text, counted)
    clause = shadow.span(at + first, at + last)
    literal = shadow.span(at + counted.literal[0], at + counted.literal[1])
    head = head_of(one.clause.text, counted)
    when = shadow.span(as_of[1] + as_of[0].start, as_of[1] + as_of[0].end) if as_of else None
    return FoundFigure(
        span=span,
        quote=text[clause.start : clause.end],
        raw=text[span.start : span.end],
        value=counted.value,
        unit=counted.unit,
        comparator=counted.comparator,
        head=head,
        part=part.role,
        value_high=counted.value_high,
        attributes=attributes_of(one.clause.text, counted, head),
        as_of_raw=text[when.start : when.end] if when else None,
        as_of=_not_later(as_of[0].on, reading.spoken_on) if as_of else None,
        flags=(Flag.UNIT_MISSING,) if not counted.unit else (),
        literal=text[literal.start : literal.end],
    )


_LONGEST_QUOTE = 80


def _told_in(clause: str, counted: Quantity) -> tuple[int, int]:
    """Where the words stand that tell of a number: its clause, of a very long one only the item of its list."""
    if len(clause) <= _LONGEST_QUOTE:
        return 0, len(clause)
    after = clause.find("、", counted.end)
    return clause.rfind("、", 0, counted.start) + 1, after if after >= 0 else len(clause)


def _titled(one: Judged, said: Said) -> bool:
    """Whether the year belongs to the name of a document: 《…标准（2022年版）》."""
    text = one.clause.text
    return text.rfind("《", 0, said.start) > text.rfind("》", 0, said.start)


def _holds_on(raw: str) -> bool:
    """A year holds for the sentences after it, a day of one event does not."""
    return "年" in raw


def _not_later(day: date | None, spoken_on: date | None) -> date | None:
    """2024年 said in June 2024 holds for that June; 2030年 is a year to come and stays."""
    return min(day, spoken_on) if day and spoken_on and day.year == spoken_on.year else day
