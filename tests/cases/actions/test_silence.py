"""ASSIGN-6: where the rules take silence for acceptance, the system accepts when the time is over, and says so."""

import asyncio
from datetime import timedelta

import pytest

from cases import tables
from cases.actions.assignments import accept
from cases.actions.returns import request_return
from cases.actions.silence import accept_silent
from cases.clock import today
from cases.database import write_tx
from cases.errors import ChangedMeanwhile
from cases.schemes import current_scheme, data_of
from cases.tables import Assignment, JournalEntry, Notice, Scheme
from cases.vocabulary import Event, Role, Track
from tests.factories import make_case

pytestmark = pytest.mark.anyio
LONG_AGO = today() - timedelta(days=40)


async def given(*, silence=True, assigned_on=LONG_AGO):
    """A case that a lead and a co-handler were given and said nothing to."""
    old = await current_scheme(Track.CPPCC)
    data = data_of(old) | {"silence_accepts": silence}
    async with write_tx():
        await Scheme.insert(Scheme(name=old.name, version=old.version + 1, title=old.title, data=data))
    made = await make_case("assigned", units=2)
    async with write_tx():
        await Assignment.update({Assignment.assigned_on: assigned_on}).where(Assignment.case == made.id)
    return made


async def states(made):
    return [row["state"] for row in await made.assignments()]


async def test_assign_6_silence_is_acceptance_in_the_name_of_the_system(furnished):
    made = await given()
    assert await accept_silent() == 2
    assert await states(made) == ["accepted", "accepted"]
    assert (await made.row())["state"] == "in_handling"
    entries = await JournalEntry.select().where((JournalEntry.case == made.id) & (JournalEntry.verb == "accept"))
    assert {(row["actor"], row["role"]) for row in entries} == {("系统", Role.SYSTEM.value)}
    assert all("视同签收" in row["reason"] for row in entries)
    told = await Notice.select(Notice.person).where(Notice.event == Event.TAKEN_AS_ACCEPTED.value)
    assert {row["person"] for row in told} == {made.cast.clerk(0).person, made.cast.clerk(1).person}
    waiting = (Notice.event == Event.NEW_ASSIGNMENT.value) & Notice.done_at.is_null()
    assert not await Notice.exists().where(waiting)
    assert await accept_silent() == 0


async def test_assign_6_where_the_rules_do_not_say_so_nobody_answers_for_a_unit(furnished):
    made = await given(silence=False)
    assert await accept_silent() == 0
    assert await states(made) == ["pending_accept", "pending_accept"]


async def test_assign_6_until_the_last_day_the_unit_has_its_say(furnished):
    made = await given(assigned_on=today())
    assert await accept_silent() == 0
    assert await states(made) == ["pending_accept", "pending_accept"]


async def test_assign_6_who_asked_to_hand_it_back_was_not_silent(furnished):
    made = await given(assigned_on=today())
    part = await made.assignment(made.cast.units[1])
    await request_return(
        part["id"], part["version"], "不属于本单位职责", "", made.cast.units[2], actor=made.cast.clerk(1)
    )
    async with write_tx():
        await Assignment.update({Assignment.assigned_on: LONG_AGO}).where(Assignment.case == made.id)
    assert await accept_silent() == 1
    assert await states(made) == ["accepted", "return_requested"]


async def test_two_keepers_and_a_clerk_at_once_accept_once(furnished):
    made = await given()
    part = await made.assignment(made.cast.units[0])

    async def by_hand():
        try:
            await accept(part["id"], part["version"], actor=made.cast.clerk(0))
        except ChangedMeanwhile:
            return 0
        return 1

    assert sum(await asyncio.gather(accept_silent(), by_hand(), accept_silent())) == 2
    assert await JournalEntry.count().where((JournalEntry.case == made.id) & (JournalEntry.verb == "accept")) == 2
    assert await tables.Assignment.count().where(tables.Assignment.state == "accepted") == 2
