"""The law of the pace: no slice longer than its measure and one step, and a rest after each, by a clock of our own."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.pacing import ALONE, LONGEST_REST, SERVING, Pace, Stint, at_pace, hurried

STEPS = st.lists(st.integers(min_value=0, max_value=60_000), max_size=80)  # microseconds


async def worked(steps, pace):
    """The turns that steps of these lengths are done in, as (work, rest)."""
    at, turns = [0.0], [[0.0, 0.0]]

    async def sleep(seconds):
        at[0] += seconds
        turns[-1][1] = seconds
        turns.append([0.0, 0.0])

    with at_pace(pace):
        stint = Stint(lambda: at[0], sleep)
        for step in steps:
            at[0] += step / 1e6
            turns[-1][0] += step / 1e6
            await stint.pause()
    return turns


@given(steps=STEPS, pace=st.sampled_from([SERVING, ALONE, Pace(0.02, 1.0)]))
def test_no_slice_is_longer_than_its_measure_and_one_step(steps, pace):
    turns = asyncio.run(worked(steps, pace))
    longest = max(steps, default=0) / 1e6
    assert sum(work for work, _ in turns) == pytest.approx(sum(steps) / 1e6)
    assert all(work < pace.slice + longest + 1e-9 for work, _ in turns)
    for work, rest in turns[:-1]:
        assert work >= pace.slice - 1e-9
        assert rest == pytest.approx(min(pace.rest * work, LONGEST_REST))
    assert turns[-1][0] < pace.slice + 1e-9


def test_beside_people_it_takes_a_fifth_and_alone_the_better_part():
    assert SERVING.slice < 0.01 and SERVING.rest_after(0.01) == pytest.approx(0.04)
    assert ALONE.rest_after(0.1) < 0.1 and SERVING.rest_after(0.001) == ALONE.rest_after(0.001) == 0.0
    assert SERVING.rest_after(60.0) == LONGEST_REST


async def _pace_of_a_task():
    turns = []

    async def sleep(seconds):
        turns.append(seconds)

    at = iter((0.0, 0.1, 0.1))
    await Stint(lambda: next(at), sleep).pause()
    return turns


async def _in_a_task(pace):
    with at_pace(pace):
        task = asyncio.create_task(_pace_of_a_task())
    return await task


def test_what_people_wait_for_rests_no_longer_than_it_works():
    with at_pace(SERVING), hurried():
        assert asyncio.run(_pace_of_a_task()) == [pytest.approx(0.1)]
    with hurried():
        assert asyncio.run(_pace_of_a_task()) == [pytest.approx(0.1 * ALONE.rest)]


@pytest.mark.parametrize("pace", [SERVING, ALONE])
def test_a_task_keeps_the_pace_it_was_begun_at(pace):
    assert asyncio.run(_in_a_task(pace)) == [pytest.approx(0.1 * pace.rest)]
