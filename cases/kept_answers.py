"""What was worked out of many rows, kept while none of the tables it was read from is written to.

For tables and lists that cost more than the page around them. An answer stands for a day and for all who see the same
rows: who asks says what it hangs on, the reader's view among it (``permissions.view_of``). Which tables were read is
noted while it is made.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from cases.clock import today
from cases.database import engine
from cases.engines.changes import noted, stamp_of

MOST_WEIGHT = 300  # of all answers of a database together, in some 100 KB

Answer = TypeVar("Answer")
Weight = int | Callable[[Answer], int]


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Any
    stamp: dict[str, int]
    weight: int


@dataclass(slots=True)
class _Shelf:
    """The answers of one database, those asked for last at the end, and who is making one."""

    known: OrderedDict[Hashable, _Kept] = field(default_factory=OrderedDict)
    making: dict[Hashable, asyncio.Lock] = field(default_factory=dict)

    def standing(self, key: Hashable, counts: Mapping[str, int]) -> _Kept | None:
        """An answer that still stands."""
        found = self.known.get(key)
        if found is None or found.stamp != stamp_of(found.stamp, counts):
            return None
        self.known.move_to_end(key)
        return found

    def put(self, key: Hashable, kept: _Kept) -> None:
        self.known[key] = kept
        self.known.move_to_end(key)
        while sum(one.weight for one in self.known.values()) > MOST_WEIGHT and len(self.known) > 1:
            self.known.popitem(last=False)


_shelves: WeakKeyDictionary[Any, _Shelf] = WeakKeyDictionary()


async def kept(on: Hashable, make: Callable[[], Awaitable[Answer]], *, weight: Weight[Answer] = 1) -> Answer:
    """The answer that ``make`` gives, made once as long as what it reads stays as it is. Nobody may change it.

    on: all that it hangs on, but the day; weight: how much memory it takes, as MOST_WEIGHT counts it. Two who ask at
    once wait for the same. Inside a transaction, and where nobody counts changes, it is made each time.
    """
    current = engine()
    if current.current_transaction.get() is not None or await current.change_counts() is None:
        return await make()
    shelf, key = _shelves.setdefault(current, _Shelf()), (on, today())
    lock = shelf.making.setdefault(key, asyncio.Lock())
    try:
        async with lock:
            found = await _found(shelf, key, make, weight)
    finally:
        if not lock.locked():
            shelf.making.pop(key, None)
    if (outer := noted.get()) is not None:  # what is made of this answer stands as long as this one does
        outer.update(found.stamp)
    answer: Answer = found.answer
    return answer


async def _found(shelf: _Shelf, key: Hashable, make: Callable[[], Awaitable[Any]], weight: Weight[Any]) -> _Kept:
    counts = await engine().change_counts()
    if counts is not None and (standing := shelf.standing(key, counts)):
        return standing
    tables: set[str] = set()
    before = noted.set(tables)
    try:
        answer = await make()
    finally:
        noted.reset(before)
    made = _Kept(answer, stamp_of(tables, counts or {}), weight(answer) if callable(weight) else weight)
    if counts is not None:
        shelf.put(key, made)
    return made
