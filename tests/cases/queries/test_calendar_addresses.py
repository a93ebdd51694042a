"""Whose calendar an address opens: its owner's in his own post, as long as both last."""

from datetime import timedelta

import pytest

from cases import database
from cases.actions.accounts import disable
from cases.actions.calendar_addresses import open_calendar
from cases.actor import SYSTEM
from cases.clock import today
from cases.errors import NotFound
from cases.queries.calendar_addresses import living_address, owner_of, tasks_due
from cases.queries.queue import QueueFilter, queue_of
from cases.tables import Account, Post
from cases.vocabulary import CaseState, Role
from tests.accounts import actor_as
from tests.factories import make_case

pytestmark = pytest.mark.anyio


@pytest.fixture
async def clerk(sqlite_samples, anyio_backend):
    await database.open_database(sqlite_samples, migrated=False)
    made = await make_case(CaseState.IN_HANDLING)
    yield await actor_as(Role.CLERK, unit=made.cast.units[0])
    await database.close()


async def test_it_opens_what_its_owner_has_before_him_and_tells_no_title(clerk):
    assert await living_address(actor=clerk) is None
    owner = await owner_of(await open_calendar(actor=clerk))
    assert owner == clerk
    assert await living_address(actor=clerk) is not None
    due = [row for row in (await queue_of(QueueFilter(), actor=clerk, per_page=100)).rows.rows if row.due_on]
    tasks = await tasks_due(actor=owner)
    assert sorted((t.case_id, t.what, t.due_on) for t in tasks) == sorted((r.case_id, r.what, r.due_on) for r in due)
    assert len({task.key for task in tasks}) == len(tasks)
    assert not any(row.title in str(task) for row, task in zip(due, tasks, strict=True))


@pytest.mark.parametrize("ended", ["account", "post", "unknown"])
async def test_rights_that_end_end_here_at_once(clerk, ended):
    secret = await open_calendar(actor=clerk)
    if ended == "account":
        account = await Account.select(Account.id).where(Account.person == clerk.person).first()
        await disable(account["id"], reason="离职", actor=SYSTEM)
    elif ended == "post":
        await Post.update({Post.until: today() - timedelta(1)}).where(Post.id == clerk.post)
    else:
        secret = secret[:-1] + "?"
    with pytest.raises(NotFound):
        await owner_of(secret)
