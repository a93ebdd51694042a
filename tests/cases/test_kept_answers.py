"""Answers worked out of many rows: made once, made anew after a change of what they were read from, and every day."""

import asyncio
from datetime import timedelta

import pytest

from cases import kept_answers
from cases.clock import today
from cases.database import insert_rows, write_tx
from cases.kept_answers import kept
from cases.tables import Place, Reply

pytestmark = pytest.mark.anyio


class Making:
    """An answer that counts how often it was made."""

    def __init__(self):
        self.times = 0

    async def __call__(self):
        self.times += 1
        await asyncio.sleep(0)
        return await Place.count()


async def enter(name: str) -> None:
    async with write_tx():
        await insert_rows(Place, [{"name": name, "code": name}])


async def test_an_answer_stands_until_what_it_was_read_from_changes(database):
    make = Making()
    assert await asyncio.gather(*(kept("甲", make) for _ in range(5))) == [0] * 5 and make.times == 1
    assert await kept("乙", make) == 0 and make.times == 2
    await Reply.update({Reply.doc_no: "无"}, force=True)  # something else
    assert await kept("甲", make) == 0 and make.times == 2
    await enter("a")
    assert await kept("甲", make) == 1 and make.times == 3


async def test_an_answer_made_of_another_falls_with_it(database):
    inner, times = Making(), 0

    async def outer():
        nonlocal times
        times += 1
        return 10 * await kept("里", inner)

    assert await kept("里", inner) == 0
    assert await kept("外", outer) == 0 and await kept("外", outer) == 0 and times == 1
    await enter("a")
    assert await kept("外", outer) == 10 and times == 2 and inner.times == 2


async def test_a_change_while_it_is_made_is_not_lost(database):
    async def slow():
        found = await Place.count()
        await enter(f"{found}")
        return found

    assert [await kept("甲", slow) for _ in range(3)] == [0, 1, 2]


async def test_a_new_day_and_a_transaction_have_their_own(database, monkeypatch):
    make = Making()
    await kept("甲", make)
    monkeypatch.setattr(kept_answers, "today", lambda: today() + timedelta(days=1))
    await kept("甲", make)
    assert make.times == 2
    async with write_tx():
        await insert_rows(Place, [{"name": "甲", "code": "1"}])
        assert await kept("甲", make) == 1
    assert await kept("甲", make) == 1 and make.times == 4


async def test_only_so_much_is_kept(database, monkeypatch):
    monkeypatch.setattr(kept_answers, "MOST_WEIGHT", 5)
    make = Making()
    for number in range(10):
        await kept(number, make, weight=2)
    shelf = kept_answers._shelves[database]
    assert [key[0] for key in shelf.known] == [8, 9] and not shelf.making


async def test_what_fails_is_not_kept(database):
    async def fails():
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):
            await kept("甲", fails)
