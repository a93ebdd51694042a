"""Searches are one's own, the last ones in their order, and one searches again only in a post one still holds."""

from datetime import timedelta

import pytest

from cases.actor import Actor
from cases.clock import now, today
from cases.database import write_tx
from cases.errors import NotFound
from cases.queries.saved_searches import news_of, recent_list, saved_list, saved_one, searcher_of
from cases.tables import Account, Post, SavedHit, SavedSearch
from cases.vocabulary import Role
from tests.cases.told_case import made, told_case
from tests.situations import once

pytestmark = pytest.mark.anyio


def as_(world, name, **more):
    return Actor(name, Role.OVERSIGHT, person=world.people[name], **more)


async def test_each_sees_his_own_and_nobody_those_of_whom_he_stands_in_for(database):
    world = await once(told_case)
    person, moment = world.people["督办"], now()
    async with write_tx():
        named = await made(SavedSearch, person=person, name="甲", page="cases", query="year=2024", looked_at=moment)
        for minutes, query in ((5, "q=旧"), (1, "q=新")):
            at = moment - timedelta(minutes=minutes)
            await made(SavedSearch, person=person, page="search", query=query, looked_at=at)
        told = {"told": "new", "told_at": moment, "state": ""}
        await made(SavedHit, search=named, thing="case", thing_id=world.case, **told)
        await made(SavedHit, search=named, thing="case", thing_id=10**6, **told)
    owner, deputy = as_(world, "督办"), as_(world, "交办", acts_as=person)
    (row,) = await saved_list(actor=owner)
    assert (row.fresh, row.address) == (2, "/cases?year=2024")
    assert [one.query for one in await recent_list(actor=owner)] == ["q=新", "q=旧"]
    assert [one.seen.id for one in await news_of(named, actor=owner)] == [world.case]
    assert await saved_list(actor=deputy) == await recent_list(actor=deputy) == ()
    with pytest.raises(NotFound):
        await saved_one(named, actor=deputy)


async def test_who_holds_no_post_or_no_account_searches_no_more(database):
    world = await once(told_case)
    person, post = world.people["联络"], world.posts["联络"]
    found = await searcher_of(post, person)
    assert (found.role, found.unit) == (Role.CLERK, world.units["民政局"])
    assert await searcher_of(post, world.people["经办"]) is None and await searcher_of(None, person) is None
    await Account.update({Account.disabled_at: now()}).where(Account.person == person)
    assert await searcher_of(post, person) is None
    await Account.update({Account.disabled_at: None}).where(Account.person == person)
    await Post.update({Post.until: today() - timedelta(days=1)}).where(Post.id == post)
    assert await searcher_of(post, person) is None
