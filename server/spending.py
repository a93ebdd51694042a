"""Holding a request against the limits before anything of it is read or done."""

import hashlib
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from litestar import Request

from cases.actions.usage import Used, stretch, use, used
from cases.actor import Actor
from cases.clock import now
from cases.errors import DatabaseBusy, DiskNearlyFull, QuotaUsedUp, TooMuchAsked
from cases.queries.alarms import EVERYBODY
from cases.vocabulary.usage import Costly
from server.clients import client_address
from server.limits import HOUR, MB, MINUTE, SPANS
from server.settings import Settings

AnyRequest = Request[Any, Any, Any]
SETTLED_EVERY = 5.0  # seconds
UNKNOWN_SIZE = 20 * MB  # what a body counts for that does not say how long it is
_SPOKEN = {MINUTE: "一分钟", HOUR: "一小时"}


@dataclass(slots=True)
class Tally:
    """Searches of this process that the database does not know of yet.

    known: how many there were of each when last asked; fresh: since then; few: below how many of these a write would
    cost more than it tells. A process that is killed forgets at most those of five seconds and a hundredth of a limit;
    beside other processes, one may have as many more as he asks of each within these.
    """

    known: dict[Used, int] = field(default_factory=dict)
    fresh: dict[Used, int] = field(default_factory=dict)
    few: dict[Used, int] = field(default_factory=dict)
    settled: float = field(default_factory=time.monotonic)

    async def count(self, one: Used, most: int) -> int:
        """One more, of which so many are granted; how many that makes."""
        if one not in self.known:
            self.known[one] = await used(one)
            self.few[one] = most // 100
        self.fresh[one] = self.fresh.get(one, 0) + 1
        return self.known[one] + self.fresh[one]

    async def settle(self, since: datetime) -> None:
        """Every five seconds, tell the database what is fresh and learn what the other processes have counted.

        since: when the stretch of time began that runs now; of those before only what the database knows is kept.
        """
        if time.monotonic() - self.settled < SETTLED_EVERY:
            return
        self.settled = time.monotonic()
        told = {one: count for one, count in self.fresh.items() if count >= self.few.get(one, 0)}
        self.fresh = {one: count for one, count in self.fresh.items() if one not in told and one.since == since}
        try:
            known = await use(told)
        except DatabaseBusy:  # counted later; nobody waits for a count
            for one, count in told.items():
                self.fresh[one] = self.fresh.get(one, 0) + count
            return
        self.known = known | {one: self.known.get(one, 0) for one in self.fresh if one not in known}


def cost_of(request: AnyRequest, opt: Mapping[str, Any]) -> Costly | None:
    """What a request costs by the ``opt`` of its handler: "costs", but not where its address ends as "free" says."""
    return None if request.scope["path"].endswith(opt.get("free", " ")) else opt.get("costs")


async def hold(request: AnyRequest, costs: Costly | None, actor: Actor) -> None:
    """Count what a request costs. Raises TooMuchAsked, QuotaUsedUp, DiskNearlyFull; then nothing of it was done.

    What was counted before an answer was looked for among the kept ones is not counted again.
    """
    if request.scope.get("state", {}).get("held"):
        return
    if costs is Costly.SEARCH:
        await _searched(request, actor)
    elif costs is not None:
        await _asked(request, costs, actor)
    if request.method not in ("GET", "HEAD") and request.content_type[0] == "multipart/form-data":
        await _uploaded(request, actor)


async def _searched(request: AnyRequest, actor: Actor) -> None:
    """Counted in memory: a search answers within milliseconds, and must not wait for a write."""
    most = _most(request, Costly.SEARCH, actor)
    if not most:
        return
    tally, since = _tally(request), stretch(SPANS[Costly.SEARCH])
    await tally.settle(since)
    count = await tally.count(Used(Costly.SEARCH, _who(request, actor), since), most)
    await tally.count(Used(Costly.SEARCH, EVERYBODY, since), 0)
    if count > most:
        raise _refused(Costly.SEARCH, most)


async def _asked(request: AnyRequest, costs: Costly, actor: Actor) -> None:
    """Counted at once: what is rare and dear is counted to the piece, over all processes."""
    most = _most(request, costs, actor)
    if not most:
        return
    since = stretch(SPANS[costs])
    one = Used(costs, _who(request, actor), since)
    if await used(one) >= most:
        raise _refused(costs, most)
    if (await use({one: 1, Used(costs, EVERYBODY, since): 1}))[one] > most:
        raise _refused(costs, most)


async def _uploaded(request: AnyRequest, actor: Actor) -> None:
    """By the length that the sender names, which the server holds him to, before a byte of it is read."""
    settings: Settings = request.app.state.settings
    floor, most = settings.limits.free_mb * MB, _most(request, Costly.UPLOAD, actor)
    length = request.headers.get("content-length", "")
    size = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else UNKNOWN_SIZE
    if floor and _room(settings) - size < floor:
        raise DiskNearlyFull
    if not most:
        return
    since = stretch(SPANS[Costly.UPLOAD])
    one = Used(Costly.UPLOAD, _who(request, actor), since)
    before = await used(one)
    if before + size > most:
        raise QuotaUsedUp(size, most, max(0, most - before), _left(Costly.UPLOAD))
    await use({one: size, Used(Costly.UPLOAD, EVERYBODY, since): size})


def _room(settings: Settings) -> int:
    """Free bytes where files are kept; of a store elsewhere only what the data folder has is known."""
    in_folder = settings.files and not settings.files.startswith("s3://")
    place = Path(settings.files) if in_folder else settings.data_dir
    return shutil.disk_usage(next(one for one in (place, *place.parents) if one.exists())).free


def _refused(costs: Costly, most: int) -> TooMuchAsked:
    return TooMuchAsked(costs.label, _SPOKEN[SPANS[costs]], most, _left(costs))


def _left(costs: Costly) -> int:
    """Seconds until the next stretch of time begins."""
    return max(1, int((stretch(SPANS[costs]) + SPANS[costs] - now()).total_seconds()))


def _most(request: AnyRequest, costs: Costly, actor: Actor) -> int:
    settings: Settings = request.app.state.settings
    return settings.limits.of(costs, known=actor.person is not None)


def _who(request: AnyRequest, actor: Actor) -> str:
    if actor.person is not None:
        return f"person {actor.person}"
    settings: Settings = request.app.state.settings
    return hashlib.sha256(client_address(request, settings.proxies).encode()).hexdigest()


def _tally(request: AnyRequest) -> Tally:
    state = request.app.state
    if getattr(state, "tally", None) is None:
        state.tally = Tally()
    tally: Tally = state.tally
    return tally
