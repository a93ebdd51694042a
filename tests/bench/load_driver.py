"""An open loop: requests are sent when they are due, whether or not earlier ones have been answered.

Latency counts from the moment a request was due, so that a server that stands still is seen by all who came meanwhile,
not by one who waited.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

MOST_OPEN = 3000  # requests under way; beyond, one that is due is a fault
DRAIN_SECONDS = 30.0


class Unexpected(Exception):
    """An answer that the act did not expect; the text says which. status: 0 where it is not about one."""

    def __init__(self, words: str, status: int = 0) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Flow:
    """Something that happens so many times a second, at random moments. share: of the whole run, from its beginning.

    asked: whether its latency and faults count for the people of the house; an attacker's do not.
    """

    name: str
    rate: float
    act: Callable[[], Awaitable[int]]
    asked: bool = True
    share: float = 1.0


@dataclass
class Seen:
    """What came of a flow: seconds from due to done, the answers by status, and the faults by their words."""

    seconds: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    faults: dict[str, int] = field(default_factory=dict)

    def fault(self, words: str) -> None:
        self.faults[words] = self.faults.get(words, 0) + 1

    def at(self, part: float) -> float:
        """The latency that this part of all acts kept under, in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000 if ordered else 0.0


def moments(flow: Flow, seconds: float, seed: int) -> list[float]:
    """When a flow's acts are due, in seconds from the beginning."""
    chance, at, found = random.Random(f"{flow.name} {seed}"), 0.0, []
    while flow.rate > 0:
        at += chance.expovariate(flow.rate)
        if at >= seconds * flow.share:
            break
        found.append(at)
    return found


async def drive(flows: list[Flow], seconds: float, *, seed: int = 1) -> dict[str, Seen]:
    """Let all flows run for so long; what came of each."""
    seen = {flow.name: Seen() for flow in flows}
    due = sorted((at, number) for number, flow in enumerate(flows) for at in moments(flow, seconds, seed))
    begun, running = time.perf_counter(), set[asyncio.Task]()
    for at, number in due:
        if (wait := begun + at - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        if len(running) >= MOST_OPEN:
            seen[flows[number].name].fault("too many under way")
            continue
        task = asyncio.create_task(_one(flows[number], begun + at, seen[flows[number].name]))
        running.add(task)
        task.add_done_callback(running.discard)
    if running:
        _, late = await asyncio.wait(running, timeout=DRAIN_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
    return seen


async def _one(flow: Flow, due: float, seen: Seen) -> None:
    try:
        seen.answers[await flow.act()] += 1
        seen.seconds.append(time.perf_counter() - due)
    except asyncio.CancelledError:
        seen.fault("no answer")
        raise
    except Unexpected as problem:
        seen.fault(str(problem))
        if problem.status:
            seen.answers[problem.status] += 1
    except (ValueError, KeyError, OSError, TimeoutError) as problem:
        seen.fault(type(problem).__name__)
