"""Units are found by what people type, with what they have in hand and whether anybody could accept."""

from datetime import timedelta

import pytest

from cases import tables
from cases.clock import today
from cases.queries.loads import busy_units, find_units, units_named, with_clerks
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


@pytest.fixture
async def cast(furnished):
    return await cast_of()


async def unit(name, **columns):
    place = (await tables.Place.select(tables.Place.id).order_by(tables.Place.id).first())["id"]
    row = tables.Department(place=place, name=name, short_name=columns.pop("short_name", ""), **columns)
    await tables.Department.insert(row)
    return row.id


@pytest.mark.parametrize("typed", ["渡口管理处", "渡管", "dkgl", "DKGL", "渡口 管理", "轮渡站"])
async def test_a_unit_is_found_by_name_short_name_initials_or_another_name(cast, typed):
    wanted = await unit("某市渡口管理处", short_name="渡管处")
    alias = tables.DepartmentAlias(department=wanted, alias="轮渡站", folded="轮渡站")
    await tables.DepartmentAlias.insert(alias)
    assert wanted in {one.id for one in await find_units(typed, actor=cast.assigner)}


async def test_nothing_typed_and_what_has_ended_find_nothing(cast):
    ended = await unit("某市渡口管理处", until=today())
    assert await find_units("  ", actor=cast.assigner) == ()
    assert await find_units("渡口管理处", actor=cast.assigner) == ()
    assert await units_named([ended, 987_654], actor=cast.assigner) == ()


async def test_loads_count_open_parts_and_late_ones(cast):
    lead, co = cast.units[:2]
    made = await make_case("in_handling", cast=cast, units=2)
    await make_case("assigned", cast=cast)
    await make_case("filed", cast=cast)
    late = {tables.Assignment.due_on: today() - timedelta(days=1)}
    await tables.Assignment.update(late).where(tables.Assignment.case == made.id)
    found = {one.id: (one.leads, one.helps, one.late, one.clerk) for one in await busy_units(actor=cast.assigner)}
    assert found == {lead: (2, 0, 1, True), co: (0, 1, 1, True)}
    assert [one.id for one in await units_named([co, lead], actor=cast.assigner)] == [co, lead]


async def test_a_unit_whose_clerk_cannot_enter_is_without_one(cast):
    lead, other = cast.units[:2]
    assert await with_clerks([lead, other]) == {lead, other}
    account = tables.Account.person == cast.clerk().person
    await tables.Account.update({tables.Account.disabled_at: tables.Account.created_at}).where(account)
    over = {tables.Post.until: today() - timedelta(days=1)}
    await tables.Post.update(over).where(tables.Post.person == cast.clerk(1).person)
    assert await with_clerks([lead, other]) == frozenset()
