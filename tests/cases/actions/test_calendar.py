"""The year that an administrator sets: read from lines, written whole, and every due day that follows is journaled."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.actions.calendar import read_days, set_year, written_days
from cases.actor import Actor
from cases.calendars import provisional_years, working_calendar
from cases.database import write_tx
from cases.errors import CalendarRowWrong, Forbidden
from cases.journal import first_break
from cases.tables import Assignment, CalendarDay, Case, JournalEntry, Notice
from cases.vocabulary import DayKind, Event, Role, Verb
from tests.cases.test_recomputing import DUE, world_at

ADMIN = Actor("管理员", Role.ADMIN)
HOLIDAY = (DUE, DayKind.HOLIDAY, "放假")
YEAR = st.dates(date(2027, 1, 1), date(2027, 12, 31))


def test_lines_as_the_notice_has_them():
    text = (
        "\ufeff日期,休班,名称\n2027-01-01,休,元旦\n\n2027年10月1日至2027年10月3日，休，国庆节\n2027/10/9\t班\t国庆节\n"
    )
    days = read_days(text, 2027)
    assert [day.isoformat() for day, _, _ in days] == [
        "2027-01-01", "2027-10-01", "2027-10-02", "2027-10-03", "2027-10-09",
    ]  # fmt: skip
    assert [kind for _, kind, _ in days].count(DayKind.WORKDAY) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2027-01-01,休\n2026-12-31,休", 2),
        ("2027-02-30,休", 1),
        ("2027-01-01,假", 1),
        ("2027-01-01至2027-03-01,休", 1),
        ("2027-01-05至2027-01-01,休", 1),
        ("2027-01-01,休\n明天,休", 2),
        ("1" * 50_000, 1),
    ],
)
def test_a_line_that_is_no_day_is_named(text, line):
    with pytest.raises(CalendarRowWrong) as wrong:
        read_days(text, 2027)
    assert wrong.value.line == line and f"第 {line} 行" in str(wrong.value)


@given(st.dictionaries(YEAR, st.tuples(st.sampled_from(DayKind), st.sampled_from(["", "元旦", "国庆节"]))))
def test_what_is_written_is_read_again(days):
    listed = tuple(sorted((day, kind, name) for day, (kind, name) in days.items()))
    assert read_days(written_days(listed), 2027) == listed


@pytest.mark.anyio
async def test_due_days_follow_and_each_is_journaled(database):
    world = await world_at()
    before = (await Assignment.select().where(Assignment.id == world.lead).first())["version"]
    moved = await set_year(2027, [HOLIDAY], provisional=False, actor=ADMIN)
    assert len(moved) == 2
    row = await Assignment.select().where(Assignment.id == world.lead).first()
    assert row["due_on"] == date(2027, 6, 2) and row["version"] == before + 1
    assert (await Case.select().where(Case.id == world.case).first())["due_on"] == date(2027, 6, 2)
    rows = await JournalEntry.select().where(JournalEntry.verb == Verb.RECOMPUTE.value)
    assert {(r["thing"], r["old"], r["new"], r["actor"]) for r in rows} == {
        ("assignment", "2027-06-01", "2027-06-02", "管理员"),
        ("case", "2027-06-01", "2027-06-02", "管理员"),
    }
    told = await Notice.select().where(Notice.event == Event.RECOMPUTED.value)
    assert {world.name_of(n["person"]) for n in told} == {"联络", "经办"}
    assert "6月1日改为6月2日" in told[0]["told"]
    assert await first_break() is None


@pytest.mark.anyio
async def test_taking_the_day_back_moves_them_back(database):
    world = await world_at()
    await set_year(2027, [HOLIDAY], provisional=False, actor=ADMIN)
    await set_year(2027, [], provisional=False, actor=ADMIN)
    assert (await Assignment.select().where(Assignment.id == world.lead).first())["due_on"] == DUE
    assert not await CalendarDay.exists().where(CalendarDay.on == DUE)
    assert await CalendarDay.count() > 100  # the other years stay


@pytest.mark.anyio
async def test_a_year_may_be_provisional_for_a_while(database):
    await world_at()
    for provisional in (True, False, True):
        await set_year(2027, [HOLIDAY], provisional=provisional, actor=ADMIN)
        assert (await working_calendar()).provisional(date(2027, 1, 4)) is provisional
        assert await provisional_years() == ({2027} if provisional else set())


@pytest.mark.anyio
async def test_nobody_else_sets_it(database):
    world = await world_at()
    for role in set(Role) - {Role.ADMIN, Role.OPERATOR}:
        with pytest.raises(Forbidden):
            await set_year(2027, [HOLIDAY], provisional=False, actor=Actor("某人", role))
    async with write_tx():
        assert (await Assignment.select().where(Assignment.id == world.lead).first())["due_on"] == DUE
