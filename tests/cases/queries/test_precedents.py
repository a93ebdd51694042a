"""Who handled similar cases speaks for a unit, and so do duties; one that ended is named by its successor."""

import pytest

from cases import tables
from cases.clock import today
from cases.queries.duties import Duties
from cases.queries.precedents import Fitting, proposals_from
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
on_sqlite = pytest.mark.parametrize("furnished_url", ["sqlite"], indirect=True)


async def test_units_of_similar_cases_are_proposed_with_their_cases(furnished):
    cast = await cast_of()
    lead, co, other = cast.units
    cases = [await make_case("in_handling", cast=cast, units=2) for _ in range(3)]
    near = {made.id: 1.0 / (1 + rank) for rank, made in enumerate(cases)}
    found = await proposals_from(near, actor=cast.assigner)
    assert [(one.unit, one.leads, one.helps, one.of) for one in found] == [(lead, 3, 0, 3), (co, 0, 3, 3)]
    assert [case.id for case in found[0].cases] == list(near)
    assert (await proposals_from({}, actor=cast.assigner)) == ()
    assert (await proposals_from(near, actor=cast.clerk(2))) == ()
    ended = {tables.Department.until: today(), tables.Department.successor: other}
    await tables.Department.update(ended).where(tables.Department.id == lead)
    assert [one.unit for one in await proposals_from(near, actor=cast.assigner)] == [other, co]
    await tables.Department.update({tables.Department.successor: lead}).where(tables.Department.id == lead)
    assert [one.unit for one in await proposals_from(near, actor=cast.assigner)] == [co], "a circle of reforms ends"


@on_sqlite
async def test_duties_speak_beside_precedents_and_alone(furnished):
    cast = await cast_of()
    lead, co, other = cast.units
    made = await make_case("in_handling", cast=cast, units=2)
    fitting = [
        Fitting(Duties(other, "某局", "某局", ("桥梁",)), 1.0, "桥梁"),
        Fitting(Duties(co, "别的局", "别的局", ("公园",)), 0.05, ""),
    ]
    alone = await proposals_from({}, fitting, actor=cast.assigner)
    assert [(one.unit, one.duty, one.of, one.cases) for one in alone] == [(other, "桥梁", 0, ())]
    both = await proposals_from({made.id: 1.0}, fitting, actor=cast.assigner)
    assert {one.unit for one in both} == {lead, co, other}


@on_sqlite
async def test_the_office_of_another_place_speaks_for_the_same_office_here(furnished):
    cast = await cast_of()
    lead, _, other = cast.units
    made = await make_case("in_handling", cast=cast, units=1)
    await tables.Department.update({tables.Department.key: "there/某局"}).where(tables.Department.id == lead)
    fitting = [Fitting(Duties(other, "本地某局", "某局", ()), 0.0, "")]
    found = await proposals_from({made.id: 1.0}, fitting, actor=cast.assigner, place=10_000)
    assert [(one.unit, one.name, one.leads) for one in found] == [(other, "本地某局", 1)]
    fitting = [Fitting(Duties(other, "本地别的局", "别的局", ()), 0.0, "")]
    assert await proposals_from({made.id: 1.0}, fitting, actor=cast.assigner, place=10_000) == ()
