"""Wrong tries are counted before they are looked at: many at once are no more than one after the other."""

import asyncio
import logging

import pytest

from cases import clock
from cases.actions.tries import ALARM, TRIES, WINDOW, begin_try, forget_failures, left, locked_until, note_failures
from cases.database import write_tx
from cases.errors import TooManyTries
from cases.tables import SignInFailure

pytestmark = pytest.mark.anyio


async def test_of_many_at_once_five_are_tries(database):
    async def tried():
        try:
            await begin_try("account:1")
        except TooManyTries as problem:
            return problem.minutes
        return 0

    minutes = await asyncio.gather(*[tried() for _ in range(20)])
    assert minutes.count(0) == TRIES and set(minutes) == {0, WINDOW.total_seconds() / 60}
    assert await SignInFailure.count() == TRIES
    assert await left("account:1") == 0 and await left("account:2") == TRIES
    with clock.at(clock.now() + WINDOW):
        assert await locked_until("account:1") is None
        await begin_try("account:1")
    async with write_tx():
        await forget_failures("account:1")
    await begin_try("account:1")


async def test_a_flood_of_failures_is_told_to_the_operator(database, caplog):
    await note_failures(["address:1"])
    (stored,) = await SignInFailure.select(SignInFailure.origin).where(SignInFailure.id == 2)
    async with write_tx():
        await SignInFailure.insert(*[SignInFailure(**stored) for _ in range(ALARM)])
    with caplog.at_level(logging.WARNING, "dafu"):
        await note_failures([])
    assert "failed sign-ins" in caplog.text
