"""Delegations as their two sides see them, and who may be asked to stand in."""

from datetime import timedelta

import pytest

from cases.actions.delegations import NewDelegation, delegate, revoke
from cases.actor import PUBLIC
from cases.clock import today
from cases.queries.delegations import colleagues_of, delegations_of
from cases.tables import Department
from cases.vocabulary import Role
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


async def test_both_sides_and_nobody_else_see_a_delegation(furnished):
    owner, deputy, stranger = [await actor_as(Role.HANDLER) for _ in range(3)]
    number = await delegate(NewDelegation(owner.post, deputy.person, today(), today(), "外出"), actor=owner)
    later = NewDelegation(owner.post, deputy.person, today() + DAY, today() + 2 * DAY, "培训")
    await delegate(later, actor=owner)
    for side in (owner, deputy):
        future, now = await delegations_of(actor=side)
        assert (now.id, now.owner, now.deputy, now.running, now.over) == (number, owner.name, deputy.name, True, False)
        assert (future.running, future.over) == (False, False)
    assert await delegations_of(actor=stranger) == ()
    assert await delegations_of(actor=PUBLIC) == ()
    await revoke(number, actor=owner)
    assert (await delegations_of(actor=owner))[1].over


async def test_colleagues_are_of_the_same_unit_or_body(furnished):
    first, second = [row["id"] for row in await Department.select(Department.id).order_by(Department.id).limit(2)]
    one = await actor_as(Role.HANDLER, unit=first)
    other = await actor_as(Role.CLERK, unit=first)
    await actor_as(Role.CLERK, unit=second)
    reviewers = [await actor_as(Role.REVIEWER) for _ in range(2)]
    await actor_as(Role.LEADER)
    assert [colleague.person for colleague in await colleagues_of(actor=one)] == [other.person]
    assert [colleague.person for colleague in await colleagues_of(actor=reviewers[0])] == [reviewers[1].person]
