"""What whoever keeps the machine asks, on both databases."""

import pytest

from cases import journal
from cases.actor import OFFICE
from cases.clock import now
from cases.database import known_migrations, write_tx
from cases.queries.upkeep import applied_migrations, has_admin, last_journaled
from cases.vocabulary import Role, Verb
from tests.accounts import account_as

pytestmark = pytest.mark.anyio


async def test_steps_last_act_and_administrator(furnished):
    assert await applied_migrations() == known_migrations()
    async with write_tx():
        await journal.record(OFFICE, Verb.SETTLE, "case", 1)
    last = await last_journaled()
    assert last is not None
    assert last <= now()
    assert not await has_admin()
    await account_as(Role.ADMIN)
    assert await has_admin()
