"""What a unit is asked to report on: what is late or near, and what it was silent about for a quarter."""

from datetime import date, timedelta

import pytest

from cases import tables
from cases.clock import now, today
from cases.queries.commitments import commitments_by_id, with_progress
from cases.queries.progress_reports import QUARTER, due_reports
from cases.vocabulary import Lamp
from tests.cases.looking_back import LookedBack
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def test_far_off_and_lately_reported_is_left_in_peace(furnished):
    made = await LookedBack().made(1)
    far = date(today().year + 3, 6, 30)
    await tables.Commitment.update({"due_on": far}).where(tables.Commitment.id == made.promises[0])
    assert (await due_reports(actor=made.clerk)).total == 1, "never heard of"
    report = await new_row(tables.ProgressReport, commitment=made.promises[0], stage="under_way", told="正在施工")
    assert (await due_reports(actor=made.clerk)).total == 0
    old = {tables.ProgressReport.created_at: now() - QUARTER - timedelta(days=2)}
    await tables.ProgressReport.update(old).where(tables.ProgressReport.id == report["id"])
    (one,) = (await due_reports(actor=made.clerk)).rows
    assert one.silent and one.stands.told == "正在施工"


async def test_pages_hold_each_that_is_due_once_and_a_reminder_finds_its_own(furnished):
    """By the rule as it is said: red, yellow, or without a word for a quarter; the first day stands first."""
    made = await LookedBack().made(9)
    days = [None, None, *(today() + timedelta(days=far) for far in (-400, -1, 0, 30, 30, 700, 1000))]
    for number, day in zip(made.promises, days, strict=True):
        await tables.Commitment.update({"due_on": day}).where(tables.Commitment.id == number)
    for number in made.promises[1::2]:
        await new_row(tables.ProgressReport, commitment=number, stage="under_way", told="正在施工")
    rows = list((await commitments_by_id(made.promises, actor=made.clerk)).values())
    known = await with_progress(rows, actor=made.clerk)
    due = [
        one.id
        for one in sorted(known, key=lambda one: (one.due_on or date.max, one.id))
        if one.progress.lamp in (Lamp.RED, Lamp.YELLOW) or one.progress.reported_on is None
    ]
    assert 0 < len(due) < len(made.promises)
    walked = [await due_reports(actor=made.clerk, page=page, per_page=2) for page in range(1, 6)]
    assert [one.row.id for page in walked for one in page.rows] == due
    assert {page.total for page in walked} == {len(due)}
    for number in due:
        found = await due_reports(actor=made.clerk, per_page=2, beside=number)
        assert number in [one.row.id for one in found.rows]
    left = next(number for number in made.promises if number not in due)
    assert (await due_reports(actor=made.clerk, per_page=2, beside=left)).page == 1
    among = await due_reports(actor=made.clerk, among=[due[-1], left])
    assert [one.row.id for one in among.rows] == [due[-1]]
