"""Counting what costs, over restarts and over all processes: one row for each thing, asker and stretch of time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cases.clock import now
from cases.database import engine, write_tx
from cases.tables import UsageCount
from cases.vocabulary.usage import Costly

_AT_ONCE = 500


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
    found: dict[Used, int] = {}
    keys = sorted(counts)  # always in one order, so that two processes never wait for one another
    for at in range(0, len(keys), _AT_ONCE):
        some = keys[at : at + _AT_ONCE]
        async with write_tx():
            for row, key in zip(await _added(some, counts), some, strict=True):
                found[key] = int(row["amount"])
    return found


async def _added(keys: list[Used], counts: Mapping[Used, int]) -> list[dict[str, int]]:
    """One row back for each key, in their order."""
    current = engine()
    places = ", ".join(current.placeholders(i * 4, 4) for i in range(len(keys)))
    values = [value for key in keys for value in (key.what.value, key.who, key.since, counts[key])]
    sql = (
        f"INSERT INTO usage_counts (what, who, since, amount) VALUES {places} ON CONFLICT (what, who, since)"  # nosec B608 # noqa: S608
        " DO UPDATE SET amount = usage_counts.amount + excluded.amount RETURNING amount"
    )
    rows: list[dict[str, int]] = await current.execute(current.current_transaction.get(), sql, values)
    return rows
