"""What a round has to look at: only what the journal tells of, or everything where that is not enough."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases.actor import SYSTEM
from cases.database import write_tx
from cases.journal import record
from cases.queries import changes
from cases.queries.changes import HOUR, Looked, changed_cases, last_entry
from cases.vocabulary import Verb
from cases.working_days import WorkingCalendar

pytestmark = pytest.mark.anyio
DAY, PLAIN = date(2026, 6, 30), WorkingCalendar()


async def wrote(*entries):
    async with write_tx():
        for verb, case in entries:
            await record(SYSTEM, verb, "case", case, case=case)


async def test_the_cases_of_the_rows_between_two_but_not_those_only_urged(database, monkeypatch):
    monkeypatch.setattr(changes, "_AT_ONCE", 2)
    begin = await last_entry()
    await wrote((Verb.FILE, 7), (Verb.URGE, 8), (Verb.FILE, None), (Verb.ASSIGN, 3), (Verb.FILE, 7))
    end = await last_entry()
    await wrote((Verb.FILE, 9))
    assert end == begin + 5
    assert await changed_cases(begin, end) == [3, 7]
    assert await changed_cases(end, end) == []
    monkeypatch.setattr(changes, "MOST", 4)
    assert await changed_cases(begin, end) is None and await changed_cases(begin + 1, end) == [3, 7]


async def test_changes_are_enough_for_an_hour_of_the_same_day_by_the_same_calendar(monkeypatch):
    monkeypatch.setattr(changes, "monotonic", lambda: 10_000.0)
    seen = Looked(DAY, PLAIN, at=10_000.0 - HOUR + 1)
    assert seen.covers(DAY, WorkingCalendar())
    assert not seen.covers(DAY + timedelta(days=1), PLAIN)
    assert not seen.covers(DAY, WorkingCalendar(off=(DAY,)))
    assert not replace(seen, at=10_000.0 - HOUR).covers(DAY, PLAIN)
    assert not Looked().covers(DAY, PLAIN)
