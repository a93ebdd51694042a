"""What should make somebody look: guessing all over the system, and use far beyond what people make of it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cases.clock import now
from cases.tables import SignInFailure, UsageCount
from cases.vocabulary.usage import Costly

HOUR = timedelta(hours=1)
SYSTEM = "system"  # under which every wrong try is counted
EVERYBODY = "all"  # under which every use is counted
# What is dated later was dated by a clock that ran ahead, and would otherwise never be over.
SLACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LastHour:
    """failures: wrong passwords and codes; uses: how often what costs was asked for."""

    failures: int
    uses: dict[Costly, int]


def hash_of_key(key: str) -> str:
    """Under what tries are stored: who tried is nobody's to read."""
    return hashlib.sha256(key.encode()).hexdigest()


async def last_hour() -> LastHour:
    """All together, of every process."""
    moment = now()
    since, until = moment - HOUR, moment + SLACK
    mine = SignInFailure.origin == hash_of_key(SYSTEM)
    rows = await UsageCount.select(UsageCount.what, UsageCount.amount).where(
        (UsageCount.who == EVERYBODY)
        & _within(UsageCount.since, since, until)
        & (UsageCount.what != Costly.UPLOAD.value)
    )
    uses = {what: sum(int(r["amount"]) for r in rows if r["what"] == what.value) for what in Costly}
    failures = await SignInFailure.count().where(mine & _within(SignInFailure.at, since, until))
    return LastHour(failures, {what: count for what, count in uses.items() if count})


def _within(column: Any, since: datetime, until: datetime) -> Any:
    return (column > since) & (column < until)
