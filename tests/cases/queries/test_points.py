"""What a unit has to answer: the rule's points until it cut them, and nothing for whom it is none of his business."""

import pytest

from cases.actions.drafts import start_draft
from cases.actions.points import correct_points
from cases.errors import NotFound
from cases.queries.points import points_page
from cases.vocabulary import Role
from tests.accounts import actor_as
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


async def test_the_rule_cuts_until_the_unit_does(database):
    case = await once(handled)
    reply = await start_draft(case.lead["id"], actor=case.writer)
    before = await points_page(reply, actor=case.writer)
    assert before.points and not before.own
    first = before.points[0]
    await correct_points(reply, first[: len(first) // 2], actor=case.writer)
    after = await points_page(reply, actor=case.colleague)
    assert after.own and after.points == (first[: len(first) // 2],)
    assert first[len(first) // 2 :].strip() in "".join(after.left_out)
    assert after.version == before.version + 1
    with pytest.raises(NotFound):
        await points_page(reply, actor=await actor_as(Role.HANDLER, unit=case.made.cast.units[-1]))
