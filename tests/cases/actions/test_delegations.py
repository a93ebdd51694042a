"""Who may lend a post to whom and for how long; every lending and revoking stands in the journal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cases.actions.delegations import NewDelegation, delegate, revoke
from cases.clock import today
from cases.errors import FieldMissing, Forbidden, NotFound, NotToBeDelegated, WrongDays
from cases.queries.accounts import capacities_of
from cases.tables import Delegation, JournalEntry
from cases.vocabulary import Role
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


@pytest.fixture
async def reference(furnished):
    return furnished


def lending(owner, deputy, *, since=None, until=None, reason="外出学习"):
    return NewDelegation(owner.post, deputy.person, since or today(), until or today() + DAY, reason)


async def test_a_post_is_lent_and_taken_back(reference):
    owner, deputy = await actor_as(Role.APPROVER, level=2), await actor_as(Role.HANDLER)
    number = await delegate(lending(owner, deputy), actor=owner)
    assert [one.owner for one in await capacities_of(deputy.person)] == [None, owner.name]
    await revoke(number, actor=owner)
    await revoke(number, actor=owner)
    assert len(await capacities_of(deputy.person)) == 1
    said = [row["new"] for row in await JournalEntry.select().where(JournalEntry.verb == "delegate")]
    assert len(said) == 2 and said[-1] == "撤销"


@pytest.mark.parametrize(
    ("since", "until", "reason", "error"),
    [
        (today(), today() - DAY, "外出", WrongDays),
        (today() + 2 * DAY, today() + DAY, "外出", WrongDays),
        (today() - 2 * DAY, today() - DAY, "外出", WrongDays),
        (today(), today(), "  ", FieldMissing),
    ],
)
async def test_days_and_reason_are_asked_for(reference, since, until, reason, error):
    owner, deputy = await actor_as(Role.HANDLER), await actor_as(Role.HANDLER)
    with pytest.raises(error):
        await delegate(NewDelegation(owner.post, deputy.person, since, until, reason), actor=owner)
    assert await Delegation.count() == 0


@pytest.mark.parametrize(
    ("role", "deputy_role"),
    [
        (Role.ADMIN, Role.LEADER),
        (Role.AUDITOR, Role.ADMIN),
        (Role.SUBMITTER, Role.CLERK),
        (Role.SUBMITTER, Role.APPROVER),
    ],
)
async def test_some_posts_are_never_lent_and_no_unit_speaks_for_a_submitter(reference, role, deputy_role):
    owner, deputy = await actor_as(role), await actor_as(deputy_role)
    with pytest.raises(NotToBeDelegated):
        await delegate(lending(owner, deputy), actor=owner)


async def test_not_to_oneself_and_not_twice(reference):
    owner, deputy = await actor_as(Role.HANDLER), await actor_as(Role.HANDLER)
    with pytest.raises(NotToBeDelegated, match="本人"):
        await delegate(lending(owner, owner), actor=owner)
    await delegate(lending(owner, deputy), actor=owner)
    with pytest.raises(NotToBeDelegated, match="已经委托"):
        await delegate(lending(owner, deputy), actor=owner)


async def test_only_the_owner_or_an_administrator_lends_and_revokes(reference):
    owner, deputy, stranger = [await actor_as(Role.HANDLER) for _ in range(3)]
    with pytest.raises(NotFound):
        await delegate(lending(owner, deputy), actor=stranger)
    number = await delegate(lending(owner, deputy), actor=await actor_as(Role.ADMIN))
    with pytest.raises(NotFound):
        await revoke(number, actor=stranger)
    with pytest.raises(NotFound):
        await revoke(number + 1, actor=owner)
    with pytest.raises(NotFound):
        await delegate(NewDelegation(owner.post, 999999, today(), today(), "外出"), actor=owner)


async def test_a_deputy_lends_nothing_on(reference):
    owner, deputy = await actor_as(Role.HANDLER), await actor_as(Role.HANDLER)
    with pytest.raises(Forbidden):
        await delegate(lending(owner, deputy), actor=replace(owner, on_behalf_of="某人"))
