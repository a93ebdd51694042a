"""The second step of an entry: made once, by a right code, within ten minutes, for the account as it was."""

import asyncio

import pytest

from cases import clock
from cases.actions.accounts import disable
from cases.actions.pending_entries import LIFETIME, begin_entry, finish_entry
from cases.actions.sessions import end_sessions
from cases.actor import SYSTEM
from cases.database import write_tx
from cases.errors import CaseError, EntryExpired, WrongCode
from cases.queries.sessions import session_of
from cases.tables import PendingEntry
from tests.factors import shown, with_factor

pytestmark = pytest.mark.anyio


async def test_a_right_code_makes_the_entry_and_only_one(database):
    account, seed, printed = await with_factor()
    token = await begin_entry(account)
    assert await session_of(token) is None
    assert token not in str(await PendingEntry.select())
    with pytest.raises(WrongCode):
        await finish_entry(token, "no code")

    async def entered(code):
        try:
            return (await finish_entry(token, code)).account
        except CaseError:
            return None

    made = await asyncio.gather(entered(shown(seed)), entered(printed[0]), entered(printed[1]))
    assert [one for one in made if one] == [account]
    with pytest.raises(EntryExpired):
        await finish_entry(token, printed[2])


async def test_an_entry_waits_ten_minutes_and_not_for_a_changed_account(database):
    account, seed, _ = await with_factor()
    late, ended, closed = [await begin_entry(account) for _ in range(3)]
    with clock.at(clock.now() + LIFETIME), pytest.raises(EntryExpired):
        await finish_entry(late, shown(seed))
    async with write_tx():
        await end_sessions(account)
    with pytest.raises(EntryExpired):
        await finish_entry(ended, shown(seed))
    fresh = await begin_entry(account)
    await disable(account, actor=SYSTEM, reason="调离")
    for token in (closed, fresh, "made up"):
        with pytest.raises(EntryExpired):
            await finish_entry(token, shown(seed))
