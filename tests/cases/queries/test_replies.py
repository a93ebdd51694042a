"""The public columns as a query."""

from dataclasses import replace

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.queries.replies import ReplyFilter, every_reply, reply_facets, reply_list, reply_row
from cases.vocabulary import Track

pytestmark = pytest.mark.anyio


async def test_newest_first_and_only_what_is_published(archive):
    public = await reply_list(ReplyFilter(), actor=PUBLIC)
    assert [row.number for row in public.rows] == ["钱塘6号", "607"]
    assert list(public.rows) == list(await every_reply(ReplyFilter(), actor=PUBLIC, most=10))
    assert (await reply_list(ReplyFilter(), actor=OFFICE)).total == 3


@pytest.mark.parametrize("wanted", [ReplyFilter(), ReplyFilter(track=Track.CPPCC), ReplyFilter(year=2024)])
async def test_every_count_of_a_facet_is_the_length_of_its_list(archive, wanted):
    facets = await reply_facets(wanted, actor=PUBLIC)
    for track, count in facets.tracks.items():
        assert (await reply_list(replace(wanted, track=track), actor=PUBLIC)).total == count
    for year, count in facets.years:
        assert (await reply_list(replace(wanted, year=year), actor=PUBLIC)).total == count
    for unit, _, count in facets.units:
        assert (await reply_list(replace(wanted, department=unit), actor=PUBLIC)).total == count
    for result, count in facets.results:
        assert (await reply_list(replace(wanted, result=result), actor=PUBLIC)).total == count


async def test_closed_is_not_found(archive):
    assert (await reply_row(1, actor=PUBLIC)).number == "607"
    for number in (3, 99):
        with pytest.raises(NotFound):
            await reply_row(number, actor=PUBLIC)
    assert (await reply_row(3, actor=OFFICE)).number == "911"
