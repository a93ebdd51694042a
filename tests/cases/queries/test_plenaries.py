"""The plenary sessions of open data."""

import pytest

from cases.actor import PUBLIC
from cases.errors import NotFound
from cases.queries.plenaries import plenary_list, plenary_row
from cases.vocabulary import Track

pytestmark = pytest.mark.anyio


async def test_sessions_are_narrowed_by_year_and_kind_and_found_by_their_number(archive):
    every = await plenary_list(actor=PUBLIC)
    some = await plenary_list(actor=PUBLIC, year=2023, track=Track.NPC)
    assert [row.id for row in every] == sorted(row.id for row in every)
    assert [row for row in every if row.year == 2023 and row.track is Track.NPC] == list(some) != []
    assert await plenary_row(some[0].id, actor=PUBLIC) == some[0]
    with pytest.raises(NotFound):
        await plenary_row(every[-1].id + 1, actor=PUBLIC)
