"""The parts of a page as stretches of its folded text."""

from bisect import bisect_left
from collections.abc import Iterator

from cases.reading.shapes import Part, Reading


def stretches(reading: Reading) -> Iterator[tuple[Part, int, int]]:
    """Every part with where it begins and ends in the folded text."""
    for part in reading.page.parts:
        start = bisect_left(reading.shadow.origin, part.span.start)
        end = bisect_left(reading.shadow.origin, part.span.end)
        if start < end:
            yield part, start, end
