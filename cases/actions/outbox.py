"""Messages on their way out: taken under a lease, marked as sent, or put off. One message has one sender at a time."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from piccolo.custom_types import Combinable

from cases.clock import now
from cases.database import engine, write_tx
from cases.tables import OutboxMessage
from cases.tables.columns import Changes
from cases.vocabulary import MessageState

LEASE = timedelta(minutes=10)  # longer than any mail server lets one wait
MOST_ATTEMPTS = 10
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that this sender has taken. key names it for ever, so that two copies can be told to be one."""

    id: int
    key: str
    lease: str
    recipient: str
    subject: str
    body: str
    attempts: int


async def take(most: int = 20) -> list[Letter]:
    """Take messages that are due, each for this sender alone until its lease ends."""
    at, lease = now(), uuid.uuid4().hex
    table = OutboxMessage
    due = (table.state == MessageState.WAITING.value) & (table.next_try_at <= at)
    free = table.leased_until.is_null() | (table.leased_until < at)
    async with write_tx():
        wanted = table.select(table.id).where(due & free).order_by(table.id).limit(most)
        if engine().engine_type == "postgres":
            wanted = wanted.lock_rows("UPDATE", skip_locked=True)
        ids = [row["id"] for row in await wanted]
        if not ids:
            return []
        taken: Changes = {table.lease: lease, table.leased_until: at + LEASE, table.attempts: table.attempts + 1}
        await table.update(taken).where(table.id.is_in(ids))
        rows = await table.select().where(table.id.is_in(ids)).order_by(table.id)
    return [Letter(r["id"], r["key"], lease, r["recipient"], r["subject"], r["body"], r["attempts"]) for r in rows]


async def mark_sent(letter: Letter) -> None:
    """The mail server has it. Whoever lost the lease meanwhile marks nothing."""
    columns: Changes = {
        OutboxMessage.state: MessageState.SENT.value,
        OutboxMessage.sent_at: now(),
        OutboxMessage.lease: None,
        OutboxMessage.leased_until: None,
        OutboxMessage.problem: None,
    }
    async with write_tx():
        await OutboxMessage.update(columns).where(_held(letter))


async def put_off(letter: Letter, problem: str, *, for_good: bool = False) -> bool:
    """It could not be sent: try later, ever more seldom, or give up. Whether it was given up.

    problem: the mail server's words, for staff.
    """
    ended = for_good or letter.attempts >= MOST_ATTEMPTS
    columns: Changes = {
        OutboxMessage.state: (MessageState.FAILED if ended else MessageState.WAITING).value,
        OutboxMessage.next_try_at: now() + pause_after(letter.attempts),
        OutboxMessage.lease: None,
        OutboxMessage.leased_until: None,
        OutboxMessage.problem: problem[:300],
    }
    async with write_tx():
        await OutboxMessage.update(columns).where(_held(letter))
    return ended


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: 1, 2, 4 … minutes, at most six hours."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)


def _held(letter: Letter) -> Combinable:
    return (OutboxMessage.id == letter.id) & (OutboxMessage.lease == letter.lease)
