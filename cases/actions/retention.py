"""How long what is not of a case is kept, as one table, and the daily round that takes away what is over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from piccolo.table import Table

from cases import journal, requests
from cases.actions.exports import KEPT as EXPORTS_KEPT
from cases.actor import SYSTEM
from cases.clock import BEIJING, now
from cases.database import write_tx
from cases.pacing import Stint
from cases.queries.retention import last_round
from cases.tables import (
    DoneRequest,
    DraftCopy,
    DraftPresence,
    OutboxMessage,
    PendingEntry,
    SignInFailure,
    UsageCount,
    WebSession,
)
from cases.vocabulary import MessageState, Verb
from cases.vocabulary.retention import NOTHING_OVER, Fleeting

THING = "retention"
NIGHT = time(2, 30)  # from when on the round of a day is made
DAY = timedelta(days=1)
HALF_A_YEAR = timedelta(days=183)
AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Rule:
    """kept: for how long, from the instant that over compares. over: the rows that are older than an instant.

    blanked: columns that are emptied in rows that stay, because others refer to them or they must not come again.
    """

    what: Fleeting
    kept: timedelta
    table: type[Table]
    over: Callable[[datetime], Any]
    blanked: tuple[Any, ...] = ()


RULES = (
    Rule(Fleeting.SESSIONS, DAY, WebSession, lambda before: WebSession.expires_at < before),
    Rule(Fleeting.ENTRIES, DAY, PendingEntry, lambda before: PendingEntry.expires_at < before),
    Rule(Fleeting.TRIES, 7 * DAY, SignInFailure, lambda before: SignInFailure.at < before),
    Rule(Fleeting.USES, 3 * DAY, UsageCount, lambda before: UsageCount.since < before),
    Rule(Fleeting.FORMS, requests.KEPT, DoneRequest, lambda before: DoneRequest.created_at < before),
    Rule(Fleeting.PRESENCES, 7 * DAY, DraftPresence, lambda before: DraftPresence.seen_at < before),
    Rule(Fleeting.COPIES, HALF_A_YEAR, DraftCopy, lambda before: DraftCopy.settled_at < before),
    Rule(
        Fleeting.MAIL,
        HALF_A_YEAR,
        OutboxMessage,
        lambda before: (
            (OutboxMessage.state == MessageState.SENT.value)
            & (OutboxMessage.sent_at < before)
            & ((OutboxMessage.body != "") | (OutboxMessage.recipient != ""))
        ),
        blanked=(OutboxMessage.body, OutboxMessage.recipient),
    ),
)
# Kept outside the tables; whoever has the files takes them away.
OTHERS = {Fleeting.EXPORTS: EXPORTS_KEPT, Fleeting.TEMPORARY: 2 * DAY}


async def is_due(at: datetime | None = None) -> bool:
    """Whether the round of this Beijing day is still to be made."""
    here = (at or now()).astimezone(BEIJING)
    if here.time() < NIGHT:
        return False
    last = await last_round()
    # A clock that ran ahead may have dated the last round in years to come: any other day is another day.
    return last is None or last.at.astimezone(BEIJING).date() != here.date()


async def tidy(gone: Mapping[Fleeting, int] | None = None) -> dict[Fleeting, int]:
    """Take away what is over and leave one journal row with the counts. gone: what was taken away outside the tables.

    One kind after the other, each whole: a round that is broken off is made again by the next.
    """
    found = {rule.what: await _taken(rule) for rule in RULES} | dict(gone or {})
    said = "、".join(f"{what.label} {count}" for what, count in found.items() if count)
    async with write_tx():
        await journal.record(SYSTEM, Verb.TIDY, THING, None, new=said or NOTHING_OVER)
    return found


async def _taken(rule: Rule) -> int:
    """How many rows one rule took away or emptied; some hundred in a transaction, for people write at night, too."""
    table: Any = rule.table
    over, gone, stint = rule.over(now() - rule.kept), 0, Stint()
    while True:
        async with write_tx():
            ids = await table.select(table.id).where(over).limit(AT_ONCE).output(as_list=True)
            if ids and rule.blanked:
                await table.update(dict.fromkeys(rule.blanked, "")).where(table.id.is_in(ids))
            elif ids:
                await table.delete().where(table.id.is_in(ids))
        gone += len(ids)
        if len(ids) < AT_ONCE:
            return gone
        await stint.pause()
