"""What every list gives back: one page of rows and how many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """Rows of one page, counted from 1, and the exact number of all that the reader may see."""

    rows: tuple[Row, ...]
    total: int
    page: int = 1
    per_page: int = 20

    @property
    def last(self) -> int:
        """Number of the last page, 1 for an empty list."""
        return max(1, -(-self.total // self.per_page))

    @property
    def numbers(self) -> Iterator[int | None]:
        """Page numbers to offer: the first, the last and two around this one; None stands for a gap."""
        shown = {1, self.last, *range(max(1, self.page - 2), min(self.last, self.page + 2) + 1)}
        before = 0
        for number in sorted(shown):
            if number > before + 1:
                yield None
            yield number
            before = number


def plain_like(text: str) -> str:
    """A pattern that finds the text anywhere; the wildcards of SQL mean themselves no more."""
    return "%" + text.replace("%", "").replace("_", "").replace("\\", "") + "%"
