"""Whom a name means, which posts are held on a day, and the administrator's list."""

from datetime import timedelta

import pytest

from cases.actions.accounts import NewPost, disable
from cases.actor import SYSTEM
from cases.clock import today
from cases.errors import NotFound
from cases.queries.accounts import (
    MOST_NAMESAKES,
    account_called,
    account_list,
    account_row,
    capacities_of,
    demo_accounts,
    entries_of,
    entry_of,
)
from cases.vocabulary import Role
from tests.accounts import account_as, account_with

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


async def test_a_sign_in_name_comes_before_the_same_word_elsewhere(database):
    named = await account_as(Role.LEADER, name="岳明", sign_in_name="one")
    called = await account_as(Role.LEADER, name="方远", sign_in_name="岳明")
    assert [entry.account for entry in await entries_of("岳明")] == [called]
    assert [entry.account for entry in await entries_of("one")] == [named]
    assert await account_called("岳明") == called
    assert await account_called("nobody") is None


async def test_too_many_namesakes_mean_nobody(database):
    for number in range(MOST_NAMESAKES + 1):
        assert len(await entries_of("岳明")) == number
        await account_as(Role.LEADER, name="岳明")
    assert await entries_of("岳明") == ()


async def test_closed_accounts_are_meant_by_nothing(database):
    account = await account_as(Role.LEADER, name="岳明")
    assert (await entry_of(account)).name == "岳明"
    await disable(account, actor=SYSTEM, reason="调离")
    assert await entries_of("岳明") == ()
    assert await entry_of(account) is None
    assert await demo_accounts() == ()
    assert (await account_row(account)).disabled_at is not None


async def test_posts_are_held_from_their_first_day_to_their_last(database):
    account = await account_with(
        NewPost(Role.LEADER, since=today() - DAY, until=today() + DAY, title="市领导"),
        NewPost(Role.OVERSIGHT, since=today() + DAY),
    )
    person = (await account_row(account)).person
    held = {n: [one.role for one in await capacities_of(person, day=today() + n * DAY)] for n in (-2, -1, 0, 1, 2)}
    assert held == {
        -2: [],
        -1: [Role.LEADER],
        0: [Role.LEADER],
        1: [Role.LEADER, Role.OVERSIGHT],
        2: [Role.OVERSIGHT],
    }
    assert (await capacities_of(person))[0].spoken == "市领导"
    assert len((await account_row(account)).posts) == 2


async def test_the_list_is_searched_and_paged(database):
    for name in ("岳明", "岳阳", "方远"):
        await account_as(Role.LEADER, name=name)
    found = await account_list(text="岳", per_page=1, page=2)
    assert (found.total, found.last, len(found.rows)) == (2, 2, 1)
    assert (await account_list(text="%")).total == 3
    assert (await account_list(text="没有的人")).rows == ()


async def test_an_unknown_account_is_not_found(database):
    with pytest.raises(NotFound):
        await account_row(4711)
