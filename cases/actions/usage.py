"""Counting what costs, over restarts and over all processes: one row for each thing, asker and stretch of time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cases.clock import now
from cases.database import write_tx
from cases.tables import UsageCount
from cases.tables.columns import Changes
from cases.vocabulary.usage import Costly


@dataclass(frozen=True, slots=True, order=True)
class Used:
    """What is counted together. since: when its stretch of time began."""

    what: Costly
    who: str
    since: datetime


def stretch(span: timedelta, at: datetime | None = None) -> datetime:
    """When the stretch of time that is running began; stretches follow one another without a gap."""
    seconds = int((at or now()).timestamp())
    return datetime.fromtimestamp(seconds - seconds % int(span.total_seconds()), UTC)


async def used(one: Used) -> int:
    """How much was counted so far."""
    where = (UsageCount.what == one.what.value) & (UsageCount.who == one.who) & (UsageCount.since == one.since)
    row = await UsageCount.select(UsageCount.amount).where(where).first()
    return int(row["amount"]) if row else 0


async def use(counts: Mapping[Used, int]) -> dict[Used, int]:
    """Count more of each; how much there is of each by then, by whatever process."""
    if not counts:
        return {}
    async with write_tx():  # always in one order, so that two processes never wait for one another
        return {key: await _added(key, counts[key]) for key in sorted(counts)}


async def _added(key: Used, more: int) -> int:
    """Inside ``write_tx``: the amount of one row, made where it is not there yet."""
    same = (UsageCount.what == key.what.value) & (UsageCount.who == key.who) & (UsageCount.since == key.since)
    for _ in range(2):
        changes: Changes = {UsageCount.amount: UsageCount.amount + more}
        found = await UsageCount.update(changes).where(same).returning(UsageCount.amount)
        if found:
            return int(found[0]["amount"])
        row = UsageCount(what=key.what.value, who=key.who, since=key.since)
        await UsageCount.insert(row).on_conflict(
            target=(UsageCount.what, UsageCount.who, UsageCount.since), action="DO NOTHING"
        )
    raise RuntimeError(f"{key} cannot be counted")
