"""A form is carried out once: its key is left behind with the act or not at all, whatever arrives at the same time."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from cases import journal
from cases.actor import SYSTEM, Once
from cases.clock import now
from cases.database import write_tx
from cases.requests import KEPT, AlreadyDone, key_of, note_place, place_of, remember
from cases.tables import DoneRequest, JournalEntry
from cases.vocabulary import Verb

pytestmark = pytest.mark.anyio


def sender(key="one"):
    """Somebody who sent a form with a key."""
    return replace(SYSTEM, once=Once(key_of("person 1", key)))


async def act(actor):
    """An act of two rows."""
    async with write_tx():
        await journal.record(actor, Verb.SETTLE, "case", 1)
        await journal.record(actor, Verb.SETTLE, "case", 2)


async def test_the_second_time_nothing_is_done(database):
    await act(sender())
    with pytest.raises(AlreadyDone):
        await act(sender())
    assert await JournalEntry.count() == 2


async def test_one_request_may_act_in_several_transactions(database):
    actor = sender()
    await act(actor)
    await act(actor)
    assert await JournalEntry.count() == 4


async def test_an_act_that_failed_may_be_sent_again(database):
    actor = sender()
    with pytest.raises(ZeroDivisionError):
        async with write_tx():
            await remember(actor)
            _ = 1 / 0
    assert await place_of(actor.once.key) is None
    await act(sender())


async def test_of_twenty_at_once_one_acts(database):
    found = await asyncio.gather(*(act(sender()) for _ in range(20)), return_exceptions=True)
    assert sum(one is None for one in found) == 1
    assert sum(isinstance(one, AlreadyDone) for one in found) == 19
    assert await JournalEntry.count() == 2


async def test_keys_are_their_senders_own():
    assert key_of("person 1", "k") != key_of("person 2", "k")


async def test_the_place_is_kept_for_a_week(database):
    await act(sender())
    await note_place(sender().once.key, "/cases/7")
    assert await place_of(sender().once.key) == "/cases/7"
    with pytest.raises(AlreadyDone) as done:
        await act(sender())
    assert done.value.place == "/cases/7"
    await DoneRequest.update({DoneRequest.created_at: now() - KEPT - timedelta(days=1)}, force=True)
    await note_place(sender("two").once.key, "/")
    assert await place_of(sender().once.key) is None


async def test_who_sent_no_form_is_not_remembered(database):
    await act(SYSTEM)
    assert await DoneRequest.count() == 0
