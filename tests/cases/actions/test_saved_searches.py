"""Saving a search: its name, how many, whether one is told of it, and the last ones without a name."""

import pytest

from cases.actions import saved_searches
from cases.actions.saved_searches import MOST_RECENT, note_search, rename_search, save_search
from cases.actions.search_news import MOST_HITS
from cases.actor import Actor
from cases.errors import FieldMissing, KeptNameTaken, NotFound, TooLong, TooManyKept
from cases.fulltext import SearchError
from cases.queries.saved_searches import recent_list, saved_one
from cases.tables import SavedHit, SavedSearch
from cases.vocabulary import Role
from cases.vocabulary.searches import SavedPage
from tests.cases.told_case import told_case
from tests.situations import once

pytestmark = pytest.mark.anyio


def finds(total, *cases):
    async def find(page, query, actor, most):
        if total is None:
            raise SearchError
        return total, tuple(("case", case) for case in cases)

    return find


def who(world, name="督办", **more):
    return Actor(name, Role.OVERSIGHT, person=world.people[name], post=world.posts[name], **more)


async def test_what_is_found_when_it_is_saved_is_known_and_too_much_is_not_told_of(database):
    world = await once(told_case)
    me = who(world)
    small = await save_search(SavedPage.CASES, "", " 一件 ", finds(1, world.case), actor=me)
    wide = await save_search(SavedPage.CASES, "", "太多", finds(MOST_HITS + 1), actor=me)
    broken = await save_search(SavedPage.SEARCH, "q=甲", "索引坏了", finds(None), actor=me)
    deputy = await save_search(SavedPage.CASES, "", "代办", finds(1), actor=who(world, acts_as=world.people["交办"]))
    told = {row["id"]: row["told_daily"] for row in await SavedSearch.select()}
    assert told == {small: True, wide: False, broken: False, deputy: False}
    assert (await saved_one(small, actor=me)).name == "一件"
    assert [(row["thing_id"], row["told"]) for row in await SavedHit.select()] == [(world.case, "")]


async def test_names_are_ones_own_and_as_many_as_one_may_keep(database, monkeypatch):
    world = await once(told_case)
    me, other, find = who(world), who(world, "交办"), finds(0)
    first = await save_search(SavedPage.CASES, "", "甲", find, actor=me)
    await save_search(SavedPage.CASES, "", "甲", find, actor=other)
    await rename_search(first, "甲", actor=me)
    for name, error in (("甲", KeptNameTaken), (" ", FieldMissing), ("长" * 61, TooLong)):
        with pytest.raises(error):
            await save_search(SavedPage.CASES, "", name, find, actor=me)
    with pytest.raises(NotFound):
        await rename_search(first, "乙", actor=other)
    monkeypatch.setattr(saved_searches, "MOST_SAVED", 1)
    with pytest.raises(TooManyKept):
        await save_search(SavedPage.CASES, "", "乙", find, actor=me)


async def test_the_last_questions_are_kept_each_once_the_newest_first(database):
    world = await once(told_case)
    me = who(world)
    for number in [*range(MOST_RECENT + 3), 5]:
        await note_search(SavedPage.SEARCH, f"q={number}", actor=me)
    kept = [row.query for row in await recent_list(actor=me)]
    assert len(kept) == MOST_RECENT and kept[:2] == ["q=5", f"q={MOST_RECENT + 2}"] and "q=0" not in kept
