"""Sheets that wait: each point of reminding is told once, however often the rounds run, nothing after the end."""

from datetime import date, timedelta

import pytest

from cases import tables
from cases.actions.look_back_reminders import remind_sheets
from cases.actions.look_backs import Round, begin_look_back, close_look_back
from cases.clock import at
from tests.cases.looking_back import WANTED, LookedBack

pytestmark = pytest.mark.anyio
START, DUE = date(2026, 9, 1), date(2026, 9, 21)  # a Tuesday, a Monday


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def test_each_point_is_told_once_and_on_working_days_only(furnished):
    with at(START):
        made = await LookedBack().made(1)
        round_id = await begin_look_back(WANTED, Round("回头看", DUE), actor=made.office)
    told = {}
    for ahead in range(40):
        day = START + timedelta(days=ahead)
        for _ in range(2):
            if new := await remind_sheets(day):
                told[day] = told.get(day, 0) + new
    notice = tables.Notice
    rows = await notice.select(notice.due_on, notice.link).where(notice.event == "reminded")
    assert sorted(told)[:2] == [date(2026, 9, 14), DUE], "a week before, and on the day"
    assert len(told) == 4 and all(day.weekday() < 5 or day.month == 9 for day in told)
    assert {row["due_on"] for row in rows} == {DUE}
    assert all(row["link"].startswith("/look_back_sheets/") for row in rows)
    with at(START):
        await close_look_back(round_id, actor=made.office)
    assert await remind_sheets(START + timedelta(days=60)) == 0
