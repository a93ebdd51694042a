"""A round over many things: each by itself, at the pace of the process, and none for the sake of another."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from cases.engines.duty import OffDuty
from cases.errors import Outage
from cases.pacing import Stint

_log = logging.getLogger("dafu")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Tally:
    """done: for how many the act said that it did something; failed: how many it raised for."""

    done: int = 0
    failed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.done + other.done, self.failed + other.failed)


async def each(things: Iterable[Thing], act: Callable[[Thing], Awaitable[object]], stint: Stint) -> Tally:
    """Do an act for each thing, which opens the one transaction that it needs: a person's save waits behind one at
    most. What fails is logged and passed over. Raises Outage, OffDuty, after which none of the others would succeed.
    """
    done = failed = 0
    for thing in things:
        try:
            done += bool(await act(thing))
        except (Outage, OffDuty):
            raise
        except Exception:
            _log.exception("a step of a round failed: %s", thing)
            failed += 1
        await stint.pause()
    return Tally(done, failed)
