"""The administrator's numbers are those of the rows behind them."""

import pytest

from cases.queries.administration import overview, sitting_list
from cases.tables import CalendarDay, Session
from cases.vocabulary import Role
from tests.accounts import account_as

pytestmark = pytest.mark.anyio


async def test_numbers_and_lists_agree(furnished):
    await account_as(Role.ADMIN)
    found = await overview()
    assert (found.accounts, found.disabled) == (1, 0)
    assert found.sittings == len(await sitting_list()) == await Session.count()
    years = {row["on"].year for row in await CalendarDay.select(CalendarDay.on)}
    assert set(found.calendar_years) == years


async def test_sessions_of_a_body_stand_together_the_latest_first(furnished):
    rows = await sitting_list()
    assert [(row.body, -row.term, -row.number) for row in rows] == sorted(
        (row.body, -row.term, -row.number) for row in rows
    )
