"""What is found before a draft goes up: rules and words together, each with the place where it is mended."""

import pytest

from cases.actions.checking import look_over
from cases.errors import NotFound
from cases.vocabulary.writing import Check
from tests.replying import handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


async def test_an_empty_draft_is_told_everything_at_once(case):
    reply = await case.drafted(
        body="", answered=(), addressee="", result_class="", disclosure=None, contact_person="", contact_phone=""
    )
    look = await look_over(reply, actor=case.writer)
    assert {one.step for one in look.findings if one.check is Check.RULE} == {
        "text_written", "class_set", "disclosure_set", "contact_named", "promises_declared",
    }  # fmt: skip
    assert [one.place for one in look.findings if one.check is Check.POINT_OPEN] == ["point-0"]
    assert all(one.said and one.place for one in look.findings)


async def test_a_whole_draft_has_no_findings(case):
    look = await look_over(await case.drafted(), actor=case.writer)
    assert look.findings == ()
    assert (len(look.promises), look.points, look.late) == (1, ("每个社区设一处。",), ())


async def test_strangers_learn_nothing(case):
    reply = await case.drafted()
    with pytest.raises(NotFound):
        await look_over(reply, actor=case.submitter)
