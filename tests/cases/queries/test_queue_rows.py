"""Lines of the queue: each day is counted once and means the same as counted by itself."""

from datetime import date, timedelta

import pytest

from cases.calendars import working_calendar
from cases.clock import today
from cases.deadlines import due_on
from cases.lights import light_of
from cases.queries.queue_rows import Clocks, Head, among, heads_of
from cases.queries.waiting import Task
from cases.schemes import current_scheme
from cases.tables import Case
from cases.vocabulary import CaseState, Clock, Role, Track, Waiting, Watched
from tests.accounts import actor_as
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


def task_of(waiting, **known):
    return Task(waiting, case=1, thing=2, seen=3, **known)


async def test_a_line_has_the_day_and_the_light_that_the_rules_give_queue_2_queue_8(furnished):
    rules, calendar = await current_scheme(Track.CPPCC), await working_calendar()
    clocks = Clocks(today(), calendar, {rules.key: rules})
    head = Head(1, "7", "关于助餐的提案", Track.CPPCC, CaseState.IN_HANDLING, rules.key)
    for days in (-40, -3, 0, 3, 20, 60, -40):
        day = today() + timedelta(days=days)
        row = clocks.row(task_of(Waiting.TO_ANSWER, due_on=day), head)
        assert (row.due_on, row.light, row.left) == (day, *light_of(Watched.REPLY, day, today(), calendar))
        row = clocks.row(task_of(Waiting.OPINION_DUE, due_on=day, co=True), head)
        assert row.light is light_of(Watched.CO_OPINION, day, today(), calendar)[0]
        row = clocks.row(task_of(Waiting.TO_ACCEPT, since=day), head)
        assert row.due_on == due_on(Clock.ACCEPT, day, rules, calendar)
    assert clocks.row(task_of(Waiting.IN_HAND), head).what == CaseState.IN_HANDLING.label
    assert clocks.row(task_of(Waiting.TO_ACCEPT, since=date(2026, 1, 5)), head).what == Waiting.TO_ACCEPT.label


async def test_only_cases_that_the_reader_sees_are_named(furnished):
    cast = await cast_of()
    mine, other = await make_case("assigned", cast=cast), await make_case("in_review", cast=cast)
    ids = [mine.id, other.id, 999_999]
    assert set(await heads_of(ids, cast.clerk())) == {mine.id}
    assert set(await heads_of(ids, cast.reviewer)) == {mine.id, other.id}
    assert await heads_of([], await actor_as(Role.LEADER)) == {}
    found = await Case.select(Case.id).where(among('"cases"."id"', ids))
    assert {row["id"] for row in found} == {mine.id, other.id}
