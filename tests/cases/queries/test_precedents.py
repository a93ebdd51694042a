"""Who handled similar cases speaks for a unit; a unit that ended is named by the one that followed."""

import pytest

from cases import tables
from cases.clock import today
from cases.queries.precedents import proposals_from
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_units_of_similar_cases_are_proposed_with_their_cases(furnished):
    cast = await cast_of()
    lead, co, other = cast.units
    cases = [await make_case("in_handling", cast=cast, units=2) for _ in range(3)]
    ids = [made.id for made in cases]
    found = await proposals_from([*ids, ids[0]], actor=cast.assigner)
    assert [(one.unit, one.leads, one.helps, one.of) for one in found] == [(lead, 3, 0, 3), (co, 0, 3, 3)]
    assert [case.id for case in found[0].cases] == ids
    assert (await proposals_from(ids, actor=cast.assigner, without=ids)) == ()
    assert (await proposals_from(ids, actor=cast.clerk(2))) == ()
    ended = {tables.Department.until: today(), tables.Department.successor: other}
    await tables.Department.update(ended).where(tables.Department.id == lead)
    assert [one.unit for one in await proposals_from(ids, actor=cast.assigner)] == [other, co]
    await tables.Department.update({tables.Department.successor: lead}).where(tables.Department.id == lead)
    assert [one.unit for one in await proposals_from(ids, actor=cast.assigner)] == [co], "a circle of reforms ends"
