"""The demonstration has somebody in every role, once."""

import pytest

from cases.actions.accounts import GIVEN
from cases.actions.demo_accounts import load_demo_accounts
from cases.queries.accounts import account_list, demo_accounts

pytestmark = pytest.mark.anyio


async def test_every_role_is_there_and_nobody_twice(furnished):
    made = await load_demo_accounts()
    shown = await demo_accounts()
    assert len(shown) == made == (await account_list(per_page=100)).total
    assert {one.role for one in shown} == set(GIVEN)
    assert [GIVEN.index(one.role) for one in shown] == sorted(GIVEN.index(one.role) for one in shown)
    assert await load_demo_accounts() == 0
