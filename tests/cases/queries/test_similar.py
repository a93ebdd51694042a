"""What is looked for of a draft, and what of an earlier case is shown."""

import pytest

from cases.actions.reviews import Decision, decide
from cases.actor import PUBLIC
from cases.queries.similar import questions_of, similar_cases
from cases.vocabulary import Verb
from tests.cases.submissions import hall, handed_in, version, written

pytestmark = pytest.mark.anyio


def test_the_matter_of_a_title_and_the_first_things_asked_for():
    asked = questions_of("关于给公交站加装座椅的提案", "一、装座椅。二、公布电话！\n其他按惯例办理；")
    assert asked[0] == "给公交站加装座椅"
    assert "一 装座椅" in asked
    assert len(asked) <= 4
    assert questions_of("", "") == ()


async def test_only_what_the_reader_may_see_and_no_drafts(database):
    here = await hall()
    draft, sent = await written(here), await handed_in(here)
    filing = Decision(Verb.FILE, category="其他")
    await decide(sent, filing, seen=await version(sent), actor=here.reviewer)
    found = await similar_cases([sent, draft, 10_000, sent], actor=here.reviewer)
    assert [(one.id, one.number, one.written_here, one.open_promises) for one in found] == [(sent, "0001", True, 0)]
    assert await similar_cases([sent, draft], actor=PUBLIC) == ()
    assert await similar_cases([], actor=here.reviewer) == ()
