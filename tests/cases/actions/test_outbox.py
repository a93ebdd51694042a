"""The outbox: one sender a message, leases that end, pauses that grow, and an end to trying."""

import asyncio
from datetime import timedelta

import pytest

from cases.actions.outbox import LONGEST_PAUSE, MOST_ATTEMPTS, mark_sent, pause_after, put_off, send_again, take
from cases.clock import now
from cases.database import write_tx
from cases.errors import Forbidden, NotFound
from cases.tables import Account, JournalEntry, OutboxMessage
from cases.vocabulary import MessageState, Role
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio


async def waiting(count=1):
    async with write_tx():
        await OutboxMessage.insert(
            *[OutboxMessage(key=f"k{n}", recipient=f"p{n}@mail.test", subject="题", body="文") for n in range(count)]
        )


async def row_of(letter):
    return await OutboxMessage.select().where(OutboxMessage.id == letter.id).first()


async def lease_ends():
    async with write_tx():
        await OutboxMessage.update({OutboxMessage.leased_until: now() - timedelta(seconds=1)}).where(
            OutboxMessage.lease.is_not_null()
        )


async def due_again():
    async with write_tx():
        await OutboxMessage.update({OutboxMessage.next_try_at: now() - timedelta(seconds=1)}).where(
            OutboxMessage.state == MessageState.WAITING.value
        )


async def test_senders_at_once_never_take_the_same(database):
    await waiting(30)
    taken = await asyncio.gather(*[take(7) for _ in range(8)])
    ids = [letter.id for some in taken for letter in some]
    assert len(ids) == len(set(ids)) == 30
    assert await take() == []


async def test_what_is_sent_is_never_taken_again(database):
    await waiting()
    [letter] = await take()
    await mark_sent(letter)
    assert (await row_of(letter))["state"] == MessageState.SENT
    assert await take() == []


async def test_a_sender_that_died_leaves_its_messages_to_another(database):
    await waiting()
    [first] = await take()
    assert await take() == []
    await lease_ends()
    [second] = await take()
    assert (second.id, second.key, second.attempts) == (first.id, first.key, 2)
    assert second.lease != first.lease


async def test_who_lost_the_lease_marks_nothing(database):
    await waiting()
    [first] = await take()
    await lease_ends()
    [second] = await take()
    await put_off(first, "late")
    assert (await row_of(first))["lease"] == second.lease
    await mark_sent(second)
    await put_off(first, "later")
    await put_off(second, "too late")
    row = await row_of(second)
    assert row["state"] == MessageState.SENT and row["problem"] is None


async def test_a_failure_waits_longer_each_time_and_then_ends(database):
    await waiting()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        [letter] = await take()
        assert letter.attempts == attempt
        ended = await put_off(letter, "450 busy")
        assert ended == (attempt == MOST_ATTEMPTS)
        assert await take() == []
        await due_again()
    row = await row_of(letter)
    assert row["state"] == MessageState.FAILED and row["problem"] == "450 busy"
    assert await take() == []


async def test_what_can_never_be_sent_is_given_up_at_once(database):
    await waiting()
    [letter] = await take()
    assert await put_off(letter, "550 no such user", for_good=True)
    assert (await row_of(letter))["state"] == MessageState.FAILED


def test_pauses_grow_up_to_six_hours():
    pauses = [pause_after(n) for n in range(1, 40)]
    assert pauses == sorted(pauses) and pauses[0] == timedelta(minutes=1) and pauses[-1] == LONGEST_PAUSE


async def given_up():
    [letter] = await take()
    await put_off(letter, "550 no such user", for_good=True)
    return letter


async def test_what_was_given_up_is_sent_again_to_the_address_of_today_and_journaled_notify_5(database):
    admin = await actor_as(Role.ADMIN)
    async with write_tx():
        row = OutboxMessage(key=f"filed:case 1:v2:{admin.person}", recipient="old@mail.test", subject="题", body="文")
        await OutboxMessage.insert(row)
        await Account.update({Account.email: "new@mail.test"}).where(Account.person == admin.person)
    letter = await given_up()
    await send_again(letter.id, actor=admin)
    [again] = await take()
    assert (again.key, again.recipient, again.attempts) == (letter.key, "new@mail.test", 1)
    assert await JournalEntry.count().where(JournalEntry.thing == "outbox_message") == 1
    with pytest.raises(NotFound):
        await send_again(letter.id, actor=admin)


async def test_only_offices_and_the_administrator_send_again(furnished):
    await waiting()
    letter = await given_up()
    for role in (Role.SUBMITTER, Role.CLERK, Role.LEADER, Role.AUDITOR):
        with pytest.raises((Forbidden, NotFound)):
            await send_again(letter.id, actor=await actor_as(role))
    assert (await row_of(letter))["state"] == MessageState.FAILED
