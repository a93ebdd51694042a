"""What a unit said in other cases stands beside its draft: open promises, numbers, letters drawn upon (DRAFT-7, -9)."""

import pytest

from cases.actions.checking import look_over
from cases.actions.said_before import earlier_letter
from cases.errors import NotFound
from cases.tables import Case, Commitment
from cases.vocabulary.writing import Check
from tests.replying import BODY, handled

pytestmark = pytest.mark.anyio
PROMISE = "我局将于2027年底前新增助餐点80处"
TITLE = "关于增设社区助餐点的提案"


@pytest.fixture
async def cases(database):
    """Two cases of one unit on one matter; the first is answered."""
    found = [await handled() for _ in range(2)]
    await Case.update({Case.title: TITLE}).where(Case.id.is_in([one.id for one in found]))
    return (*found, await found[0].sent())


def kinds(look):
    return {one.check for one in look.findings}


async def test_an_open_promise_that_the_draft_leaves_out_draft_9(cases):
    _, case, earlier = cases
    reply = await case.drafted(body="您提出的意见收悉，现答复如下：\n一、我局已安排专人走访每个社区，设一处意见箱。")
    look = await look_over(reply, actor=case.writer)
    (open_one,) = look.before.promises
    assert open_one.row.quote == PROMISE
    assert (open_one.mentioned, open_one.asked_for) == (False, True)
    assert open_one.row.case_id == (await case.reply(earlier))["case"]
    assert [one.place for one in look.findings if one.check is Check.PROMISE_UNSAID] == [f"open-{open_one.row.id}"]


async def test_it_goes_away_when_it_is_mentioned_or_settled_draft_9(cases):
    _, case, _ = cases
    reply = await case.drafted()
    look = await look_over(reply, actor=case.writer)
    assert look.before.promises[0].mentioned
    assert Check.PROMISE_UNSAID not in kinds(look)
    await Commitment.update({Commitment.state: "fulfilled"}, force=True)
    assert (await look_over(reply, actor=case.writer)).before.promises == ()


async def test_a_letter_written_off_from_an_earlier_one_draft_7(cases):
    _, case, earlier = cases
    look = await look_over(await case.drafted(), actor=case.writer)
    (drawn,) = look.before.letters
    assert (drawn.letter.id, drawn.share > 0.9) == (earlier, True)
    assert Check.TAKEN_OVER in kinds(look)
    row, text = await earlier_letter(earlier, actor=case.writer)
    assert (row.id, BODY in text) == (earlier, True)
    with pytest.raises(NotFound):
        await earlier_letter(999, actor=case.writer)


async def test_a_number_that_shrank_draft_10(cases):
    _, case, _ = cases
    body = BODY.replace("已设助餐点120处", "已设助餐点60处")
    look = await look_over(await case.drafted(body=body), actor=case.writer)
    assert Check.FIGURES_DIFFER in kinds(look)
    assert look.before.against[0].earlier.printed == "120处"
