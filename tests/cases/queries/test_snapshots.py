"""Frozen tables are listed for the offices and for nobody else."""

import pytest

from cases.actions.snapshots import take_snapshot
from cases.actor import PUBLIC
from cases.errors import NotFound
from cases.queries.snapshots import snapshot_list, snapshot_page
from cases.statistics.needs import Scope
from cases.vocabulary import Role, Track
from cases.vocabulary.statistics import Report
from tests.accounts import actor_as

pytestmark = pytest.mark.anyio


async def test_the_newest_stands_first_and_a_scope_comes_back_as_it_was(furnished):
    officer = await actor_as(Role.OVERSIGHT)
    scope = Scope(years=(2026, 2025), track=Track.NPC)
    first = await take_snapshot(Report.YEARS, Scope(), "甲", actor=officer)
    second = await take_snapshot(Report.UNITS, scope, "乙", actor=officer)
    assert [(row.id, row.title) for row in await snapshot_list(actor=officer)] == [(second, "乙"), (first, "甲")]
    assert (await snapshot_page(second, actor=officer)).scope == scope


async def test_others_find_none(furnished):
    made = await take_snapshot(Report.YEARS, Scope(), "甲", actor=await actor_as(Role.OVERSIGHT))
    for actor in (PUBLIC, await actor_as(Role.CLERK), await actor_as(Role.SUBMITTER)):
        assert await snapshot_list(actor=actor) == ()
        with pytest.raises(NotFound):
            await snapshot_page(made, actor=actor)
