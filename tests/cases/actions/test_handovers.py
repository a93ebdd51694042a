"""Nobody leaves with work in his hands, and only people of the unit who may do it take it over."""

import pytest

from cases.actions.accounts import disable
from cases.actions.handovers import hand_over
from cases.actor import SYSTEM
from cases.errors import NotFound, OpenWorkLeft
from cases.queries.open_work import heirs_of, open_work_of
from cases.tables import Account, Assignment, JournalEntry
from cases.vocabulary import CaseState, Role
from tests.accounts import actor_as
from tests.factories import make_case

pytestmark = pytest.mark.anyio


async def in_hand(column):
    """A case in handling, somebody of its unit who has it in hand, and the assignment."""
    made = await make_case(CaseState.IN_HANDLING)
    (row,) = await made.assignments()
    role = Role.HANDLER if column is Assignment.handler else Role.APPROVER
    leaving, heir = [await actor_as(role, unit=row["department"]) for _ in range(2)]
    await Assignment.update({column: leaving.person}).where(Assignment.id == row["id"])
    return made, row["id"], leaving, heir


@pytest.mark.parametrize("column", [Assignment.handler, Assignment.approver])
async def test_work_is_handed_over_and_then_the_account_closes(furnished, column):
    made, assignment, leaving, heir = await in_hand(column)
    account = (await Account.select(Account.id).where(Account.person == leaving.person))[0]["id"]
    with pytest.raises(OpenWorkLeft):
        await disable(account, actor=SYSTEM, reason="调离")
    (work,) = await open_work_of(leaving.person)
    assert (work.assignment, work.case) == (assignment, made.id)
    assert heir.person in {option.id for option in await heirs_of(work, leaving=leaving.person)}
    assert await hand_over(leaving.person, {assignment: heir.person}, actor=SYSTEM) == 1
    assert [one.assignment for one in await open_work_of(heir.person)] == [assignment]
    assert await JournalEntry.exists().where((JournalEntry.case == made.id) & (JournalEntry.new == heir.name))
    await disable(account, actor=SYSTEM, reason="调离")


async def test_neither_strangers_nor_foreign_work(furnished):
    _, assignment, leaving, _ = await in_hand(Assignment.handler)
    stranger = await actor_as(Role.OVERSIGHT)
    for heirs in ({assignment: stranger.person}, {assignment: leaving.person}, {assignment + 1: stranger.person}):
        with pytest.raises(NotFound):
            await hand_over(leaving.person, heirs, actor=SYSTEM)
    assert len(await open_work_of(leaving.person)) == 1
