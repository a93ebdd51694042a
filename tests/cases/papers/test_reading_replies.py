"""The words of replies for papers: of the letter once signed, of the draft before, none where they are not shown."""

import pytest

from cases.actor import PUBLIC
from cases.facts import facts_of
from cases.papers.reading_replies import replies_of
from cases.papers.reading_rows import names_for
from cases.vocabulary import Decision, TextKind
from tests.replying import BODY, handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


async def read(case, actor):
    facts = await facts_of(case.id)
    return await replies_of(facts, await names_for(facts, actor), actor)


async def test_a_draft_has_the_words_that_are_being_written(case):
    await case.drafted(body="正在写。")
    (reply,) = await read(case, case.writer)
    assert (reply.body, reply.final, reply.drafter) == ("正在写。", False, case.writer.name)
    assert await read(case, case.submitter) == ()
    assert await read(case, PUBLIC) == ()


async def test_a_signed_one_has_the_words_of_the_letter_and_every_step(case):
    await case.signed()
    (reply,) = await read(case, case.writer)
    assert reply.body == BODY
    assert reply.final
    assert [step.decision for step in reply.steps] == [Decision.AGREED, Decision.AGREED, Decision.SIGNED]
    assert TextKind.SIGNED in [version.kind for version in reply.versions]
    assert reply.contact_phone == "0571-85250001"
    assert reply.class_label


async def test_the_submitter_reads_the_letter_once_it_is_sent(case):
    await case.sent()
    (reply,) = await read(case, case.submitter)
    assert (reply.body, reply.steps, reply.versions) == (BODY, (), ())
