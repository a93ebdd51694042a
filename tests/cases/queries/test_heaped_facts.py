"""Tables counted by the heap are those counted one by one, for every reader and every scope."""

import pytest

from cases import tables
from cases.actor import OFFICE, PUBLIC, Actor
from cases.calendars import working_calendar
from cases.clock import today
from cases.queries.counted_facts import counted_facts
from cases.queries.heaped_facts import heaped_facts
from cases.statistics.needs import Scope, needs_of
from cases.statistics.reports import LAYOUTS, lines_of, measures_of
from cases.vocabulary import Role, Track
from cases.vocabulary.statistics import Report
from tests.bench.archive_store import enter_archive
from tests.replying import handled

pytestmark = pytest.mark.anyio


async def actors():
    """Who reads differently: the public, an office, and somebody of each role of the archive."""
    columns = (tables.Post.person, tables.Post.role, tables.Post.department, tables.Post.body)
    first = {row["role"]: row for row in await tables.Post.select(*columns).order_by(tables.Post.id, ascending=False)}
    held = (
        Actor(name=role, role=Role(role), person=row["person"], unit=row["department"], body=row["body"])
        for role, row in first.items()
    )
    return [PUBLIC, OFFICE, *held]


async def test_tables_counted_by_the_heap_are_those_counted_one_by_one(furnished):
    await enter_archive(60, units=5, submitters=8)
    await handled(units=2)
    unit = (await tables.Assignment.select(tables.Assignment.department).first())["department"]
    year = (await tables.Case.select(tables.Case.year).where(tables.Case.year.is_not_null()).first())["year"]
    place = (await tables.Case.select(tables.Case.place).where(tables.Case.place.is_not_null()).first())["place"]
    calendar, seen = await working_calendar(), 0
    for actor in await actors():
        for scope in (Scope(), Scope(unit=unit), Scope(years=(year, year + 1), track=Track.CPPCC, place=place)):
            for report in Report:
                needs = needs_of(measures_of(report), LAYOUTS[report].by, spans=LAYOUTS[report].spans)
                each = await counted_facts(scope, needs, actor=actor)
                heaps = await heaped_facts(scope, needs, actor=actor)
                told = lines_of(report, heaps, today(), calendar)
                assert told == lines_of(report, each, today(), calendar), (actor.role, scope, report)
                assert sum(fact.n for fact in heaps) == sum(fact.n for fact in each)
                seen += told[1].duration.n + sum(told[1].numbers.values())
    assert seen > 1000
