"""The page of a draft: who sees it, what it shows of co-handlers, versions and steps."""

import pytest

from cases.errors import NotFound
from cases.queries.drafts import draft_page, version_body
from cases.vocabulary import ReplyKind, Role
from tests.accounts import actor_as
from tests.replying import BODY, handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled, units=2)


async def test_the_units_of_the_case_and_the_offices_see_a_draft_and_nobody_else(case):
    reply = await case.drafted()
    cast = case.made.cast
    for actor in (case.writer, case.signers[0], cast.clerk(1), cast.reviewer, cast.assigner):
        page = await draft_page(reply, actor=actor)
        assert page.draft.body == BODY
        assert page.mine == (actor.unit == case.writer.unit)
    for actor in (case.submitter, await actor_as(Role.CLERK, unit=cast.units[2]), await actor_as(Role.ADMIN)):
        with pytest.raises(NotFound):
            await draft_page(reply, actor=actor)


async def test_the_page_knows_its_case_its_units_and_its_rungs(case):
    page = await draft_page(await case.drafted(), actor=case.writer)
    assert page.kind is ReplyKind.REPLY
    assert page.levels == ("处室负责人", "办公室核稿", "分管领导")
    assert [unit.unit for unit in page.co_units] == ["溪口市财政局"]
    assert page.co_units[0].stance is None
    assert page.head.submitters == (case.submitter.name,)
    assert (page.level, page.steps, len(page.meetings)) == (0, (), 1)


async def test_versions_are_read_by_number(case):
    reply = await case.drafted()
    assert await version_body(reply, 0, actor=case.writer) == BODY
    for number in (1, 99):
        with pytest.raises(NotFound):
            await version_body(reply, number, actor=case.writer)
