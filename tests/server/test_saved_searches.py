"""A saved search is put to the same queries as its page."""

import pytest

from cases.actor import OFFICE
from cases.queries.counting import choices
from cases.vocabulary.searches import SavedPage
from server.saved_searches import conditions_of, finder, plain_query

pytestmark = pytest.mark.anyio


async def test_each_page_finds_what_its_list_shows_search_9(site):
    find = finder(site.app.state.index)
    for page, query in (
        (SavedPage.CASES, "track=npc"),
        (SavedPage.COMMITMENTS, "due=dated"),
        (SavedPage.SEARCH, "q=养老"),
    ):
        total, things = await find(page, query, OFFICE, 1_000)
        assert total == len(set(things)) > 0
        assert await find(page, query, OFFICE, 1) == (total, things[:1])
        noun = {"cases": "cases", "commitments": "commitments"}.get(page.value)
        if noun:
            await site.enter()
            listed = (await site.get(f"/data/{noun}.json?{query}&per=100")).json()
            assert {row["id"] for row in listed["data"]} <= {number for _, number in things}
    kinds = (await find(SavedPage.SEARCH, "q=养老&kind=commitment", OFFICE, 1_000))[1]
    assert {kind for kind, _ in kinds} == {"commitment"}
    folded = (await find(SavedPage.SEARCH, "q=养老", OFFICE, 1_000))[1]
    assert {kind for kind, _ in folded} <= {"case", "document"}
    assert conditions_of(SavedPage.CASES, "track=npc", await choices(actor=OFFICE)) == "类型 代表建议"


@pytest.mark.parametrize("page", list(SavedPage))
def test_what_no_page_reads_is_not_kept(page):
    assert plain_query(page, "token=secret&page=7&key=x&junk=1") == ""
