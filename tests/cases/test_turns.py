"""One after the other, those ahead first, and of the others no more in line than there is sense in waiting."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import turns
from cases.turns import TooManyWait, Turns


async def settle():
    """Let everybody go on who can."""
    for _ in range(5):
        await asyncio.sleep(0)


@given(
    st.lists(st.tuples(st.sampled_from(["ahead", "other", "leave", "done"]), st.integers(0, 50)), max_size=60),
    st.integers(1, 3),
)
def test_whatever_happens_the_first_of_those_ahead_comes_next(steps, at_once):
    """Against lists of who waits: arrivals, people who give up, at work or in line, and turns that end."""

    async def run():
        line, ends, working = Turns(at_once), {}, []
        waiting = {True: [], False: []}
        tasks = {}

        async def one(name, ahead):
            async with line.turn(ahead=ahead):
                working.append(name)
                try:
                    await ends[name].wait()
                finally:
                    working.remove(name)

        def next_in():
            while len(at_work) < at_once and (waiting[True] or waiting[False]):
                at_work.append((waiting[True] or waiting[False]).pop(0))

        at_work = []
        for name, (step, pick) in enumerate(steps):
            if step in ("ahead", "other"):
                ends[name], ahead = asyncio.Event(), step == "ahead"
                tasks[name] = asyncio.create_task(one(name, ahead))
                waiting[ahead].append(name)
            elif step == "done" and at_work:
                ends[at_work.pop(pick % len(at_work))].set()
            elif step == "leave" and tasks:
                name = sorted(tasks)[pick % len(tasks)]
                tasks.pop(name).cancel()
                for there in (at_work, *waiting.values()):
                    if name in there:
                        there.remove(name)
            next_in()
            await settle()
            assert sorted(working) == sorted(at_work)
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        assert (line.at_work, list(line.ahead), list(line.others)) == (0, [], [])

    asyncio.run(run())


def test_of_those_who_may_be_anybody_only_so_many_wait(monkeypatch):
    monkeypatch.setattr(turns, "MOST_WAITING", 3)

    async def run():
        line, go, came = Turns(1), asyncio.Event(), []

        async def one(name, ahead):
            async with line.turn(ahead=ahead):
                came.append(name)
                await go.wait()

        tasks = [asyncio.create_task(one(f"other {n}", False)) for n in range(4)]
        await settle()
        with pytest.raises(TooManyWait):
            await one("one more", False)
        tasks += [asyncio.create_task(one(f"known {n}", True)) for n in range(5)]
        await settle()
        go.set()
        await asyncio.gather(*tasks)
        assert came == ["other 0", *(f"known {n}" for n in range(5)), *(f"other {n}" for n in range(1, 4))]

    asyncio.run(run())
