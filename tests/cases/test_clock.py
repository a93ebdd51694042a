"""Instants are UTC, days are Beijing's."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from cases.clock import BEIJING, at, now, today


def test_an_instant_is_aware_and_utc():
    assert now().utcoffset() == timedelta(0)


def test_a_day_is_that_of_beijing():
    before = now().astimezone(BEIJING).date()
    assert before <= today() <= now().astimezone(BEIJING).date()
    assert BEIJING.utcoffset(now().replace(tzinfo=None)) == timedelta(hours=8)


def test_a_block_lives_on_another_day_and_only_it():
    with at(date(2024, 2, 29)):
        assert today() == date(2024, 2, 29)
        first = now()
        assert first.astimezone(BEIJING).hour == 9
        assert first < now() < first + timedelta(minutes=1)
        with at(first - timedelta(days=1)):
            assert today() == date(2024, 2, 28)
        assert today() == date(2024, 2, 29)
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.anyio
async def test_threads_of_the_block_live_there_and_tasks_beside_it_do_not(anyio_backend):
    beside = asyncio.Event()

    async def other() -> date:
        await beside.wait()
        return today()

    running = asyncio.create_task(other())
    with at(date(2024, 2, 29)):
        beside.set()
        assert await asyncio.to_thread(today) == date(2024, 2, 29)
        assert await running != date(2024, 2, 29)
