"""Departments with their work."""

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.errors import NotFound
from cases.queries.commitments import CommitmentFilter, commitment_list
from cases.queries.departments import department_list, department_page, department_years
from cases.queries.replies import ReplyFilter, reply_list

pytestmark = pytest.mark.anyio


async def test_counts_of_what_the_reader_may_see(archive):
    public = {row.name: row for row in await department_list(actor=PUBLIC)}
    assert (public["杭州市民政局"].leads, public["杭州市民政局"].assists) == (1, 0)
    assert (public["杭州市财政局"].leads, public["杭州市财政局"].assists) == (0, 1)
    assert "杭州市公安局" not in public
    assert "杭州市公安局" in {row.name for row in await department_list(actor=OFFICE)}


async def test_found_by_any_of_its_names(archive):
    (row,) = await department_list(actor=PUBLIC, text="卫健委")
    assert row.name == "杭州市卫生健康委员会"
    page = await department_page(row.id, actor=PUBLIC)
    assert page.department == row
    assert row.name not in page.aliases


async def test_the_whole_directory_holds_reforms(archive):
    rows = await department_list(actor=PUBLIC, whole=True)
    ended = [row for row in rows if row.until]
    assert ended
    page = await department_page(ended[0].id, actor=PUBLIC)
    if page.successor:
        after = await department_page(page.successor.id, actor=PUBLIC)
        assert ended[0].id in {one.id for one in after.predecessors}


async def test_nobody_is_not_found(archive):
    with pytest.raises(NotFound):
        await department_page(10**6, actor=PUBLIC)


async def test_every_year_counts_the_rows_of_its_lists(archive):
    for row in await department_list(actor=OFFICE):
        years = await department_years(row.id, actor=OFFICE)
        for year in years:
            if year.year is not None:
                replies = await reply_list(ReplyFilter(department=row.id, year=year.year), actor=OFFICE)
                promises = await commitment_list(CommitmentFilter(department=row.id, year=year.year), actor=OFFICE)
                assert (year.replies, year.promises) == (replies.total, promises.total)
        assert (
            sum(year.replies for year in years)
            == (await reply_list(ReplyFilter(department=row.id), actor=OFFICE)).total
        )
        whole = await commitment_list(CommitmentFilter(department=row.id), actor=OFFICE)
        assert sum(year.promises for year in years) == whole.total


async def test_years_hold_what_the_reader_may_see(archive):
    (police,) = await department_list(actor=OFFICE, text="公安局")
    assert await department_years(police.id, actor=PUBLIC) == ()
    assert await department_years(police.id, actor=OFFICE) != ()
