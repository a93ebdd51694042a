"""One making at a time, never anything older than its reader asked for, and no more memory than is allowed."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kept import MOST_OF_ONE, MOST_SECONDS, Answer, Kept

pytestmark = pytest.mark.anyio


def answer(text: str, stamp=None, **more) -> Answer:
    return Answer(200, ((b"etag", b"x"),), text.encode(), stamp, **more)


async def test_a_crowd_waits_for_one_making():
    kept, made = Kept(), []

    async def make():
        made.append(1)
        await asyncio.sleep(0)
        return answer("page", {"cases": 1})

    found = await asyncio.gather(*(kept.answer("/", {"cases": 1}, make) for _ in range(200)))
    assert (len(made), {one.body for one in found}) == (1, {b"page"})


async def test_who_comes_after_a_change_is_not_given_what_was_begun_before_it():
    kept, begun, go = Kept(), [], asyncio.Event()
    changes = {"cases": 1}

    async def make():
        now = dict(changes)
        begun.append(now["cases"])
        await go.wait()
        return answer(f"as of {now['cases']}", now)

    first = asyncio.create_task(kept.answer("/", dict(changes), make))
    await asyncio.sleep(0)
    changes["cases"] = 2
    later = [asyncio.create_task(kept.answer("/", dict(changes), make)) for _ in range(20)]
    await asyncio.sleep(0)
    go.set()
    assert (await first).body == b"as of 1"
    assert {(await one).body for one in later} == {b"as of 2"}
    assert begun == [1, 2]


async def test_what_is_for_one_reader_alone_or_fails_is_given_to_nobody_else():
    kept, made = Kept(), []

    async def own():
        made.append(1)
        await asyncio.sleep(0)
        return answer(f"for {len(made)}")

    await asyncio.gather(*(kept.answer("/", {}, own) for _ in range(5)))
    assert len(made) == 5

    async def fails():
        await asyncio.sleep(0)
        raise OSError

    found = await asyncio.gather(*(kept.answer("/", {}, fails) for _ in range(5)), return_exceptions=True)
    assert all(isinstance(one, OSError) for one in found)
    assert (await kept.answer("/", {"a": 0}, lambda: asyncio.sleep(0, answer("good", {"a": 0})))).body == b"good"


def test_an_answer_stands_while_nothing_it_was_made_of_changed_and_a_minute_at_most():
    made = answer("x", {"cases": 3})
    assert made.stands({"cases": 3, "replies": 9})
    assert not made.stands({"cases": 4})
    assert not made.stands({})
    assert not replace(made, made=made.made - MOST_SECONDS - 1).stands({"cases": 3})
    assert answer("x", {"places": 0}).stands({})  # never written to, before and now
    assert not answer("x").stands({})


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4000)), max_size=40))
def test_memory_is_bounded_and_what_is_asked_for_stays(asked):
    async def run():
        kept = Kept(most=10_000)
        for key, length in asked:
            made = answer("x" * length, {"a": 1})
            got = await kept.answer(key, {"a": 1}, lambda made=made: asyncio.sleep(0, made))
            assert kept.size <= 10_000
            assert (await kept.answer(key, {"a": 1}, _never)) is got

    asyncio.run(run())


async def test_what_is_too_large_is_not_kept():
    kept = Kept()
    large = answer("x" * MOST_OF_ONE, {})
    assert await kept.answer("/", {}, lambda: asyncio.sleep(0, large)) is large
    assert kept.size == 0


async def _never():
    raise AssertionError("it was kept")
