"""What an account's own page says of its second factor, and which resets wait."""

import pytest

from cases.actions.second_factors import ask_reset, begin_setup, take_code
from cases.queries.second_factors import FEW, factor_of, open_resets, seed_in_force, seed_in_setup
from cases.vocabulary import Role
from tests.accounts import account_as, actor_as
from tests.factors import shown, with_factor

pytestmark = pytest.mark.anyio


async def test_without_one_there_is_nothing_to_tell(database):
    account = await account_as(Role.ASSIGNER)
    assert (await factor_of(account)).since is None and not (await factor_of(account)).few
    assert await seed_in_setup(account) is None and await seed_in_force(account) is None
    await begin_setup(account)
    first = await seed_in_setup(account)
    await begin_setup(account)
    assert await seed_in_setup(account) not in (None, first)
    assert await seed_in_force(account) is None


async def test_its_owner_is_told_when_few_printed_codes_are_left(database):
    account, seed, printed = await with_factor()
    for at, code in enumerate(printed[: 10 - FEW]):
        assert not (await factor_of(account)).few, at
        assert await take_code(account, code)
    assert (await factor_of(account)).left == FEW and (await factor_of(account)).few
    assert await take_code(account, shown(seed))
    assert (await factor_of(account)).left == FEW


async def test_the_resets_that_wait_are_listed_for_all_or_for_one(database):
    admin = await actor_as(Role.ADMIN)
    one, other = (await with_factor(name="岳明"))[0], (await with_factor(name="沈听澜"))[0]
    for account in (one, other):
        await ask_reset(account, reason="手机丢了", actor=admin)
    assert [asked.name for asked in await open_resets()] == ["岳明", "沈听澜"]
    (asked,) = await open_resets(other)
    assert (asked.account, asked.asked_by_name) == (other, admin.name)
