"""What is looked for of a draft, and what of an earlier case is shown."""

import pytest

from cases.actions.reviews import Decision, decide
from cases.actor import PUBLIC
from cases.errors import NotFound
from cases.queries.similar import compared_case, matter_of, matters_named, similar_cases
from cases.vocabulary import Verb
from tests.cases.submissions import hall, handed_in, version, written

pytestmark = pytest.mark.anyio


def test_the_matter_of_a_title_is_what_its_frame_holds():
    assert matter_of("关于给公交站 加装座椅的提案") == "给公交站加装座椅"
    assert matter_of("关于的建议") == matter_of("") == ""


async def test_only_what_the_reader_may_see_and_no_drafts(furnished):
    here = await hall()
    draft, sent = await written(here), await handed_in(here)
    filing = Decision(Verb.FILE, category="其他")
    await decide(sent, filing, seen=await version(sent), actor=here.reviewer)
    found = await similar_cases([sent, draft, 10_000, sent], actor=here.reviewer)
    assert [(one.id, one.number, one.written_here, one.open_promises) for one in found] == [(sent, "0001", True, 0)]
    assert await similar_cases([sent, draft], actor=PUBLIC) == ()
    assert await similar_cases([], actor=here.reviewer) == ()


async def test_a_case_is_compared_by_its_title_and_text_as_far_as_the_reader_sees_them(furnished):
    here = await hall()
    draft, sent = await written(here), await handed_in(here)
    own = await compared_case(draft, actor=here.first)
    assert own.draft and not own.received and own.matter and own.text
    read = await compared_case(sent, actor=here.reviewer)
    assert read.received and not read.draft and read.text
    for hidden, actor in ((draft, here.reviewer), (sent, PUBLIC), (10_000, here.reviewer)):
        with pytest.raises(NotFound):
            await compared_case(hidden, actor=actor)
    assert [one.id for one in await matters_named([sent, draft], actor=here.reviewer)] == [sent]
