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
    for index, total in enumerate(figures):
        if not total.unit or total.unit == "%":
            continue
        whole = Decimal(total.value)
        parts = [Decimal(one.value) for one in figures[index + 1 :] if one.unit == total.unit]
        if len(parts) < 2 or any(part >= whole for part in parts):
            continue
        gap = abs(sum(parts) - whole)
        if 0 < gap <= whole * _NEAR:
            found.add(index)
    return found
