"""Who has a draft open: others for a while, never oneself, the same for every process over one database."""

from datetime import timedelta

import pytest

from cases import tables
from cases.actions.presences import KEPT, STALE, also_open
from cases.actor import PUBLIC
from cases.clock import at, now
from tests.replying import handled

pytestmark = pytest.mark.anyio


async def other_draft():
    return await (await handled()).drafted()


async def test_others_are_named_until_they_are_stale(furnished):
    case = await handled()
    reply = await case.drafted()
    one, two = case.writer, case.signers[0]
    start = now()
    assert await also_open(reply, actor=PUBLIC) == ()
    assert await also_open(reply, actor=one) == ()
    assert await also_open(reply, actor=two) == (one.name,)
    assert await also_open(reply, actor=one) == (two.name,)
    assert await also_open(await other_draft(), actor=two) == ()
    with at(start + STALE + timedelta(seconds=5)):
        assert await also_open(reply, actor=one) == ()
    with at(start + KEPT + 2 * STALE):
        await also_open(reply, actor=two)
        await also_open(reply, actor=case.signers[-1])
    assert await tables.DraftPresence.count().where(tables.DraftPresence.person == one.person) == 0
