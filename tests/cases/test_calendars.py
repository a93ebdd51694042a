"""The calendar as the database has it: announced years, marked years, years without a day."""

from datetime import date

import pytest

from cases.calendars import PROVISIONAL, provisional_years, working_calendar
from cases.database import write_tx
from cases.tables import CalendarDay, DictionaryEntry
from cases.vocabulary import DayKind
from cases.working_days import is_working

pytestmark = pytest.mark.anyio


async def test_days_and_years_come_from_the_tables(database):
    async with write_tx():
        await CalendarDay.insert(
            CalendarDay(on=date(2026, 10, 1), kind=DayKind.HOLIDAY.value, name="国庆节"),
            CalendarDay(on=date(2027, 1, 1), kind=DayKind.HOLIDAY.value, name="元旦"),
        )
        await DictionaryEntry.insert(
            DictionaryEntry(list_name=PROVISIONAL, code="2027", label="2027年"),
            DictionaryEntry(list_name=PROVISIONAL, code="2026", label="2026年", retired_on=date(2025, 11, 4)),
        )
    calendar = await working_calendar()
    assert calendar.published == {2026}
    assert await provisional_years() == {2027}
    assert not is_working(calendar, date(2026, 10, 1)) and not is_working(calendar, date(2027, 1, 1))
    assert calendar.provisional(date(2028, 1, 1)) and calendar.provisional(date(2027, 1, 4))


async def test_the_calendar_is_worked_out_again_when_a_day_changes(database):
    async with write_tx():
        await CalendarDay.insert(CalendarDay(on=date(2026, 10, 1), kind=DayKind.HOLIDAY.value, name="国庆节"))
    first = await working_calendar()
    assert await working_calendar() is first
    async with write_tx():
        await CalendarDay.insert(CalendarDay(on=date(2026, 10, 2), kind=DayKind.HOLIDAY.value, name="国庆节"))
        assert not is_working(await working_calendar(), date(2026, 10, 2)), "whoever writes sees what he wrote"
    assert not is_working(await working_calendar(), date(2026, 10, 2))
    async with write_tx():
        await DictionaryEntry.insert(DictionaryEntry(list_name=PROVISIONAL, code="2026", label="2026年"))
    assert (await working_calendar()).provisional(date(2026, 1, 5))
