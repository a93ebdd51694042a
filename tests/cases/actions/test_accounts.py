"""Accounts and posts: what is made, refused and journaled, and that nobody locks everybody out."""

from datetime import timedelta

import pytest

from cases import passwords
from cases.actions.accounts import (
    NewAccount,
    NewPost,
    appoint,
    change_password,
    choose_letters,
    create_account,
    disable,
    enable,
    end_post,
    reset_password,
)
from cases.actor import SYSTEM
from cases.clock import today
from cases.errors import (
    FieldMissing,
    HasAccount,
    LastAdmin,
    NotFound,
    PostNeedsPlace,
    PostTaken,
    SignInNameTaken,
    WeakPassword,
    WrongDays,
    WrongPassword,
)
from cases.queries.accounts import account_row, capacities_of
from cases.queries.sessions import session_of
from cases.tables import Account, JournalEntry
from cases.vocabulary import Role
from tests.accounts import PASSWORD, account_as, account_with, session_for

pytestmark = pytest.mark.anyio


async def test_an_account_is_made_with_posts_and_a_password_that_must_be_changed(database):
    number, given = await create_account(NewAccount("岳明", "yue"), NewPost(Role.LEADER), actor=SYSTEM)
    row = await Account.select().where(Account.id == number).first()
    assert row["must_change"] and await passwords.fits(row["password_hash"], given)
    assert [one.role for one in (await account_row(number)).posts] == [Role.LEADER]
    journaled = await JournalEntry.select().order_by(JournalEntry.seq)
    assert [entry["verb"] for entry in journaled] == ["manage_account", "manage_account"]
    assert not any(given in str(entry) for entry in journaled)


@pytest.mark.parametrize(
    ("new", "post", "error"),
    [
        (NewAccount(" ", "x"), NewPost(Role.LEADER), FieldMissing),
        (NewAccount("岳明", "ｔａｋｅｎ"), NewPost(Role.LEADER), SignInNameTaken),
        (NewAccount("岳明", "x"), NewPost(Role.CLERK), PostNeedsPlace),
        (NewAccount("岳明", "x"), NewPost(Role.SUBMITTER), PostNeedsPlace),
        (NewAccount("岳明", "x"), NewPost(Role.CLERK, unit=999999), NotFound),
        (NewAccount("岳明", "x"), NewPost(Role.REVIEWER, body=999999), NotFound),
        (NewAccount("岳明", "x"), NewPost(Role.LEADER, until=today() - timedelta(days=1)), WrongDays),
    ],
)
async def test_what_is_refused_leaves_nothing(database, new, post, error):
    await account_with(sign_in_name="taken")
    with pytest.raises(error):
        await create_account(new, post, actor=SYSTEM)
    assert await Account.count() == 1


async def test_one_person_has_one_account(database):
    row = await account_row(await account_as(Role.LEADER))
    with pytest.raises(HasAccount):
        await create_account(NewAccount(row.name, "other", person=row.person), actor=SYSTEM)


async def test_a_post_is_held_once_at_a_time(database):
    account = await account_as(Role.LEADER)
    with pytest.raises(PostTaken):
        await appoint(account, NewPost(Role.LEADER), actor=SYSTEM)
    (held,) = (await account_row(account)).posts
    await end_post(held.post, actor=SYSTEM)
    assert await capacities_of((await account_row(account)).person) == ()
    await appoint(account, NewPost(Role.LEADER), actor=SYSTEM)
    assert len((await account_row(account)).posts) == 2


async def test_a_post_may_end_with_a_day_to_come(database):
    account = await account_as(Role.LEADER)
    person = (await account_row(account)).person
    await end_post((await capacities_of(person))[0].post, actor=SYSTEM, last_day=today())
    assert len(await capacities_of(person)) == 1
    assert await capacities_of(person, day=today() + timedelta(days=1)) == ()


async def test_the_last_administrator_stays(database):
    first, second = await account_as(Role.ADMIN), await account_as(Role.ADMIN)
    await disable(first, actor=SYSTEM, reason="调离")
    with pytest.raises(LastAdmin):
        await disable(second, actor=SYSTEM, reason="调离")
    with pytest.raises(LastAdmin):
        await end_post((await account_row(second)).posts[0].post, actor=SYSTEM)
    await enable(first, actor=SYSTEM)
    await disable(second, actor=SYSTEM, reason="调离")


async def test_disabling_asks_why(database):
    with pytest.raises(FieldMissing):
        await disable(await account_as(Role.LEADER), actor=SYSTEM, reason=" ")


async def test_a_new_password_ends_every_session(database):
    account = await account_as(Role.LEADER, name="岳明")
    tokens = [await session_for(account) for _ in range(2)]
    with pytest.raises(WrongPassword):
        await change_password(account, "guess", "雨前龙井要80度的水Tea", actor=SYSTEM)
    with pytest.raises(WeakPassword, match="不含姓名"):
        await change_password(account, PASSWORD, "岳明 has 1 long password", actor=SYSTEM)
    assert [await session_of(token) is not None for token in tokens] == [True, True]
    await change_password(account, PASSWORD, "雨前龙井要80度的水Tea", actor=SYSTEM)
    assert [await session_of(token) for token in tokens] == [None, None]


async def test_a_reset_gives_a_password_to_hand_over(database):
    account = await account_as(Role.LEADER)
    token = await session_for(account)
    given = await reset_password(account, actor=SYSTEM)
    row = await Account.select().where(Account.id == account).first()
    assert row["must_change"] and await passwords.fits(row["password_hash"], given)
    assert await session_of(token) is None


async def test_letters_are_kept(database):
    account = await account_as(Role.LEADER)
    await choose_letters(account, "3")
    assert (await session_of(await session_for(account))).letters == "3"


@pytest.mark.parametrize("act", [enable, reset_password])
async def test_an_unknown_account_is_not_found(database, act):
    with pytest.raises(NotFound):
        await act(4711, actor=SYSTEM)
