"""Who holds a post today, who stands in for him, and where mail goes."""

from datetime import timedelta

import pytest

from cases.clock import now, today
from cases.database import write_tx
from cases.recipients import (
    MAIL_CHOICE,
    NO_DIGEST,
    addresses,
    choice_code,
    holders,
    mail_choices,
    stand_ins,
    themselves,
    unmailed,
    without_digest,
)
from cases.tables import Account, Delegation, DictionaryEntry, Post
from cases.vocabulary import Event, MailChoice, Role
from tests.cases.told_case import stands_in, told_case

pytestmark = pytest.mark.anyio


async def names(world, *roles, **where):
    return {world.name_of(r.person) for r in await holders(today(), roles, **where)}


async def test_posts_are_found_by_role_unit_body_and_rung(database):
    world = await told_case()
    civil = world.units["民政局"]
    assert await names(world, Role.APPROVER, units=[civil]) == {"处长", "局长"}
    assert await names(world, Role.APPROVER, units=[civil], level=2) == {"局长"}
    assert await names(world, Role.REVIEWER, body=world.body) == {"审查"}
    assert await names(world, Role.REVIEWER, body=world.body + 1) == set()
    assert await names(world, Role.CLERK, units=[]) == set()


async def test_a_post_that_is_over_or_not_yet_begun_is_nobody_s(database):
    world = await told_case()
    async with write_tx():
        await Post.update({Post.until: today() - timedelta(days=1)}).where(Post.id == world.posts["处长"])
        await Post.update({Post.since: today() + timedelta(days=1)}).where(Post.id == world.posts["局长"])
    assert await names(world, Role.APPROVER) == set()


async def test_who_stands_in_is_on_duty_on_the_days_of_the_delegation(database):
    world = await told_case()
    await stands_in(world, "联络", "经办")
    clerk, deputy = world.people["联络"], world.people["经办"]
    unit = [world.units["民政局"]]
    assert [r.on_duty for r in await holders(today(), (Role.CLERK,), units=unit)] == [(deputy,)]
    assert [r.on_duty for r in await holders(today() + timedelta(days=4), (Role.CLERK,), units=unit)] == [(clerk,)]
    assert await stand_ins(today(), [clerk]) == {clerk: (deputy,)}
    async with write_tx():
        await Delegation.update({Delegation.revoked_at: now()}).where(Delegation.deputy == deputy)
    assert await stand_ins(today(), [clerk]) == {}
    assert await stand_ins(today(), []) == {}


async def test_only_open_accounts_with_an_address_get_mail(database):
    world = await told_case()
    one, two = world.people["委员"], world.people["委员二"]
    assert set(await addresses([one, two])) == {one}
    async with write_tx():
        await Account.update({Account.disabled_at: now()}).where(Account.person == one)
    assert await addresses([one, two]) == {} == await addresses([])


async def test_the_list_of_people_without_digest(database):
    async with write_tx():
        await DictionaryEntry.insert(
            DictionaryEntry(list_name=NO_DIGEST, code="5"),
            DictionaryEntry(list_name=NO_DIGEST, code="6", retired_on=today()),
        )
    assert await without_digest() == {5}


def test_people_told_as_themselves():
    assert [r.person for r in themselves([3, None, 2, 3])] == [3, 2]


async def test_what_somebody_chose_for_an_event_is_his_alone(database):
    async with write_tx():
        for person, event, choice in ((7, Event.FILED, MailChoice.AT_ONCE), (77, Event.FILED, MailChoice.NONE)):
            code = choice_code(person, event)
            await DictionaryEntry.insert(DictionaryEntry(list_name=MAIL_CHOICE, code=code, label=choice.value))
    assert await mail_choices([7, 8], [Event.FILED, Event.MERGED]) == {(7, Event.FILED): MailChoice.AT_ONCE}
    assert await mail_choices([], [Event.FILED]) == {}
    assert await unmailed() == {choice_code(77, Event.FILED)}
