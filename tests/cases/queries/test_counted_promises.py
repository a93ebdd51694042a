"""Promises counted by the database are those that a list finds one by one, also of papers without a case."""

import pytest

from cases import tables
from cases.actor import OFFICE
from cases.queries.counted_promises import counted_promises, promise_facts
from cases.statistics.needs import Scope
from cases.statistics.reports import TOTAL, key_of
from cases.vocabulary.statistics import Grouping, Measure

pytestmark = pytest.mark.anyio


async def counted(by):
    found = {}
    for fact in await promise_facts(Scope(), by, actor=OFFICE):
        key = key_of(fact, by)[0]
        found[key] = found.get(key, 0) + fact.n
    return found


async def listed(by, key, page=1):
    return await counted_promises(Measure.PROMISED, by, key, Scope(), actor=OFFICE, page=page, per_page=5)


async def test_heaps_and_rows_agree_whatever_the_rows_stand_for(archive):
    c = tables.Commitment
    one, other = [row["id"] for row in await c.select(c.id).where(c.current.eq(True)).limit(2)]
    await c.update({"case": None}).where(c.id == one)
    await c.update({"state": "rejected"}).where(c.id == other)
    whole = await c.count().where(c.current.eq(True)) - 1
    for by in Grouping:
        found = await counted(by)
        assert sum(found.values()) == whole
        for key, number in found.items():
            assert (await listed(by, key))[1] == number, (by, key)
    assert (await listed(Grouping.YEAR, TOTAL))[1] == whole


async def test_pages_of_rows_do_not_overlap_and_nonsense_finds_none(archive):
    first, second = (await listed(Grouping.UNIT, TOTAL))[0], (await listed(Grouping.UNIT, TOTAL, 2))[0]
    assert not set(first) & set(second)
    for by in Grouping:
        assert (await listed(by, "9" * 12))[1] == 0
