"""Turns at work that a process does one after the other, and who comes first where many wait.

Comparing a password costs a twentieth of a second and 46 MiB, and anybody may ask for it. Whoever is known goes ahead
of all others, and of these only so many wait: behind a longer line nobody would still sit when his turn came.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

MOST_WAITING = 60  # of those who are not known: three seconds of work


class TooManyWait(Exception):
    """The line of those who are not known is full."""


@dataclass(slots=True)
class Turns:
    """The turns of one event loop. at_once: of them at the same time; ahead, others: who waits, in order of arrival."""

    at_once: int
    at_work: int = 0
    ahead: deque[asyncio.Future[None]] = field(default_factory=deque)
    others: deque[asyncio.Future[None]] = field(default_factory=deque)

    @contextlib.asynccontextmanager
    async def turn(self, *, ahead: bool) -> AsyncIterator[None]:
        """One turn. Raises TooManyWait, never for who goes ahead."""
        await self._wait(self.ahead if ahead else self.others)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, line: deque[asyncio.Future[None]]) -> None:
        if self.at_work < self.at_once:
            self.at_work += 1
            return
        if line is self.others and len(line) >= MOST_WAITING:
            raise TooManyWait
        place = asyncio.get_running_loop().create_future()
        line.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():  # the turn had come already
                self._pass_on()
            elif place in line:
                line.remove(place)
            raise

    def _pass_on(self) -> None:
        """The turn goes to the first of those ahead, else of the others."""
        for line in (self.ahead, self.others):
            while line:
                place = line.popleft()
                if not place.done():  # whoever has just given up is still in line
                    place.set_result(None)
                    return
        self.at_work -= 1
