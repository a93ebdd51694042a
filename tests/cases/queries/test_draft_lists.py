"""Lists of drafts, approvals and deliveries: each person finds what waits for him, and nothing of others."""

import pytest

from cases.queries.draft_lists import (
    approved_lately,
    case_deliveries,
    draft_begun,
    my_deliveries,
    to_approve,
    to_cosign,
    unit_drafts,
)
from cases.vocabulary import FeedbackState, Role
from tests.accounts import actor_as
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


async def test_a_draft_is_in_the_list_of_its_unit_only(case):
    assert await draft_begun(case.lead["id"], actor=case.writer) is None
    reply = await case.drafted()
    assert [row.id for row in await unit_drafts(actor=case.colleague)] == [reply]
    assert await draft_begun(case.lead["id"], actor=case.colleague) == reply
    elsewhere = await actor_as(Role.CLERK, unit=case.made.cast.units[1])
    assert await unit_drafts(actor=elsewhere) == ()
    assert await unit_drafts(actor=case.submitter) == ()
    assert await to_cosign(actor=elsewhere) == ()


async def test_what_waits_for_a_rung_waits_for_that_rung_and_those_above(case):
    await case.asked()
    assert [len(await to_approve(actor=signer)) for signer in case.signers] == [1, 1, 1]
    assert await to_approve(actor=case.writer) == ()


async def test_the_addressee_finds_his_copies(case):
    reply = await case.sent()
    rows = await my_deliveries(actor=case.submitter)
    assert [(row.reply_id, row.state) for row in rows] == [(reply, FeedbackState.AWAITING)]
    assert await my_deliveries(actor=await actor_as(Role.SUBMITTER)) == ()
    assert await my_deliveries(actor=case.writer) == ()
    assert len(await case_deliveries(case.id, actor=case.made.cast.reviewer)) == 1
    assert await case_deliveries(case.id, actor=await actor_as(Role.SUBMITTER)) == ()
    assert [row.id for row in await approved_lately(actor=case.signers[0])] == [reply]
