"""One round: work, a fault at a random moment, up again without a person, and everything held against the ledger."""

import asyncio
import contextlib
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from cases import database, fulltext, tables
from cases.fulltext import SearchError
from cases.invariants.examining import examine
from cases.invariants.runs import no_lock_is_left, ready_in_time
from tests.faults.load import Ledger, at_work, number_in
from tests.faults.site import Site

QUIET_SECONDS = 60.0
LEAST = 5  # acknowledged in a round before the blow


@dataclass
class Tally:
    """What all rounds came to. index_differences: entries that still differed a minute after all was quiet."""

    rounds: int = 0
    acknowledged: int = 0
    read: int = 0
    lost: int = 0
    chain_breaks: int = 0
    index_differences: int = 0
    other: int = 0
    faults: int = 0
    slowest_ready: float = 0.0
    slowest_index: float = 0.0
    told: list[str] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        return bool(self.lost or self.chain_breaks or self.index_differences or self.other or self.faults)


async def one_round(site: Site, tally: Tally, ledger: Ledger, draw: Random) -> None:
    """Kill one of the processes while people work, and look."""
    before = ledger.acknowledged
    work = asyncio.create_task(at_work(site.address, site.tokens, ledger, 60.0))
    await _under_way(ledger, before)
    await asyncio.sleep(draw.uniform(0.0, 2.0))
    site.kill(draw.choice(site.parts))
    await asyncio.sleep(0.1)
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work
    seconds = await site.ready()
    tally.rounds += 1
    tally.acknowledged += ledger.acknowledged - before
    tally.read = ledger.read
    tally.slowest_ready = max(tally.slowest_ready, seconds or 999.0)
    await _look(site, tally, ledger, seconds)


async def _under_way(ledger: Ledger, before: int) -> None:
    """Wait until people are at work: a round in which nothing was acknowledged would prove nothing."""
    for _ in range(int(QUIET_SECONDS * 100)):
        if ledger.acknowledged >= before + LEAST:
            return
        await asyncio.sleep(0.01)


async def one_backup(site: Site, tally: Tally, ledger: Ledger, draw: Random) -> None:
    """Make a backup by the command while people work: it must be proved, and nobody may be turned away."""
    before = ledger.acknowledged
    work = asyncio.create_task(at_work(site.address, site.tokens, ledger, 600.0))
    await asyncio.sleep(draw.uniform(0.3, 1.5))
    command = [sys.executable, "-m", "server", "backup", "create", str(site.folder / f"b{tally.rounds}.zip")]
    made = await asyncio.create_subprocess_exec(
        *command, env=site.environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await made.communicate()
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work
    tally.rounds += 1
    tally.acknowledged += ledger.acknowledged - before
    tally.read = ledger.read
    if made.returncode or "核对无误" not in said.decode():
        tally.other += 1
        tally.told.append(said.decode()[-300:])
    await _look(site, tally, ledger, 0.0)


async def _look(site: Site, tally: Tally, ledger: Ledger, seconds: float | None) -> None:
    await database.open_database(site.url, migrated=False)
    try:
        lost = await lost_of(ledger)
        found = await examine(files=site.folder / "files")
        found["I10"] = await no_lock_is_left(10.0)
        found["I14"] = ready_in_time(seconds)
        differ, took = await _index_settles(site.folder / "index")
    finally:
        await database.close()
    tally.slowest_index = max(tally.slowest_index, took)
    tally.lost += len(lost)
    tally.chain_breaks += len(found["I4"])
    tally.index_differences += differ
    tally.other += sum(len(some) for number, some in found.items() if number != "I4")
    tally.faults, before = len(ledger.faults), tally.faults
    tally.told += lost + [str(one) for some in found.values() for one in some] + ledger.faults[before:]


async def lost_of(ledger: Ledger) -> list[str]:
    """What was acknowledged and is not there: drafts, savings, files. A saving after the last one that was
    acknowledged may be there or not; one before it may not be all there is."""
    rows = await tables.ProposalText.select(tables.ProposalText.case, tables.ProposalText.situation)
    there: dict[int, int] = {}
    for row in rows:
        there[row["case"]] = max(there.get(row["case"], 0), number_in(row["situation"]))
    cases = {row["id"] for row in await tables.Case.select(tables.Case.id)}
    kept = {row["sha256"] for row in await tables.Attachment.select(tables.Attachment.sha256)}
    lost = [f"I1 第 {draft} 号草稿不见了" for draft in ledger.begun - cases]
    lost += [
        f"I1 第 {draft} 号草稿应有第 {number} 次保存，只有第 {there.get(draft, 0)} 次"
        for draft, number in ledger.saved.items()
        if not number <= there.get(draft, 0) <= ledger.sent[draft]
    ]
    lost += [f"I1 附件 {name[:12]} 不见了" for name in ledger.files if name not in kept]
    return lost


async def _index_settles(folder: Path) -> tuple[int, float]:
    """How many entries differ when the program has had its minute, and how long it took until none did."""
    begun = time.monotonic()
    differ = 1
    while True:
        with contextlib.suppress(SearchError):
            found = await fulltext.check(fulltext.open_index(folder))
            differ = sum(len(keys) for keys in found.values())
        took = time.monotonic() - begun
        if not differ or took > QUIET_SECONDS:
            return differ, took
        await asyncio.sleep(0.3)
