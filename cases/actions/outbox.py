"""Messages on their way out: taken under a lease, marked as sent, or put off. One message has one sender at a time.

What was given up waits for somebody to ring up its addressee, mend the address and have it sent again.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from piccolo.custom_types import Combinable

from cases.actor import Actor
from cases.clock import now
from cases.database import engine, write_tx
from cases.errors import Forbidden, NotFound
from cases.journal import record
from cases.permissions import may, visible_to
from cases.recipients import addresses
from cases.tables import OutboxMessage
from cases.tables.columns import Changes
from cases.vocabulary import MessageState, Verb

LEASE = timedelta(minutes=10)  # longer than any mail server lets one wait
MOST_ATTEMPTS = 10
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
FURTHEST = timedelta(days=1)  # what is put off for longer was so by a clock that ran ahead, and would never go


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
    ahead = at + FURTHEST
    due = (table.state == MessageState.WAITING.value) & ((table.next_try_at <= at) | (table.next_try_at > ahead))
    free = table.leased_until.is_null() | (table.leased_until < at) | (table.leased_until > ahead)
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


async def send_again(message: int, *, actor: Actor) -> None:
    """Let a message that was given up wait to be sent anew, to the address that its owner's account has by now.

    It keeps its key, and so its Message-ID. Raises NotFound where it was not given up, Forbidden.
    """
    if not may(actor, Verb.RETRY):
        raise Forbidden(act=Verb.RETRY.label)
    table = OutboxMessage
    given_up = visible_to(actor, table) & (table.id == message) & (table.state == MessageState.FAILED.value)
    async with write_tx():
        row = await table.select().where(given_up).first()
        if row is None:
            raise NotFound(kind="邮件", key=str(message))
        columns: Changes = {
            table.state: MessageState.WAITING.value,
            table.recipient: await _address_now(row),
            table.attempts: 0,
            table.next_try_at: now(),
        }
        await table.update(columns).where(given_up)
        await record(actor, Verb.RETRY, "outbox_message", message)


async def _address_now(row: dict[str, Any]) -> str:
    """Where a message goes now: what its person has by now, where the key names one, else as before."""
    person = row["key"].rpartition(":")[2]
    known = await addresses([int(person)]) if person.isdecimal() else {}
    return next(iter(known.values()), row["recipient"])


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: 1, 2, 4 … minutes, at most six hours."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)


def _held(letter: Letter) -> Combinable:
    return (OutboxMessage.id == letter.id) & (OutboxMessage.lease == letter.lease)
