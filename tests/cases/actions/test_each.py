"""A round over many things: what fails is passed over, what concerns all of them ends it."""

import pytest

from cases.actions.each import Tally, each
from cases.engines.duty import OffDuty
from cases.errors import DiskFull
from cases.pacing import Stint

pytestmark = pytest.mark.anyio


async def test_what_fails_is_counted_and_the_others_are_done():
    done = []

    async def act(number):
        done.append(10 // number)
        return number != 5

    assert await each([1, 0, 5, 2], act, Stint()) == Tally(done=2, failed=1)
    assert done == [10, 2, 5]
    assert Tally(1, 2) + Tally(3, 4) == Tally(4, 6)


@pytest.mark.parametrize("problem", [DiskFull, OffDuty])
async def test_what_concerns_all_of_them_ends_it(problem):
    tried = []

    async def act(number):
        tried.append(number)
        raise problem

    with pytest.raises(problem):
        await each([1, 2], act, Stint())
    assert tried == [1]
