"""Nothing that is due is missed: what is read in pages and left out by the database, against everything reckoned."""

from datetime import date, datetime, timedelta

import pytest

from cases.clock import BEIJING
from cases.database import insert_rows, write_tx
from cases.lights import reached
from cases.queries import watches
from cases.queries.watches import still_due, watched
from cases.tables import Assignment, Commitment
from cases.vocabulary import AssignmentState, CommitmentState, Watched
from cases.working_days import WorkingCalendar
from tests.cases.tables.rules import new_row
from tests.cases.told_case import told_case
from tests.furnishing import furnish

pytestmark = pytest.mark.anyio
TODAY = date(2026, 6, 30)
# Days off around the edges of what is due in sixty days: points there fall on the working day before.
CALENDAR = WorkingCalendar(off=tuple(TODAY + timedelta(days=n) for n in (1, 2, 3, 6, 7)))
PROMISED = (CommitmentState.CONFIRMED, CommitmentState.IN_PROGRESS, CommitmentState.CHANGED, CommitmentState.PARTLY)


async def promises(world, offsets, *, came=datetime(2020, 1, 1, tzinfo=BEIJING)):
    """One in each state that is watched, for each number of days after today."""
    paper = (await new_row(Commitment, case=world.case))["document"]
    rows = [
        {
            "document": paper, "case": world.case, "department": world.units["民政局"], "state": state.value,
            "due_on": TODAY + timedelta(days=days), "current": True, "quote": "年底前建成。", "ordinal": number,
            "created_at": came,
        }
        for number, (days, state) in enumerate(((d, s) for d in offsets for s in PROMISED), 1)
    ]  # fmt: skip
    async with write_tx():
        return dict(zip(await insert_rows(Commitment, rows), rows, strict=True))


async def read(cases=None):
    return [watch async for page in watched(TODAY, CALENDAR, cases) for watch in page]


async def test_every_promise_with_a_point_that_is_reached_is_read_once_whatever_the_page(database, monkeypatch):
    monkeypatch.setattr(watches, "PAGE", 7)
    world = await told_case()
    made = await promises(world, [*range(-70, 100, 3), 0, 0, 60, 61, 66, 67, 68, 69, 70])
    found = [w.thing_id for w in await read() if w.kind is Watched.COMMITMENT]
    due = {n for n, row in made.items() if reached(Watched.COMMITMENT, row["due_on"], TODAY, CALENDAR) is not None}
    assert len(found) == len(set(found)) and set(found) >= due
    assert set(found) == due  # and nothing is read in vain
    assert {w.thing_id for w in await read([world.case])} >= due and await read([world.case + 1]) == []


async def test_what_was_late_when_it_came_is_not_watched(database):
    world = await told_case()
    came = datetime.combine(TODAY, datetime.min.time(), BEIJING) - timedelta(days=30)
    made = await promises(world, (-1500, -31, -30, -1, 0), came=came)
    found = {made[w.thing_id]["due_on"] for w in await read() if w.kind is Watched.COMMITMENT}
    assert found == {TODAY + timedelta(days=days) for days in (-30, -1, 0)}


async def test_a_thing_that_went_on_since_it_was_read_is_not_due_any_more(furnished):
    await furnish()
    world = await told_case(due=TODAY, scheme="cppcc-default/1")
    async with write_tx():
        await Assignment.update({Assignment.state: AssignmentState.WORKING.value}).where(Assignment.id > 0)
    watch = next(w for w in await read() if w.assignment == world.lead)
    assert await still_due(watch)
    async with write_tx():
        await Assignment.update({Assignment.version: watch.version + 1}).where(Assignment.id == world.lead)
    assert not await still_due(watch)
