"""Key cases: marked once, described as often as it is settled anew, and marked with the assignment itself."""

import dataclasses

import pytest

from cases import tables
from cases.actions.assignments import Routing, assign
from cases.actions.key_cases import KeyMark, mark_key
from cases.errors import ChangedMeanwhile, Forbidden, NotFromHere
from cases.vocabulary import HandlingKind, Role
from tests.accounts import actor_as
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


@pytest.fixture
async def cast(furnished):
    return await cast_of()


async def test_who_looks_after_it_is_said_anew_in_one_row(cast):
    made, leader = await make_case("assigned", cast=cast), await actor_as(Role.LEADER)
    seen = (await made.row())["version"]
    await mark_key(made.id, seen, KeyMark(supervisor="甲"), actor=leader)
    with pytest.raises(ChangedMeanwhile):
        await mark_key(made.id, seen, KeyMark(supervisor="乙"), actor=leader)
    await mark_key(made.id, seen + 1, KeyMark(committee="某委员会"), actor=leader)
    rows = await tables.KeyCase.select()
    assert [(row["supervisor"], row["committee"]) for row in rows] == [(None, "某委员会")]


async def test_a_case_is_marked_with_its_units_and_stays_marked(cast):
    made = await make_case("filed", cast=cast)
    routing = Routing(HandlingKind.SOLE, cast.units[:1], key_case=True)
    await assign([await made.chosen()], routing, actor=cast.assigner)
    assert (await made.row())["key_case"] and await tables.KeyCase.count() == 1
    other = dataclasses.replace(routing, leads=cast.units[1:2], reason="改由主管单位办理")
    await assign([await made.chosen()], other, actor=cast.assigner)
    assert await tables.KeyCase.count() == 1


async def test_units_do_not_mark_and_nothing_is_marked_before_it_is_filed(cast):
    made = await make_case("in_handling", cast=cast)
    with pytest.raises(Forbidden):
        await mark_key(made.id, (await made.row())["version"], KeyMark(), actor=cast.clerk())
    early = await make_case("in_review", cast=cast)
    with pytest.raises(NotFromHere):
        await mark_key(early.id, (await early.row())["version"], KeyMark(), actor=cast.assigner)
