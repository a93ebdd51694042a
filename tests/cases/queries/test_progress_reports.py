"""What a unit is asked to report on: what is late or near, and what it was silent about for a quarter."""

from datetime import date, timedelta

import pytest

from cases import tables
from cases.clock import now, today
from cases.queries.progress_reports import QUARTER, due_reports
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
    assert len(await due_reports(actor=made.clerk)) == 1, "never heard of"
    report = await new_row(tables.ProgressReport, commitment=made.promises[0], stage="under_way", told="正在施工")
    assert await due_reports(actor=made.clerk) == ()
    old = {tables.ProgressReport.created_at: now() - QUARTER - timedelta(days=2)}
    await tables.ProgressReport.update(old).where(tables.ProgressReport.id == report["id"])
    (one,) = await due_reports(actor=made.clerk)
    assert one.silent and one.stands.told == "正在施工"
