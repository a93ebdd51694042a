"""Long tables are seen by whoever asked; one that nobody writes any more is said to be stuck."""

from datetime import timedelta

import pytest

from cases.actions.exports import begin_export
from cases.clock import at, now
from cases.errors import NotFound
from cases.queries.exports import export_list, export_row
from cases.vocabulary import Role
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio


async def test_a_table_is_its_owners_and_may_get_stuck(database):
    mine, other = await actor_as(Role.ASSIGNER), await actor_as(Role.ASSIGNER)
    job = await begin_export("cases", "", "提案建议", 9, actor=mine)
    assert (await export_row(job, actor=mine)).going
    assert await export_list(actor=other) == ()
    with pytest.raises(NotFound):
        await export_row(job, actor=other)
    with at(now() + timedelta(minutes=10)):
        (row,) = await export_list(actor=mine)
        assert row.stuck and not row.going
