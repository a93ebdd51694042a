"""Counters give every number once and leave no gap."""

import asyncio

import pytest

from cases.counters import last_value, next_value
from cases.database import write_tx

pytestmark = pytest.mark.anyio


async def test_numbers_count_from_one_under_each_name(database):
    async with write_tx():
        assert [await next_value("a") for _ in range(3)] == [1, 2, 3]
        assert await next_value("b") == 1


async def test_several_numbers_are_taken_in_a_row(database):
    async with write_tx():
        assert [await next_value("a", count) for count in (1, 3, 2, 1)] == [1, 2, 5, 7]


async def test_a_number_whose_transaction_fails_is_given_out_again(database):
    async with write_tx():
        await next_value("a")
    with pytest.raises(ZeroDivisionError):
        async with write_tx():
            assert await next_value("a") == 2
            raise ZeroDivisionError
    async with write_tx():
        assert await next_value("a") == 2


async def test_writers_at_once_get_different_numbers(database):
    given = []

    async def take() -> None:
        async with write_tx():
            given.append(await next_value("a"))

    await asyncio.gather(*(take() for _ in range(30)))
    assert sorted(given) == list(range(1, 31))


async def test_the_last_number_is_known(database):
    assert await last_value("a") == 0
    async with write_tx():
        await next_value("a", 3)
    assert await last_value("a") == 3
