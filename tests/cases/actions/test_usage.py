"""Counts of what costs: over restarts, by many at once, none lost."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from cases.actions.usage import Used, stretch, use, used
from cases.vocabulary.usage import Costly

pytestmark = pytest.mark.anyio
SINCE = datetime(2026, 11, 23, 8, tzinfo=UTC)


async def test_what_several_processes_count_at_once_adds_up(database):
    one, other = Used(Costly.SEARCH, "person 1", SINCE), Used(Costly.UPLOAD, "person 1", SINCE)
    await asyncio.gather(*[use({one: 2, other: 3 * 1024**3}) for _ in range(10)])
    assert await use({other: 1, one: 1}) == {one: 21, other: 30 * 1024**3 + 1}
    assert (await used(one), await used(other)) == (21, 30 * 1024**3 + 1)
    assert await used(Used(Costly.SEARCH, "person 1", SINCE + timedelta(minutes=1))) == 0


def test_stretches_follow_one_another():
    at = datetime(2026, 11, 23, 8, 59, 59, tzinfo=UTC)
    assert stretch(timedelta(hours=1), at) == SINCE
    assert stretch(timedelta(hours=1), at + timedelta(seconds=1)) == SINCE + timedelta(hours=1)
