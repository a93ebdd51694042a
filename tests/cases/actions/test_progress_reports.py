"""Everything due on one page: what is written about is reported, all of it or none."""

from datetime import date, timedelta

import pytest

from cases import tables
from cases.actions.progress_reports import Told, report_several
from cases.actions.urging import urge_by_rule
from cases.clock import at, today
from cases.errors import NotFound, NothingChosen, StoppedAt
from cases.queries.progress_reports import due_reports
from cases.vocabulary import Stage
from tests.cases.looking_back import DUE, LookedBack

pytestmark = pytest.mark.anyio


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def states(made):
    rows = (
        await tables.Commitment.select().where(tables.Commitment.id.is_in(made.promises)).order_by(tables.Commitment.id)
    )
    return [row["state"] for row in rows]


async def test_what_is_written_about_is_reported_and_the_rest_stays(furnished):
    made = await LookedBack().made(3)
    due = (await due_reports(actor=made.clerk)).rows
    assert [one.row.id for one in due] == made.promises and all(one.silent for one in due)
    said = {made.promises[0]: Told(1, Stage.DONE, "已全部验收"), made.promises[1]: Told(1, Stage.UNDER_WAY, "正在施工"),
            made.promises[2]: Told(1, None, "")}  # fmt: skip
    assert await report_several(said, actor=made.clerk) == 2
    assert await states(made) == ["reported_done", "in_progress", "confirmed"]
    left = (await due_reports(actor=made.clerk)).rows
    assert [one.row.id for one in left] == made.promises[1:], "the day is near, whatever was said"
    with at(DUE - timedelta(days=100)):
        assert not [one for one in (await due_reports(actor=made.clerk)).rows if one.row.id == made.promises[1]]


async def test_one_that_does_not_fit_stops_all_and_nothing_said_is_nothing_done(furnished):
    made = await LookedBack().made(2)
    good = Told(1, Stage.UNDER_WAY, "正在施工")
    for bad, refused in (
        ({made.promises[0]: good, made.promises[1]: Told(1, None, "没有选")}, StoppedAt),
        ({made.promises[0]: good, made.promises[1]: Told(1, Stage.DONE, "")}, StoppedAt),
        ({made.promises[0]: Told(1, None, " ")}, NothingChosen),
    ):
        with pytest.raises(refused):
            await report_several(bad, actor=made.clerk)
    with pytest.raises(NotFound):
        await report_several({made.promises[0]: good}, actor=made.cast.clerk(1))
    assert await states(made) == ["confirmed", "confirmed"] and today() < DUE
    assert (await due_reports(actor=made.office)).total == 0


async def test_reminders_come_at_sixty_and_thirty_days_on_the_day_and_monthly_each_once(furnished):
    due = date(2026, 9, 21)  # a Monday
    with at(due - timedelta(days=70)):
        made = await LookedBack().made(1)
    await tables.Commitment.update({"due_on": due}).where(tables.Commitment.id == made.promises[0])
    urge = tables.Urge
    asked = urge.rule_key.like("commitment:%")
    points = []
    for ahead in range(-64, 96, 2):
        day = due + timedelta(days=ahead)
        for _ in range(2):
            before = await urge.count().where(asked)
            await urge_by_rule(day)
            points += [ahead] * (await urge.count().where(asked) - before)
    wanted = (-60, -30, 0, 30, 60, 90)
    assert len(points) == len(wanted)
    # On a day off it is told on the working day before, or once work begins again.
    assert all(-4 <= told - point <= 8 for told, point in zip(points, wanted, strict=True))
    notice = tables.Notice
    rows = await notice.select(notice.link).where((notice.event == "reminded") & notice.key.like("%commitment%"))
    (promise,) = made.promises
    assert {row["link"] for row in rows} == {f"/progress_reports?commitment={promise}#commitment-{promise}"}
