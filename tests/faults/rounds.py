"""One round: work, a fault at a random moment, up again without a person, and everything held against the ledger."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import httpx

from cases import database, fulltext
from cases.counters import last_value
from cases.fulltext import SearchError
from cases.invariants.examining import examine
from cases.invariants.runs import Load, load_is_back, no_lock_is_left, ready_in_time
from server.settings import from_env
from tests.faults.kinds import Kind
from tests.faults.ledger import QUIET_SECONDS, Ledger, done_twice, lost_of, under_way, unjournaled
from tests.faults.load import at_work
from tests.faults.site import Site
from tests.faults.watch import SHARE, load_of, opened

STILL = 1.0
WARM = 2


@dataclass
class Tally:
    """What all rounds of a kind came to. index_differences: entries that still differed a minute after all was quiet.
    refused: answers that said: not now. unheard: requests without an answer. stalls: rounds in which nothing could be
    saved for a minute before the blow. signed_out, proofs: answers that asked to sign in, or for the password again.
    not_run: rounds that this machine has no place for."""

    rounds: int = 0
    acknowledged: int = 0
    read: int = 0
    refused: int = 0
    unheard: int = 0
    lost: int = 0
    chain_breaks: int = 0
    index_differences: int = 0
    other: int = 0
    faults: int = 0
    stalls: int = 0
    signed_out: int = 0
    proofs: int = 0
    not_run: int = 0
    slowest_ready: float = 0.0
    slowest_index: float = 0.0
    seconds: float = 0.0
    told: list[str] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        return bool(self.lost or self.chain_breaks or self.index_differences or self.other or self.faults)


@dataclass
class Watched:
    """What was seen of an installation over all rounds. at_rest: what its processes took whenever all was quiet; held:
    what they had open the last time before they are compared with it."""

    site: Site
    ledger: Ledger = field(default_factory=Ledger)
    pids: tuple[int, ...] = ()
    at_rest: list[Load] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)


async def one_round(watched: Watched, kind: Kind, tally: Tally, draw: Random) -> None:
    """Let people work, strike, and look. Raises ``places.NoPlace`` where this machine cannot be struck so."""
    begun = time.monotonic()
    site, ledger = watched.site, watched.ledger
    with _counted(ledger, tally):
        work = asyncio.create_task(at_work(site.address, site.tokens, site.replies, ledger))
        try:
            tally.stalls += not await under_way(ledger)
            await asyncio.sleep(draw.uniform(0.0, 2.0))
            found = await kind.strike(site, ledger, draw)
            if kind.ends:
                await asyncio.sleep(0.1)
            elif not await under_way(ledger):
                found.append("I14 空出来一分钟后，还是什么也存不进")
        finally:
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work
    seconds = await site.ready()
    tally.rounds += 1
    tally.slowest_ready = max(tally.slowest_ready, seconds or 999.0)
    await _look(watched, tally, found, seconds)
    tally.seconds += time.monotonic() - begun


@contextlib.contextmanager
def _counted(ledger: Ledger, tally: Tally) -> Iterator[None]:
    """Add to a tally what a ledger gains."""
    names = ("acknowledged", "read", "refused", "unheard", "signed_out", "proofs")
    before = [getattr(ledger, name) for name in names]
    try:
        yield
    finally:
        for name, was in zip(names, before, strict=True):
            setattr(tally, name, getattr(tally, name) + getattr(ledger, name) - was)


async def _look(watched: Watched, tally: Tally, found: list[str], seconds: float | None) -> None:
    site, ledger = watched.site, watched.ledger
    await database.open_database(site.url, migrated=False)
    try:
        await _quiet()
        lost, silent = await lost_of(ledger), await unjournaled(ledger)
        differ, took = await _index_settles(from_env(site.environment).index_dir)
        broken = await examine(files=site.data / "files")
        broken["I10"] = await no_lock_is_left(10.0)
        broken["I14"] = ready_in_time(seconds)
    finally:
        await database.close()
    with contextlib.suppress(httpx.HTTPError):
        await site.search_anew()
    broken["I12"] = _grown(watched)
    others = [str(one) for number, some in broken.items() if number != "I4" for one in some]
    others += (
        silent + done_twice(ledger) + ledger.unexplained(site.log.read_text(encoding="utf-8", errors="replace")) + found
    )
    tally.slowest_index = max(tally.slowest_index, took)
    tally.lost += len(lost)
    tally.chain_breaks += len(broken["I4"])
    tally.index_differences += differ
    tally.other += len(others)
    tally.faults += len(ledger.faults)
    tally.told += [*lost, *map(str, broken["I4"]), *others, *ledger.faults]
    if differ:
        tally.told.append(f"I5 {differ} 处不一致")
    ledger.faults.clear()


def _grown(watched: Watched) -> list:
    """I12, from the third quiet hour of the same processes on: caches and pools have filled by then."""
    pids, load = load_of(watched.site)
    if pids != watched.pids:
        watched.pids, watched.at_rest = pids, []
    watched.at_rest.append(load)
    if len(watched.at_rest) <= WARM:
        watched.held = opened(pids)
        return []
    grown = load_is_back(watched.at_rest[WARM - 1], load, share=SHARE)
    more = ", ".join(f"{name or '-'} +{count}" for name, count in (opened(pids) - watched.held).items())
    return [replace(one, what=f"{one.what}（{more}）") for one in grown]


async def _quiet() -> None:
    """Wait until what was under way when people left has ended: nothing was written for a while."""
    before = -1
    while (now := await last_value("journal")) != before:
        before = now
        await asyncio.sleep(STILL)


async def _index_settles(folder: Path | None) -> tuple[int, float]:
    """How many entries differ when the program has had its minute, and how long it took until none did."""
    begun = time.monotonic()
    while True:
        differ = 1
        if folder is None or (folder / "current").exists():  # it is the program's to make it anew, not ours
            with contextlib.suppress(SearchError):
                index = fulltext.open_index(folder)
                await asyncio.to_thread(index.inspect)
                found = await fulltext.check(index)
                differ = sum(len(keys) for keys in found.values())
        took = time.monotonic() - begun
        if not differ or took > QUIET_SECONDS:
            return differ, took
        await asyncio.sleep(0.3)
