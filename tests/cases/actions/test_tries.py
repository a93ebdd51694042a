"""Wrong tries are counted before they are looked at: many at once are no more than one after the other."""

import asyncio

import pytest

from cases import clock
from cases.actions.tries import (
    REMEMBERED,
    TRIES,
    WINDOW,
    begin_try,
    forget_failures,
    left,
    locked_until,
    note_failures,
    wait_after,
)
from cases.database import write_tx
from cases.errors import TooManyTries
from cases.queries.alarms import last_hour
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
    assert minutes.count(0) == TRIES and set(minutes) - {0} <= {1, 2, 4, 8, 15}
    assert await SignInFailure.count() == TRIES
    assert await left("account:1") == 0 and await left("account:2") == TRIES
    with clock.at(clock.now() + WINDOW):
        assert await locked_until("account:1") is None
        await begin_try("account:1")
    async with write_tx():
        await forget_failures("account:1")
    await begin_try("account:1")


def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_longer():
    minutes = [wait_after(tries).total_seconds() / 60 for tries in range(TRIES - 1, TRIES + 6)]
    assert minutes == [0, 1, 2, 4, 8, 15, 15] and wait_after(10**9) == WINDOW


async def test_each_try_of_a_day_makes_the_next_wait_longer(database):
    at, waits = clock.now(), []
    for _ in range(TRIES + 2):
        with clock.at(at):
            await note_failures(["account:1"])
            until = await locked_until("account:1")
            waits.append(round((until - at).total_seconds() / 60) if until else 0)
        at = until or at + WINDOW
    assert waits == [0] * (TRIES - 1) + [1, 2, 4]
    with clock.at(at + REMEMBERED):
        assert await left("account:1") == TRIES and await locked_until("account:1") is None


async def test_a_flood_of_failures_is_counted_for_whoever_looks(database):
    for _ in range(3):
        await note_failures(["account:1", "address:1"])
    assert (await last_hour()).failures == 3
    with clock.at(clock.now() + WINDOW * 5):
        assert (await last_hour()).failures == 0
