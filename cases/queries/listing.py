"""What every list gives back: one page of rows and how many there are."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from piccolo.columns import Column
from piccolo.custom_types import Combinable
from piccolo.query import OrderByRaw
from piccolo.table import Table

from cases.actor import Actor
from cases.permissions import visible_parts, visible_to

Row = TypeVar("Row")
Other = TypeVar("Other")
Key = TypeVar("Key")


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


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a list in the order of its ids: at most so many rows after one id, or before one.

    Ids only ever grow, so whoever walks by them meets each row once, whatever is added meanwhile.
    """

    most: int
    after: int = 0
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """Rows of a cut, the exact number of all that fit, and whether there are some before and after these."""

    rows: tuple[Row, ...]
    total: int
    earlier: bool
    later: bool

    def of(self, rows: Iterable[Other]) -> "Stretch[Other]":
        """The same stretch with other rows for its own."""
        return Stretch(tuple(rows), self.total, self.earlier, self.later)


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a table that fit and that a reader may see.

    They are shown as one and counted by parts: of a hundred units each reads the same tens of thousands of rows freely,
    and these are counted once for all.
    """

    actor: Actor
    table: type[Table]
    fits: Combinable

    @property
    def where(self) -> Combinable:
        """All of them."""
        whole: Combinable = visible_to(self.actor, self.table) & self.fits
        return whole

    def within(self, stretch: Combinable | None) -> Combinable:
        """Those of a stretch, None for all of them."""
        some: Combinable = self.where if stretch is None else self.where & stretch
        return some

    async def count(self, within: Combinable | None = None) -> int:
        """How many there are, within a stretch or in all."""
        fits = self.fits if within is None else self.fits & within
        counts = [await self.table.count().where(part & fits) for part in visible_parts(self.actor, self.table)]
        return sum(counts)

    async def counted_by(
        self, ask: Callable[[Combinable], Awaitable[list[dict[str, Any]]]], key: Callable[[dict[str, Any]], Key]
    ) -> Counter[Key]:
        """How many there are by something. ask: groups the rows of a condition and counts each group as "n"; key: what
        a group is counted under."""
        found = Counter[Key]()
        for part in visible_parts(self.actor, self.table):
            for row in await ask(part & self.fits):
                found[key(row)] += row["n"]
        return found


async def cut_of(query: Any, listed: Listed, key: Column, cut: Cut) -> Stretch[dict[str, Any]]:
    """The rows of a query without conditions that are listed and lie in a cut. key: the ids of its table."""
    total, where = await listed.count(), listed.where
    if cut.before is not None:
        found = await query.where(where & (key < cut.before)).order_by(key, ascending=False).limit(cut.most + 1)
        return Stretch(tuple(reversed(found[: cut.most])), total, len(found) > cut.most, True)
    found = await query.where(where & (key > cut.after)).order_by(key).limit(cut.most + 1)
    return Stretch(tuple(found[: cut.most]), total, cut.after > 0, len(found) > cut.most)


def cut_from(rows: Sequence[Row], key: Callable[[Row], int], cut: Cut) -> Stretch[Row]:
    """The same of rows that are there already."""
    among = sorted(rows, key=key)
    if cut.before is not None:
        found = [row for row in among if key(row) < cut.before]
        return Stretch(tuple(found[-cut.most :]), len(among), len(found) > cut.most, True)
    found = [row for row in among if key(row) > cut.after]
    return Stretch(tuple(found[: cut.most]), len(among), cut.after > 0, len(found) > cut.most)


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


# What belongs to a stretch of a list, None for everything, and its order.
Stretched = tuple[Combinable | None, Sequence[Order]]


async def in_stretches(
    select: Callable[[], Any],
    listed: Listed,
    stretches: Iterable[Stretched],
    start: int,
    most: int,
) -> tuple[list[dict[str, Any]], int]:
    """Rows of a list that is several stretches one after the other, and how many there are in all.

    An order that changes its direction in the middle can be read from no index; each of its stretches can. select: a
    query of the rows without conditions; start: rows that are passed.
    """
    found: list[dict[str, Any]] = []
    total = 0
    for within, order in stretches:
        count = await listed.count(within)
        if start < total + count and len(found) < most:
            passed = max(0, start - total)
            query = ordered(select().where(listed.within(within)), order)
            found += await query.limit(most - len(found)).offset(passed)
        total += count
    return found, total


async def first_of(
    select: Callable[[], Any], listed: Listed, stretches: Iterable[Stretched], most: int
) -> list[dict[str, Any]]:
    """The same from the first row on, where nobody asks how many there are in all.

    Which rows these are is settled first: what else is told of a row is not fetched for those left out.
    """
    found: list[dict[str, Any]] = []
    key = listed.table._meta.primary_key
    for within, order in stretches:
        if len(found) < most:
            first = ordered(listed.table.select(key).where(listed.within(within)), order).limit(most - len(found))
            found += await ordered(select().where(key.is_in(first)), order)
    return found
