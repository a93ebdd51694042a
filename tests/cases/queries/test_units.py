"""Units and bodies by name, as options, and in numbers."""

import pytest

from cases.errors import NotFound
from cases.queries.units import (
    body_named,
    body_options,
    names_of_unit,
    place_options,
    unit_list,
    unit_named,
    unit_options,
    unit_row,
)
from cases.tables import Department
from cases.vocabulary import CaseState, Role
from tests.accounts import actor_as
from tests.factories import make_case

pytestmark = pytest.mark.anyio


async def test_names_lead_to_their_unit_or_body(furnished):
    for option in (await unit_options())[:3]:
        rows = await Department.select(Department.id).where(Department.name == option.name)
        if len(rows) == 1:
            assert await unit_named(option.name) == option.id
    body = (await body_options())[0]
    assert await body_named(body.name) == body.id
    for ask in (unit_named, body_named):
        with pytest.raises(NotFound):
            await ask("没有这个地方")


async def test_people_and_open_work_are_counted(furnished):
    made = await make_case(CaseState.IN_HANDLING)
    unit = made.cast.units[0]
    before = (await unit_row(unit)).people
    await actor_as(Role.HANDLER, unit=unit)
    row = await unit_row(unit)
    assert (row.people, row.open_work) == (before + 1, 1)
    with pytest.raises(NotFound):
        await unit_row(999999)


async def test_the_list_holds_all_and_is_searched(furnished):
    everything = await unit_list(per_page=100)
    assert everything.total == await Department.count()
    some = await unit_list(text="民政")
    assert 0 < some.total < everything.total
    assert all("民政" in row.name + row.short_name for row in some.rows)


async def test_units_of_one_place_and_their_other_names(furnished):
    place = next(iter(await place_options()))
    there = {option.id for option in await unit_options(place=place.id)}
    assert there <= {option.id for option in await unit_options()}
    named = await unit_named("杭州市卫生健康委员会")
    assert len(await names_of_unit(named)) == len(set(await names_of_unit(named)))
