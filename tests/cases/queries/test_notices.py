"""Notices as their reader sees them: his own, in three tabs, with a case only where he may see it."""

from datetime import timedelta

import pytest

from cases.actions.notices import mark_read, set_digest
from cases.actor import PUBLIC, Actor
from cases.clock import now
from cases.database import write_tx
from cases.queries.notices import When, digest_state, notice_list, notice_place, tab_counts, unread_count
from cases.tables import Account, Case, Notice
from cases.vocabulary import Audience, Event, Role, Tab
from tests.cases.told_case import told_case

pytestmark = pytest.mark.anyio


def clerk(world, name="联络", unit="民政局", **more):
    return Actor(name, Role.CLERK, person=world.people[name], unit=world.units[unit], **more)


async def notice(world, name, number, **more):
    columns = {"event": Event.NEW_ASSIGNMENT.value, "told": "请签收。", "link": f"/cases/{world.case}"} | more
    async with write_tx():
        row = Notice(person=world.people[name], key=f"{name} {number}", case=world.case, **columns)
        await Notice.insert(row)
    return row.id


async def test_each_stands_in_its_tab(database):
    world = await told_case()
    await notice(world, "联络", 1, to_do=True)
    await notice(world, "联络", 2, to_do=True, done_at=now())
    await notice(world, "联络", 3)
    await notice(world, "联络", 4, event=Event.RECOMPUTED.value)
    await notice(world, "会办联络", 5, to_do=True)
    me = clerk(world)
    assert await tab_counts(me) == {Tab.TO_DO: 1, Tab.KNOW: 2, Tab.SYSTEM: 1}
    for tab, count in (await tab_counts(me)).items():
        assert (await notice_list(tab, actor=me)).total == len((await notice_list(tab, actor=me)).rows) == count
    assert await unread_count(me) == 3


async def test_nobody_reads_another_s(database):
    world = await told_case()
    number = await notice(world, "联络", 1, to_do=True)
    other = clerk(world, "会办联络", "卫健委")
    assert await notice_place(number, actor=other) is None
    assert await unread_count(other) == 0 == await unread_count(PUBLIC)
    assert (await notice_list(Tab.TO_DO, actor=other)).total == 0
    assert await mark_read(other) == 0
    assert await notice_place(number, actor=clerk(world)) == f"/cases/{world.case}"


async def test_who_stands_in_reads_the_owner_s(database):
    world = await told_case()
    await notice(world, "联络", 1, to_do=True)
    deputy = clerk(world, "经办", acts_as=world.people["联络"], on_behalf_of="联络")
    assert await unread_count(deputy) == 1
    assert await unread_count(clerk(world, "经办")) == 0


async def test_a_case_that_is_hidden_again_is_not_named(database):
    world = await told_case()
    async with write_tx():
        await Case.update({Case.audience: Audience.PARTIES.value}).where(Case.id == world.case)
    await notice(world, "联络", 1, to_do=True)
    await notice(world, "督办", 2, to_do=True)
    [row] = (await notice_list(Tab.TO_DO, actor=clerk(world))).rows
    assert row.title and row.number == "0607"
    outsider = Actor("联络", Role.CLERK, person=world.people["联络"], unit=999)
    [row] = (await notice_list(Tab.TO_DO, actor=outsider)).rows
    assert row.title is None and row.number is None


async def test_groups_follow_the_day(database):
    world = await told_case()
    for number, days in enumerate((0, 3, 30)):
        await notice(world, "联络", number, created_at=now() - timedelta(days=days))
    rows = (await notice_list(Tab.KNOW, actor=clerk(world))).rows
    assert [row.when for row in rows] == [When.EARLIER, When.WEEK, When.TODAY]


async def test_reading_and_wanting_no_digest(database):
    world = await told_case()
    first = await notice(world, "联络", 1, to_do=True)
    await notice(world, "联络", 2)
    me = clerk(world)
    assert await mark_read(me, [first]) == 1
    assert await mark_read(me, []) == 0
    assert await mark_read(me) == 1 and await unread_count(me) == 0
    assert (await digest_state(me))[1]
    for wanted in (False, False, True, False):
        await set_digest(me, wanted=wanted)
        assert (await digest_state(me))[1] is wanted
    async with write_tx():
        await Account.update({Account.email: None}).where(Account.person == me.person)
    assert await digest_state(me) == (None, False)
