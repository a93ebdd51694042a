"""A reform ends a unit and keeps it: names, people and open work pass to the heir, each step in the journal."""

from datetime import timedelta

import pytest

from cases.actions.delegations import NewDelegation, delegate
from cases.actions.units import NewUnit, add_unit, describe_unit, merge_unit, rename_unit
from cases.actor import SYSTEM
from cases.clock import today
from cases.errors import FieldMissing, NotFound, NotYetTime, UnitEnded, UnitKnown
from cases.queries.accounts import capacities_of
from cases.queries.loads import units_named
from cases.queries.unit_choices import unit_choices
from cases.queries.units import names_of_unit, unit_row
from cases.tables import Assignment, Delegation, Department, JournalEntry, StaleMark
from cases.vocabulary import CaseState, Role
from tests.accounts import actor_as
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


async def two_units():
    rows = await Department.select().where(Department.until.is_null()).order_by(Department.id).limit(2)
    return rows[0], rows[1]


async def test_a_renamed_unit_lives_on_under_a_row_of_its_own(furnished):
    old, _ = await two_units()
    clerk = await actor_as(Role.CLERK, unit=old["id"])
    moved = await rename_unit(old["id"], "某市综合养老服务局", "养老局", on=today() - DAY, actor=SYSTEM)
    ended, heir = await unit_row(old["id"]), await unit_row(moved.heir)
    assert (ended.name, ended.until, ended.successor.id) == (old["name"], today() - 2 * DAY, moved.heir)
    assert (heir.name, heir.since, heir.people) == ("某市综合养老服务局", today() - DAY, 1)
    assert old["name"] in await names_of_unit(moved.heir)
    assert [one.unit for one in await capacities_of(clerk.person)] == [moved.heir]
    with pytest.raises(UnitEnded):
        await rename_unit(old["id"], "又一个局", "", on=today(), actor=SYSTEM)


async def test_open_work_follows_to_the_heir(furnished):
    cast = await cast_of(units=2)
    first, second = cast.units
    alone = await make_case(CaseState.IN_HANDLING, cast=cast)
    shared = await make_case(CaseState.IN_HANDLING, cast=cast, units=2, title="关于增设社区托育点的提案")
    moved = await merge_unit(first, second, on=today(), actor=SYSTEM)
    assert (moved.heir, moved.assignments, moved.left) == (second, 1, 1)
    (row,) = await alone.assignments()
    assert row["department"] == second
    assert {one["department"] for one in await shared.assignments()} == {first, second}
    told = await JournalEntry.select().where((JournalEntry.case == alone.id) & (JournalEntry.verb == "manage_unit"))
    assert len(told) == 1 and told[0]["thing_id"] == row["id"]
    assert await StaleMark.exists().where((StaleMark.thing == "case") & (StaleMark.thing_id == alone.id))


async def test_what_was_lent_stays_lent(furnished):
    old, heir = await two_units()
    owner, deputy = [await actor_as(Role.HANDLER, unit=old["id"]) for _ in range(2)]
    await delegate(NewDelegation(owner.post, deputy.person, today(), today() + DAY, "外出"), actor=owner)
    await merge_unit(old["id"], heir["id"], on=today(), actor=SYSTEM)
    assert [(one.unit, one.owner) for one in await capacities_of(deputy.person)] == [
        (heir["id"], None),
        (heir["id"], owner.name),
    ]
    assert await Delegation.count() == 1


async def test_what_is_refused_changes_nothing(furnished):
    one, other = await two_units()
    before = await Department.select().order_by(Department.id)
    for act, error in (
        (lambda: rename_unit(one["id"], " ", "", on=today(), actor=SYSTEM), FieldMissing),
        (lambda: rename_unit(one["id"], other["name"], "", on=today(), actor=SYSTEM), UnitKnown),
        (lambda: rename_unit(one["id"], "新名", "", on=today() + DAY, actor=SYSTEM), NotYetTime),
        (lambda: merge_unit(one["id"], one["id"], on=today(), actor=SYSTEM), UnitKnown),
        (lambda: merge_unit(one["id"], 999999, on=today(), actor=SYSTEM), NotFound),
        (lambda: add_unit(NewUnit(one["place"], one["name"], ""), actor=SYSTEM), UnitKnown),
    ):
        with pytest.raises(error):
            await act()
    assert await Department.select().order_by(Department.id) == before
    assert await JournalEntry.count() == 0


async def test_a_new_unit_has_no_work(furnished):
    one, _ = await two_units()
    number = await add_unit(NewUnit(one["place"], "某市长护办", "长护办"), actor=SYSTEM, since=today())
    row = await unit_row(number)
    assert (row.short_name, row.people, row.open_work, row.successor) == ("长护办", 0, 0, None)
    assert await Assignment.count() == 0


async def test_what_a_unit_is_responsible_for_stands_where_units_are_chosen_submit_8_assign(furnished):
    cast = await cast_of(units=1)
    unit, said = cast.units[0], "主管养老服务、社会救助"
    await describe_unit(unit, f" {said} \n", actor=SYSTEM)
    row = await unit_row(unit)
    place = (await Department.select(Department.place).where(Department.id == unit))[0]["place"]
    assert row.duties == said
    assert [one.duties for one in await units_named([unit], actor=cast.assigner)] == [said]
    wished = await unit_choices(row.name, place=place, alike=(), year=2026, actor=cast.submitter)
    assert [one.duties for one in wished if one.id == unit] == [said]
    moved = await rename_unit(unit, "某市新养老服务局", "新养老局", on=today(), actor=SYSTEM)
    assert (await unit_row(moved.heir)).duties == said
    with pytest.raises(UnitEnded):
        await describe_unit(unit, "另一句", actor=SYSTEM)
    await describe_unit(moved.heir, "职" * 999, actor=SYSTEM)
    assert len((await unit_row(moved.heir)).duties) == 300
