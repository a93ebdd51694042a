"""Parts that do not add up to the total stated before them."""

from collections.abc import Sequence
from decimal import Decimal

from cases.reading.shapes import FoundFigure

# Parts further from the total than this are no parts of it but other counts.
_NEAR = Decimal("0.1")


def disagreeing(figures: Sequence[FoundFigure]) -> set[int]:
    """Indexes of totals of one sentence whose parts come close to them and yet give another sum.

    A total is followed by two or more smaller numbers of the same unit (53家…47家…8家).
    """
    found: set[int] = set()
    after: dict[str, tuple[int, Decimal, Decimal]] = {}  # unit to count, sum and largest of the numbers that follow
    for index in reversed(range(len(figures))):
        unit, whole = figures[index].unit, Decimal(figures[index].value)
        if not unit or unit == "%":
            continue
        count, parts, largest = after.get(unit, (0, Decimal(0), whole))
        after[unit] = count + 1, parts + whole, max(largest, whole)
        if count >= 2 and largest < whole and 0 < abs(parts - whole) <= whole * _NEAR:
            found.add(index)
    return found
