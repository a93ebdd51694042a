"""Counting in working days, days and months: laws over any calendar, and the announced one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.resources import fixtures, read_rows
from cases.vocabulary import DayKind
from cases.working_days import (
    WorkingCalendar,
    add_months,
    add_working_days,
    calendar_of,
    is_working,
    working_day_from,
    working_day_until,
    working_days_between,
)

ANNOUNCED = calendar_of(
    (date.fromisoformat(row["date"]), DayKind.HOLIDAY if row["kind"] == "休" else DayKind.WORKDAY, row["name"])
    for row in read_rows(fixtures() / "holidays.csv")
)
days = st.dates(date(2022, 1, 1), date(2028, 12, 31))
calendars = st.dictionaries(days, st.sampled_from(DayKind), max_size=40).map(
    lambda found: calendar_of((day, kind, "节") for day, kind in found.items())
)


def plainly(calendar, start, end):
    """The same count, one day after the other."""
    span = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(is_working(calendar, day) for day in span)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [("2023-05-26", "2023-06-12", 11), ("2024-05-15", "2024-07-01", 32), ("2026-09-30", "2026-10-10", 3)],
)
def test_the_announced_calendar(start, end, count):
    assert working_days_between(ANNOUNCED, date.fromisoformat(start), date.fromisoformat(end)) == count


def test_holidays_and_make_up_days():
    assert not is_working(ANNOUNCED, date(2026, 10, 1))
    assert is_working(ANNOUNCED, date(2026, 10, 10))
    assert not is_working(ANNOUNCED, date(2026, 10, 11))
    assert working_day_from(ANNOUNCED, date(2026, 10, 1)) == date(2026, 10, 8)
    assert working_day_until(ANNOUNCED, date(2026, 10, 7)) == date(2026, 9, 30)


@given(calendars, days, days)
def test_counting_is_counting(calendar, start, end):
    assert working_days_between(calendar, start, end) == plainly(calendar, start, end)


@given(calendars, days, st.integers(1, 200))
def test_adding_undoes_counting(calendar, start, count):
    end = add_working_days(calendar, start, count)
    assert is_working(calendar, end)
    assert working_days_between(calendar, start, end) == count


@given(calendars, days, st.integers(0, 60), st.integers(0, 60))
def test_adding_is_additive(calendar, start, first, second):
    once = add_working_days(calendar, start, first + second)
    assert add_working_days(calendar, add_working_days(calendar, start, first), second) == once


@given(days, st.integers(0, 48))
def test_months_keep_the_day_or_take_the_last_one(start, count):
    end = add_months(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)


@pytest.mark.parametrize(("year", "end"), [(2023, date(2023, 2, 28)), (2024, date(2024, 2, 29))])
def test_the_thirty_first_of_january(year, end):
    assert add_months(date(year, 1, 31), 1) == end


@given(calendars, days)
def test_the_next_working_day_is_the_nearest(calendar, day):
    later, earlier = working_day_from(calendar, day), working_day_until(calendar, day)
    assert earlier <= day <= later
    assert not any(is_working(calendar, day + timedelta(n)) for n in range((later - day).days))
    assert not any(is_working(calendar, day - timedelta(n)) for n in range((day - earlier).days))


def test_a_year_without_days_is_provisional_and_a_plain_week():
    assert ANNOUNCED.provisional(date(2027, 3, 1))
    assert not ANNOUNCED.provisional(date(2026, 3, 1))
    assert is_working(ANNOUNCED, date(2027, 10, 1)) == (date(2027, 10, 1).weekday() < 5)
    marked = calendar_of([(date(2027, 1, 1), DayKind.HOLIDAY, "元旦")], provisional_years=[2027])
    assert marked.provisional(date(2027, 1, 4)) and not is_working(marked, date(2027, 1, 1))


def test_an_empty_calendar_is_the_plain_week():
    assert [is_working(WorkingCalendar(), date(2026, 3, 2) + timedelta(n)) for n in range(7)] == [True] * 5 + [
        False
    ] * 2
