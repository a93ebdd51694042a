"""What somebody has in hand: open assignments that name him, the most urgent first."""

import pytest

from cases.queries.open_work import heirs_of, open_work_of
from cases.tables import Assignment
from cases.vocabulary import AssignmentState, CaseState, Role
from tests.accounts import actor_as
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_only_open_work_of_his_own(furnished):
    cast = await cast_of()
    made = [await make_case(CaseState.IN_HANDLING, cast=cast, title=f"关于第{n}项的提案") for n in range(3)]
    handler = await actor_as(Role.HANDLER, unit=cast.units[0])
    approver = await actor_as(Role.APPROVER, unit=cast.units[0])
    first, second, third = [(await one.assignments())[0]["id"] for one in made]
    await Assignment.update({Assignment.handler: handler.person}).where(Assignment.id.is_in([first, second]))
    await Assignment.update({Assignment.approver: approver.person}).where(Assignment.id == third)
    await Assignment.update({Assignment.state: AssignmentState.DONE.value}).where(Assignment.id == second)
    (work,) = await open_work_of(handler.person)
    assert (work.assignment, work.as_approver) == (first, False)
    assert {one.id for one in await heirs_of(work, leaving=handler.person)} == {cast.clerk().person}
    (other,) = await open_work_of(approver.person)
    assert other.as_approver
    assert await heirs_of(other, leaving=approver.person) == ()
