"""Ratings as addressees and offices see them; before it is sent nobody of the unit sees the form."""

import pytest

from cases.errors import NotFound
from cases.queries.ratings import conclusion_page, rating_page
from cases.vocabulary import Role, Score
from tests.accounts import actor_as
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


async def answered():
    case = await handled()
    case.sent_reply = await case.sent()
    case.delivery = (await case.deliveries(case.sent_reply))[0]["id"]
    return case


@pytest.fixture
async def case(database):
    return await once(answered)


async def test_the_form_is_open_for_the_addressee_and_for_paper_only(case):
    mine = await rating_page(case.delivery, actor=case.submitter)
    assert (mine.open, mine.on_paper, mine.given, mine.counts) == (True, False, (), True)
    paper = await rating_page(case.delivery, actor=case.made.cast.reviewer)
    assert (paper.open, paper.on_paper) == (True, True)
    for actor in (case.writer, case.signers[-1], case.made.cast.assigner, await actor_as(Role.SUBMITTER)):
        with pytest.raises(NotFound):
            await rating_page(case.delivery, actor=actor)


async def test_the_page_after_the_reply_shows_ratings_and_acts(case):
    await case.rated(case.sent_reply, Score.DISSATISFIED, "没有回答费用")
    page = await conclusion_page(case.id, actor=case.made.cast.reviewer)
    assert [(one.name, one.given[-1].told) for one in page.ratings] == [(case.submitter.name, "没有回答费用")]
    assert page.offer("order_rehandle").blocked is None
    assert page.offer("conclude").blocked is not None
    assert page.offer("archive") is None
    with pytest.raises(NotFound):
        await conclusion_page(case.id, actor=await actor_as(Role.SUBMITTER))
    with pytest.raises(NotFound):
        await conclusion_page(999_999, actor=case.made.cast.reviewer)
