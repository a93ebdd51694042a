"""Work that nobody waits for, in slices: who is served by the same process meanwhile hardly notices it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from time import perf_counter

LONGEST_REST = 0.5  # seconds; a slice that took long because everything does must not put the work off for ever


@dataclass(frozen=True, slots=True)
class Pace:
    """slice: seconds of work after which others have their turn; rest: how many times as long as it took they have."""

    slice: float
    rest: float

    def rest_after(self, took: float) -> float:
        """Seconds to leave to others after so many of work; 0 where the slice is not full."""
        return min(took * self.rest, LONGEST_REST) if took >= self.slice else 0.0


SERVING = Pace(slice=0.008, rest=4.0)  # beside people: a fifth of the process, and less the busier it is
ALONE = Pace(slice=0.05, rest=0.25)  # a process of its own; other processes write to the same database
_pace: ContextVar[Pace] = ContextVar("pace", default=ALONE)


@contextlib.contextmanager
def at_pace(pace: Pace) -> Iterator[None]:
    """Let the block, and the tasks it starts, work at a pace. Without it work is done as in a process of its own."""
    token = _pace.set(pace)
    try:
        yield
    finally:
        _pace.reset(token)


@contextlib.contextmanager
def hurried() -> Iterator[None]:
    """For what people wait for: the block has half of the process even beside them."""
    pace = _pace.get()
    with at_pace(replace(pace, rest=min(pace.rest, 1.0))):
        yield


class Stint:
    """One piece of work. ``pause`` is called between its steps, each of which is to be short, outside transactions.

    What is measured is the time by the clock, with the turns that others had meanwhile: where much is going on, the
    work itself goes more slowly.
    """

    def __init__(
        self, clock: Callable[[], float] = perf_counter, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._clock, self._sleep, self._since = clock, sleep, clock()

    async def pause(self) -> None:
        """Leave the event loop to others where the slice is full."""
        rest = _pace.get().rest_after(self._clock() - self._since)
        if rest:
            await self._sleep(rest)
            self._since = self._clock()
