"""Publishing: by somebody else than the writer, each personal word seen, names kept hidden, and back again."""

import pytest

from cases.actions.publications import publish, withdraw
from cases.actor import PUBLIC
from cases.database import write_tx
from cases.errors import ComesFirst, Forbidden, NotFound, NotScreened, ReasonMissing, Withdrawn
from cases.queries.cases import case_page
from cases.queries.commitments import CommitmentFilter, commitment_list
from cases.queries.publications import publication_page
from cases.queries.replies import ReplyFilter, reply_list, reply_row
from cases.tables import Case, Publication, Reply
from cases.vocabulary import Disclosure
from tests.replying import BODY, handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


async def sent(case, **more):
    reply = await case.sent(**more)
    return reply, case.made.cast.reviewer


async def keys(reply, actor, further=()):
    return {one.key for one in (await publication_page(reply, actor=actor, further=further)).stretches}


async def version(case, reply):
    return (await case.reply(reply))["version"]


async def text_for_public(case):
    page = await case_page(case.id, actor=PUBLIC)
    runs = [run for one in page.replies for paragraph in one.letter.paragraphs for run in paragraph.runs]
    return "".join(piece.text for run in runs for piece in run.pieces)


async def test_the_public_reads_it_with_every_personal_word_hidden(case):
    reply, reviewer = await sent(case, body=BODY + "\n问题请致电13800138000，找乙科长。")
    with pytest.raises(NotFound):
        await case_page(case.id, actor=PUBLIC)
    further = ("乙科长",)
    screened = await keys(reply, reviewer, further)
    await publish(reply, await version(case, reply), screened=screened, further=further, actor=reviewer)
    text = await text_for_public(case)
    assert "新增助餐点80处" in text
    for hidden in ("13800138000", "乙科长", "85250001", "方静"):
        assert hidden not in text
    rows = await reply_list(ReplyFilter(), actor=PUBLIC)
    assert [row.id for row in rows.rows] == [reply]
    assert (await commitment_list(CommitmentFilter(), actor=PUBLIC)).total == 1


async def test_each_personal_word_has_to_be_seen(case):
    reply, reviewer = await sent(case)
    every = await keys(reply, reviewer)
    assert len(every) >= 2
    for left in (set(), set(sorted(every)[1:])):
        with pytest.raises(NotScreened):
            await publish(reply, await version(case, reply), screened=left, actor=reviewer)
    assert (await case.reply(reply))["audience"] == "parties"
    assert await Publication.count() == 0


async def test_a_name_that_is_kept_is_hidden_everywhere(case):
    reply, reviewer = await sent(case, addressee=case.submitter.name + "委员")
    async with write_tx():
        await Case.update({Case.identity_kept: True}).where(Case.id == case.id)
    screened = await keys(reply, reviewer)
    await publish(reply, await version(case, reply), screened=screened, actor=reviewer)
    assert case.submitter.name not in await text_for_public(case)
    page = await case_page(case.id, actor=PUBLIC)
    assert page.submitters == ()
    assert all(one.addressee is None for one in page.replies)
    values = [value.text for one in page.replies for value in one.source.values]
    assert not any(case.submitter.name in text for text in values)


@pytest.mark.parametrize("disclosure", [Disclosure.CLOSED, Disclosure.ON_REQUEST])
async def test_what_is_not_for_the_public_stays_inside(case, disclosure):
    reply, reviewer = await sent(case, disclosure=disclosure, disclosure_reason="涉及内部事项")
    with pytest.raises(ComesFirst):
        await publish(reply, await version(case, reply), screened=await keys(reply, reviewer), actor=reviewer)


async def test_without_consent_or_by_the_writer_nothing_goes_out(case):
    case.writer = case.made.cast.clerk()
    reply, reviewer = await sent(case)
    screened = await keys(reply, reviewer)
    with pytest.raises(ComesFirst, match="起草人"):
        await publish(reply, await version(case, reply), screened=screened, actor=case.writer)
    for actor, error in ((case.submitter, Forbidden), (case.colleague, Forbidden), (case.signers[0], Forbidden)):
        with pytest.raises(error):
            await publish(reply, await version(case, reply), screened=screened, actor=actor)
    async with write_tx():
        await Case.update({Case.consent_publish: False}).where(Case.id == case.id)
    with pytest.raises(ComesFirst):
        await publish(reply, await version(case, reply), screened=screened, actor=reviewer)


async def test_what_was_taken_back_is_gone_and_may_come_again(case):
    reply, reviewer = await sent(case)
    screened = await keys(reply, reviewer)
    await publish(reply, await version(case, reply), screened=screened, actor=reviewer)
    with pytest.raises(ReasonMissing):
        await withdraw(reply, await version(case, reply), reason="", actor=reviewer)
    await withdraw(reply, await version(case, reply), reason="数据有误需要更正", actor=reviewer)
    with pytest.raises(Withdrawn):
        await reply_row(reply, actor=PUBLIC)
    with pytest.raises(NotFound):
        await case_page(case.id, actor=PUBLIC)
    assert (await commitment_list(CommitmentFilter(), actor=PUBLIC)).total == 0
    await publish(reply, await version(case, reply), screened=screened, actor=reviewer)
    assert (await reply_row(reply, actor=PUBLIC)).id == reply
    assert (await Reply.select(Reply.audience).where(Reply.id == reply))[0]["audience"] == "public"
