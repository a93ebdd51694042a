"""A part opened: its days by the rules, its people, what is asked of it, and only for those who may see it."""

from datetime import timedelta

import pytest

from cases.actions.extensions import NewExtension, request_extension
from cases.actions.returns import request_return
from cases.clock import today
from cases.deadlines import due_on, longest_extension
from cases.errors import NotFound
from cases.facts import facts_of
from cases.queries.parts import part_page
from cases.vocabulary import Clock, Role, Verb
from tests.accounts import actor_as
from tests.factories import make_case
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def made(furnished):
    return await once(make_case, "in_handling", units=2)


async def test_a_part_shows_its_days_and_the_units_own_people(made):
    unit = made.cast.units[0]
    approver = await actor_as(Role.APPROVER, unit=unit)
    row, facts = await made.assignment(unit), await facts_of(made.id)
    part = await part_page(row["id"], actor=made.cast.clerk())
    days = [due_on(clock, today(), facts.rules, facts.calendar) for clock in (Clock.ACCEPT, Clock.RETURN)]
    assert [part.accept_by, part.return_until] == days
    assert part.latest == longest_extension(today(), facts.rules, facts.calendar)
    assert [one.id for one in part.approvers] == [approver.person]
    assert {one.id for one in part.people} == {approver.person, made.cast.clerk().person}
    assert part.met == (made.cast.submitter.name,)
    assert part.offer(Verb.PLAN) and not part.offer(Verb.ACCEPT) and not part.offer(Verb.GRANT_RETURN)


async def test_what_is_asked_is_shown_to_whoever_decides(made):
    row = await made.assignment(made.cast.units[0])
    new = NewExtension(row["due_on"] + timedelta(days=3), "还要会商一次")
    await request_extension(row["id"], row["version"], new, actor=made.cast.clerk())
    part = await part_page(row["id"], actor=made.cast.assigner)
    assert (part.asked_extension.asked_due_on, part.asked_return) == (new.asked_due_on, None)
    seen = part.version
    await request_return(row["id"], seen, "职责不在本单位", "", made.cast.units[2], actor=made.cast.clerk())
    part = await part_page(row["id"], actor=made.cast.assigner)
    assert part.asked_return.reason == "职责不在本单位" and part.offer(Verb.GRANT_RETURN)
    assert (await part_page(row["id"], actor=made.cast.submitter)).asked_return is None


async def test_a_strangers_part_is_not_found(made):
    row = await made.assignment(made.cast.units[0])
    for actor, number in ((made.cast.clerk(2), row["id"]), (made.cast.assigner, 987_654)):
        with pytest.raises(NotFound):
            await part_page(number, actor=actor)
