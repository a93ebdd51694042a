"""What every list gives back: one page of rows and how many there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from piccolo.columns import Column
from piccolo.query import OrderByRaw

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
        """Page numbers to offer."""
        return numbers_around(self.page, self.last)


def numbers_around(page: int, last: int) -> Iterator[int | None]:
    """The first page, the last and two around this one; None stands for a gap."""
    before = 0
    for number in sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)}):
        if number > before + 1:
            yield None
        yield number
        before = number


def plain_like(text: str) -> str:
    """A pattern that finds the text anywhere; the wildcards of SQL mean themselves no more."""
    return "%" + text.replace("%", "").replace("_", "").replace("\\", "") + "%"


class Order(NamedTuple):
    """One term of an order."""

    by: Column | OrderByRaw
    descending: bool = False


def known_first(column: Column, *, descending: bool = False) -> list[Order]:
    """By a column that may be empty, the empty ones last: SQLite and PostgreSQL differ without the first term."""
    name = f'"{column._meta.table._meta.tablename}"."{column._meta.db_column_name}"'
    return [Order(OrderByRaw(f"{name} IS NULL")), Order(column, descending)]


def ordered(query: Any, terms: Iterable[Order]) -> Any:
    """The query with its order."""
    for term in terms:
        query = query.order_by(term.by, ascending=not term.descending)
    return query
