"""Calendar and sessions that ship as data: what the State Council announced, and no year that is not known."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from cases.resources import fixtures, read_rows

DAYS = {date.fromisoformat(row["date"]): row["kind"] for row in read_rows(fixtures() / "holidays.csv")}
SESSIONS = read_rows(fixtures() / "sessions.csv")


def working_days(start: date, end: date) -> int:
    """Working days after start up to and with end."""
    span = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(DAYS.get(day) == "班" or (day.weekday() < 5 and day not in DAYS) for day in span)


@pytest.mark.parametrize(
    ("start", "end", "count"), [("2023-05-26", "2023-06-12", 11), ("2024-05-15", "2024-07-01", 32)]
)
def test_working_days_are_those_of_the_announced_calendar(start, end, count):
    assert working_days(date.fromisoformat(start), date.fromisoformat(end)) == count


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_a_year_is_whole(year):
    kinds = Counter(kind for day, kind in DAYS.items() if day.year == year)
    assert kinds["休"] >= 26
    assert kinds["班"] >= 5
    assert date(year, 1, 1) in DAYS and date(year, 10, 1) in DAYS and date(year, 5, 1) in DAYS
    # As many days off on weekdays as the law gives, once make-up days are counted: 11 to 13.
    off = sum(day.weekday() < 5 and kind == "休" for day, kind in DAYS.items() if day.year == year)
    assert 11 <= off - kinds["班"] <= 13


def test_make_up_days_are_weekends():
    assert all(day.weekday() >= 5 for day, kind in DAYS.items() if kind == "班")


def test_sessions_of_a_term_follow_one_another():
    known = {(r["place"], r["body"], int(r["term"]), int(r["session"])): r["year"] for r in SESSIONS}
    assert len(known) == len(SESSIONS)
    for (*body, a), (*other, b) in pairwise(sorted(known)):
        if body == other and known[*body, a] and known[*body, b]:
            assert int(known[*body, a]) < int(known[*body, b])


def test_dates_lie_in_the_year_of_the_session():
    for row in SESSIONS:
        assert not row["opens_on"] or row["opens_on"][:4] == row["year"]
        assert row["opens_on"] <= (row["closes_on"] or "9")


def test_the_sessions_that_replies_name_have_a_year():
    years = {(r["place"], r["body"], r["term"], r["session"]): r["year"] for r in SESSIONS}
    assert years["hangzhou", "npc", "14", "3"] == "2023"
    assert years["hangzhou", "npc", "14", "4"] == "2024"
    assert years["hangzhou", "cppcc", "12", "2"] == "2023"
    assert years["pingdingshan", "cppcc", "10", "2"] == "2024"
    assert years["china", "cppcc", "13", "3"] == "2020"
