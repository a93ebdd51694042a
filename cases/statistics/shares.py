"""Shares and averages. Decimal throughout, so that a printed number is the one that was counted."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from statistics import median

from cases.vocabulary.statistics import FEWEST

_HUNDRED = Decimal(100)


def percent(part: int, whole: int, *, digits: int = 1) -> Decimal | None:
    """part of whole in percent, rounded half up; None where the whole is too small for a share to mean anything."""
    return None if whole < FEWEST else _rounded(_HUNDRED * part / whole, digits)


def class_shares(parts: Sequence[int], *, digits: int = 1) -> tuple[Decimal, ...]:
    """The percentages of the parts of a whole, which add up to exactly 100: the largest remainders are rounded up.

    For the classes of one table only; a share that stands alone is rounded by itself. All zero without a whole.
    """
    whole, step = sum(parts), Decimal(1).scaleb(-digits)
    if not whole:
        return tuple(Decimal(0) for _ in parts)
    exact = [_HUNDRED * part / whole for part in parts]
    down = [value.quantize(step, rounding=ROUND_DOWN) for value in exact]
    missing = int((_HUNDRED - sum(down)) / step)
    for place in sorted(range(len(parts)), key=lambda n: (down[n] - exact[n], n))[:missing]:
        down[place] += step
    return tuple(down)


def mean(values: Sequence[int]) -> Decimal | None:
    """The mean to one digit, None of nothing."""
    return _rounded(Decimal(sum(values)) / len(values), 1) if values else None


def middle(values: Sequence[int]) -> Decimal | None:
    """The median, None of nothing."""
    return _rounded(Decimal(str(median(values))), 1) if values else None


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
