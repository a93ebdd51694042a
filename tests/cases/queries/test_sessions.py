"""Only a living session that the database opened has an actor, and only while account, post and delegation live."""

from datetime import timedelta

import pytest

from cases.actions.accounts import NewPost, disable, end_post
from cases.actions.delegations import NewDelegation, delegate, revoke
from cases.actions.sessions import close_session, hash_of, open_session
from cases.actor import SYSTEM
from cases.clock import now, today
from cases.queries.accounts import account_row, capacities_of
from cases.queries.sessions import IDLE, actor_of_session, ended_session, session_of
from cases.tables import Account, Body, Department, Post, WebSession
from cases.vocabulary import Role
from tests.accounts import account_as, account_with, session_for

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


@pytest.fixture
async def units(furnished):
    return [row["id"] for row in await Department.select(Department.id).order_by(Department.id).limit(2)]


async def test_living_closed_and_made_up_ids(units):
    token = await session_for(await account_as(Role.ASSIGNER, name="叶知秋"))
    actor = await actor_of_session(token)
    assert (actor.name, actor.role) == ("叶知秋", Role.ASSIGNER)
    assert await actor_of_session(token + "x") is None
    assert await actor_of_session(hash_of(token)) is None
    await close_session(token)
    assert await actor_of_session(token) is None


@pytest.mark.parametrize(
    "change",
    [
        {WebSession.expires_at: now() - DAY},
        {WebSession.seen_at: now() - IDLE - DAY},
        {WebSession.epoch: 0},
    ],
)
async def test_an_old_session_has_ended_but_is_known_to_have_been(units, change):
    account = await account_as(Role.ASSIGNER)
    token = await session_for(account)
    await WebSession.update(change, force=True)
    assert await session_of(token) is None
    assert (await ended_session(token)).account == account


async def test_a_disabled_account_is_out_with_the_next_request(units):
    account = await account_as(Role.ASSIGNER)
    token = await session_for(account)
    await disable(account, actor=SYSTEM, reason="调离")
    assert await actor_of_session(token) is None


async def test_an_ended_post_opens_nothing_any_more(units):
    account = await account_as(Role.CLERK, unit=units[0])
    token = await session_for(account)
    actor = await actor_of_session(token)
    assert (actor.unit, actor.body, actor.level) == (units[0], None, 1)
    await end_post(actor.post, actor=SYSTEM)
    assert await actor_of_session(token) is None


async def test_who_must_change_his_password_acts_not_yet(units):
    account = await account_with(NewPost(Role.ASSIGNER), must_change=True)
    token = await session_for(account)
    assert await actor_of_session(token) is None
    assert (await session_of(token)).must_change


async def test_who_holds_two_posts_acts_in_the_chosen_one(units):
    posts = [NewPost(Role.CLERK, unit=unit) for unit in units]
    account = await account_with(*posts)
    held = await capacities_of((await account_row(account)).person)
    assert [one.unit for one in held] == units
    undecided = await open_session(account, actor=SYSTEM)
    assert await actor_of_session(undecided) is None
    second = await open_session(account, actor=SYSTEM, capacity=held[1])
    assert (await actor_of_session(second)).unit == units[1]


async def test_a_deputy_acts_in_the_owners_name_until_it_is_over(units):
    owner = await account_row(await account_as(Role.APPROVER, unit=units[0], level=2, name="甲某"))
    deputy = await account_row(await account_as(Role.CLERK, unit=units[0], name="乙某"))
    lender = await actor_of_session(await session_for(owner.id))
    new = NewDelegation(owner.posts[0].post, deputy.person, today(), today(), "出差")
    number = await delegate(new, actor=lender)
    lent = (await capacities_of(deputy.person))[1]
    assert (lent.owner, lent.delegation) == ("甲某", number)
    token = await open_session(deputy.id, actor=SYSTEM, capacity=lent)
    actor = await actor_of_session(token)
    assert (actor.person, actor.acts_as, actor.level) == (deputy.person, owner.person, 2)
    assert actor.spoken == "乙某（代甲某）"
    await revoke(number, actor=lender)
    assert await actor_of_session(token) is None
    assert len(await capacities_of(deputy.person)) == 1


@pytest.mark.parametrize(("since", "until", "count"), [(-DAY, DAY, 1), (DAY, 2 * DAY, 0), (-2 * DAY, -DAY, 0)])
async def test_a_post_holds_between_its_days(units, since, until, count):
    account = await account_with(NewPost(Role.LEADER))
    person = (await account_row(account)).person
    await Post.update({Post.since: today() + since, Post.until: today() + until}, force=True)
    assert len(await capacities_of(person)) == count


async def test_a_submitter_acts_at_his_body(units):
    body = (await Body.select(Body.id).first())["id"]
    token = await session_for(await account_as(Role.SUBMITTER, body=body))
    assert (await actor_of_session(token)).body == body
    assert await Account.count() == 1
