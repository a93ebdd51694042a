"""Gathering: once each, in the order that was made, by nobody but the owner, and nothing that he may not see."""

import random

import pytest

from cases.actions import collections
from cases.actions.collections import add_collection, delete_collection, gather, move_item, remove_item
from cases.actor import Actor
from cases.errors import KeptNameTaken, NotFound, NothingChosen, TooManyKept
from cases.queries.collections import Pick, collection_list, collection_page
from cases.tables import Case, CollectionItem
from cases.vocabulary import Role
from cases.vocabulary.searches import Gathered
from tests.cases.actions.test_search_news import several
from tests.situations import once

pytestmark = pytest.mark.anyio


def who(world, name="委员"):
    return Actor(name, Role.SUBMITTER, person=world.people[name])


async def test_things_come_once_and_keep_the_order_they_are_moved_into_search_15(database):
    world = await once(several)
    me = who(world)
    made = await add_collection("专题一", actor=me)
    picks = [Pick(Gathered.CASE, case) for case in world.cases]
    assert await gather(made, picks, "备", actor=me) == 4
    assert await gather(made, picks[:2], actor=me) == 0
    page = await collection_page(made, actor=me)
    order, ids = [item.pick.id for item in page.items], {item.pick.id: item.id for item in page.items}
    chance = random.Random(7)
    for _ in range(12):
        case, by = chance.choice(world.cases), chance.choice((-1, 1))
        at = order.index(case)
        order.insert(min(max(at + by, 0), 3), order.pop(at))
        await move_item(made, ids[case], by, actor=me)
        assert [item.pick.id for item in (await collection_page(made, actor=me)).items] == order
    await remove_item(made, ids[order[0]], actor=me)
    assert [item.pick.id for item in (await collection_page(made, actor=me)).items] == order[1:]
    assert (await collection_list(actor=me))[0].count == 3


async def test_it_is_its_owners_and_holds_what_he_may_see(database, monkeypatch):
    world = await once(several)
    me, other = who(world), who(world, "委员二")
    made = await add_collection("专题一", actor=me)
    await Case.update({Case.audience: "office"}).where(Case.id == world.cases[3])
    with pytest.raises(NotFound):
        await gather(made, [Pick(Gathered.CASE, world.cases[3])], actor=me)
    with pytest.raises(NothingChosen):
        await gather(made, [], actor=me)
    with pytest.raises(KeptNameTaken):
        await add_collection("专题一", actor=me)
    await gather(made, [Pick(Gathered.CASE, world.cases[0])], actor=me)
    (item,) = (await collection_page(made, actor=me)).items
    for act in (
        lambda: gather(made, [Pick(Gathered.CASE, world.cases[1])], actor=other),
        lambda: move_item(made, item.id, 1, actor=other),
        lambda: remove_item(made, item.id, actor=other),
        lambda: delete_collection(made, actor=other),
        lambda: collection_page(made, actor=other),
    ):
        with pytest.raises(NotFound):
            await act()
    monkeypatch.setattr(collections, "MOST_ITEMS", 1)
    with pytest.raises(TooManyKept):
        await gather(made, [Pick(Gathered.CASE, world.cases[1])], actor=me)
    await delete_collection(made, actor=me)
    assert await collection_list(actor=me) == () and not await CollectionItem.exists()
