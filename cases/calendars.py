"""The working calendar as the database has it. Years that an administrator marked provisional are kept as a list."""

from cases.kept_answers import kept
from cases.tables import CalendarDay, DictionaryEntry
from cases.vocabulary import DayKind
from cases.working_days import WorkingCalendar, calendar_of

PROVISIONAL = "provisional_years"  # name of the list


async def working_calendar() -> WorkingCalendar:
    """The calendar of today. Years without any day in the table are provisional by themselves."""
    return await kept("working calendar", _read, weight=0)


async def _read() -> WorkingCalendar:
    rows = await CalendarDay.select(CalendarDay.on, CalendarDay.kind, CalendarDay.name)
    return calendar_of(
        ((row["on"], DayKind(row["kind"]), row["name"]) for row in rows), provisional_years=await provisional_years()
    )


async def provisional_years() -> frozenset[int]:
    """Years whose days somebody entered before the announcement."""
    marked = (DictionaryEntry.list_name == PROVISIONAL) & DictionaryEntry.retired_on.is_null()
    return frozenset(int(row["code"]) for row in await DictionaryEntry.select(DictionaryEntry.code).where(marked))
