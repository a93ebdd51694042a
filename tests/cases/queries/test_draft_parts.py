"""Parts of a reply on its way: steps know which text they left, lost texts what they were begun from."""

import pytest

from cases.actions.approvals import approve, send_back
from cases.actions.drafts import Collided, save_draft
from cases.queries.draft_parts import copies, steps
from cases.queries.drafts import draft_page
from tests.replying import BODY, handled

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await handled()


async def test_a_step_without_changes_leads_nowhere_approve_2(case):
    reply = await case.asked()
    await approve(reply, await case.seen(reply), actor=case.signers[0])
    await send_back(reply, await case.seen(reply), actor=case.signers[1], reason="请补充完成时限")
    assert [one.before for one in (await draft_page(reply, actor=case.writer)).steps] == [0, 0]


async def test_a_step_with_changes_names_both_texts_approve_2(case):
    reply = await case.asked()
    await approve(reply, await case.seen(reply), actor=case.signers[-1], body=BODY + "\n附件一份。")
    (step,) = (await draft_page(reply, actor=case.writer)).steps
    assert (step.before, step.version) == (1, 2)
    assert steps([], []) == ()


async def test_a_text_that_lost_keeps_what_it_was_begun_from_draft_12(case):
    reply = await case.drafted()
    said = await save_draft(reply, case.draft(body="另一份"), base=1, actor=case.colleague, began="开始时的正文")
    assert isinstance(said, Collided)
    (copy,) = await copies(reply, case.colleague)
    assert (copy.body, copy.began) == ("另一份", "开始时的正文")
    assert await copies(reply, case.writer) == ()
