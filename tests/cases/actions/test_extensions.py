"""More time: never for the asking alone, never past the longest, and the case is due with its last unit."""

from datetime import timedelta

import pytest

from cases import tables
from cases.actions.extensions import NewExtension, approve_extension, latest_day, refuse_extension, request_extension
from cases.clock import today
from cases.errors import ComesFirst, DayUnfit, Forbidden, NotFound, ReasonMissing
from cases.facts import facts_of
from tests.factories import cast_of, make_case
from tests.situations import once

pytestmark = pytest.mark.anyio
WHY = "还需要实地调研"


@pytest.fixture
async def made(furnished):
    return await once(make_case, "in_handling")


async def ask(made, days=10, **more):
    part = await made.assignment(made.cast.units[0])
    new = NewExtension(part["due_on"] + timedelta(days=days), more.pop("reason", WHY), **more)
    return await request_extension(part["id"], part["version"], new, actor=made.cast.clerk())


async def version(made):
    return (await made.assignment(made.cast.units[0]))["version"]


async def test_granted_twice_the_first_day_is_the_very_first(made):
    first = (await made.assignment(made.cast.units[0]))["due_on"]
    for days in (5, 6):
        request = await ask(made, days, submitter_told_on=today())
        await approve_extension(request, await version(made), "", None, actor=made.cast.assigner)
    part = await made.assignment(made.cast.units[0])
    assert (part["first_due_on"], part["due_on"]) == (first, first + timedelta(days=11))
    assert (await made.row())["due_on"] == part["due_on"]


async def test_a_co_handlers_day_does_not_move_the_case(furnished):
    made = await make_case("in_handling", cast=await cast_of(), units=2)
    due, co = (await made.row())["due_on"], await made.assignment(made.cast.units[1])
    await tables.Assignment.update({"state": "accepted"}).where(tables.Assignment.id == co["id"])
    new = NewExtension(co["due_on"] + timedelta(days=4), WHY, today())
    request = await request_extension(co["id"], co["version"], new, actor=made.cast.clerk(1))
    seen = (await made.assignment(made.cast.units[1]))["version"]
    await approve_extension(request, seen, "", None, actor=made.cast.assigner)
    assert (await made.row())["due_on"] == due
    assert (await made.assignment(made.cast.units[1]))["due_on"] == co["due_on"] + timedelta(days=4)


async def test_the_longest_day_may_be_asked_for_and_the_next_not(made):
    facts = await facts_of(made.id)
    part = await made.assignment(made.cast.units[0])
    longest = (latest_day(facts, part) - part["due_on"]).days
    with pytest.raises(DayUnfit):
        await ask(made, longest + 1)
    await ask(made, longest)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"days": 0}, DayUnfit), ({"days": -1}, DayUnfit), ({"reason": "忙"}, ReasonMissing),
        ({"submitter_told_on": today() + timedelta(days=1)}, DayUnfit),
    ],
)  # fmt: skip
async def test_what_does_not_fit_leaves_no_request(made, more, error):
    with pytest.raises(error):
        await ask(made, **more)
    assert await tables.Extension.count() == 0


async def test_after_the_day_it_is_too_late(made):
    past = {tables.Assignment.due_on: today() - timedelta(days=1)}
    await tables.Assignment.update(past).where(tables.Assignment.case == made.id)
    with pytest.raises(ComesFirst):
        await ask(made, 20)


async def test_nobody_decides_twice_nor_without_having_told_nor_in_his_own_case(made):
    request = await ask(made)
    with pytest.raises(ComesFirst):
        await approve_extension(request, await version(made), "", None, actor=made.cast.assigner)
    with pytest.raises(Forbidden):
        await approve_extension(request, await version(made), "", today(), actor=made.cast.clerk())
    with pytest.raises(NotFound):
        await refuse_extension(987_654, 1, WHY, actor=made.cast.assigner)
    await refuse_extension(request, await version(made), "请按期办结", actor=made.cast.assigner)
    with pytest.raises(ComesFirst):
        await refuse_extension(request, await version(made), "请按期办结", actor=made.cast.assigner)
