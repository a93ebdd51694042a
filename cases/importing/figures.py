"""Every number a page reports as true: what was counted, how many, when and where."""

from cases.importing.commitments import place_in_shadow
from cases.importing.judging import Judged, judged_sentences
from cases.importing.quantities import Quantity
from cases.importing.shapes import FoundFigure, Part, Reading


def find_figures(reading: Reading) -> tuple[FoundFigure, ...]:
    """The reported figures of a page in the order they stand; what is only promised is none."""
    found: list[FoundFigure] = []
    for part in reading.page.parts:
        found.extend(_of_part(reading, part))
    return tuple(found)


def _of_part(reading: Reading, part: Part) -> list[FoundFigure]:
    start, end = place_in_shadow(reading, part.span.start), place_in_shadow(reading, part.span.end)
    found = []
    for _, judged in judged_sentences(reading.shadow.text, start, end, part.role, reading.spoken_on):
        for one in judged:
            if one.pledge:
                continue
            found.extend(_figure(reading, part, one, q) for q in one.quantities)
    return found


def _figure(reading: Reading, part: Part, one: Judged, q: Quantity) -> FoundFigure:
    at = one.clause.start
    span = reading.shadow.span(at + q.start, at + q.end)
    clause = reading.shadow.span(one.clause.start, one.clause.end)
    literal = reading.shadow.span(at + q.literal[0], at + q.literal[1])
    return FoundFigure(
        span,
        reading.text[clause.start : clause.end],
        reading.text[span.start : span.end],
        q.value,
        q.unit,
        q.comparator,
        "",
        part.role,
        q.value_high,
        literal=reading.text[literal.start : literal.end],
    )
