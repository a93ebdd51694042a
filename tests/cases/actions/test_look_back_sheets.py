"""A sheet from the first word to the last judgement: reports are the unit's, verification is another's."""

import pytest

from cases import tables
from cases.actions.look_back_sheets import Answer, Decision, decide_sheet, fill_sheet, hand_in_sheet
from cases.errors import Forbidden, NotFound, SheetIncomplete, SheetLocked, SheetMoved, StoppedAt
from cases.vocabulary import SheetState, Stage, Verdict
from tests.cases.looking_back import LookedBack

pytestmark = pytest.mark.anyio


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


SAID = "三处驿站都已验收并开放"


async def answers_of(made, *, stages=(Stage.DONE, Stage.UNDER_WAY), asked="A"):
    """What the unit says of two replies: the first promise is kept and the reply should be class A, the other not."""
    lines = (await made.page()).lines
    return {
        lines[0].id: Answer(told="整件已经办成", class_asked=asked), lines[1].id: Answer(stages[0], SAID),
        lines[2].id: Answer(), lines[3].id: Answer(stages[1], "还差最后一处没有开工"),
    }  # fmt: skip


async def state_of(promise):
    return (await tables.Commitment.select().where(tables.Commitment.id == promise).first())["state"]


async def test_filled_handed_in_judged_sent_back_and_accepted(furnished):
    made = await (await LookedBack().made()).begun()
    answers = await answers_of(made)
    page = await made.page()
    await fill_sheet(made.sheet, page.version, dict(list(answers.items())[:2]), actor=made.clerk)
    assert await state_of(made.promises[0]) == "confirmed", "saving reports nothing"
    page = await made.page()
    with pytest.raises(SheetIncomplete) as lacking:
        await hand_in_sheet(made.sheet, page.version, {}, actor=made.clerk)
    assert lacking.value.lines == "4"
    await hand_in_sheet(made.sheet, page.version, answers, actor=made.clerk)
    assert [await state_of(one) for one in made.promises] == ["reported_done", "in_progress"]
    reports = await tables.ProgressReport.select().order_by(tables.ProgressReport.id)
    assert next((one["told"], one["reported_by"]) for one in reports) == (SAID, made.clerk.person)
    with pytest.raises(SheetLocked):
        await fill_sheet(made.sheet, page.version, answers, actor=made.clerk)

    page = await made.page(made.office)
    first, promise, second, other = page.lines
    judged = {
        first.id: Decision(Verdict.TRUE), promise.id: Decision(Verdict.TRUE, "已看过现场"),
        second.id: Decision(Verdict.TRUE), other.id: Decision(Verdict.FALSE, "请写明何时开工"),
    }  # fmt: skip
    assert await decide_sheet(made.sheet, page.version, judged, actor=made.office) is SheetState.TO_FILL
    assert await state_of(made.promises[0]) == "fulfilled"
    assert await made.told("look_back_back") == {made.clerk.person}

    page = await made.page()
    assert [line.settled for line in page.lines] == [True, True, True, False]
    changed = {
        page.lines[1].id: Answer(Stage.IMPOSSIBLE, "改口"),
        other.id: Answer(Stage.UNDER_WAY, "十二月十日前开工"),
    }
    await hand_in_sheet(made.sheet, page.version, changed, actor=made.clerk)
    page = await made.page(made.office)
    assert page.lines[1].told == SAID, "what was taken is not written any more"
    done = {other.id: Decision(Verdict.TRUE)}
    assert await decide_sheet(made.sheet, page.version, done, actor=made.office) is SheetState.ACCEPTED
    assert await made.told("look_back_done") == {made.clerk.person}


async def test_another_class_is_given_with_the_earlier_kept_and_journalled(furnished):
    made = await (await LookedBack().made()).begun()
    await hand_in_sheet(made.sheet, 1, await answers_of(made), actor=made.clerk)
    page = await made.page(made.office)
    await decide_sheet(made.sheet, page.version, {page.lines[0].id: Decision(Verdict.TRUE)}, actor=made.office)
    reply = await tables.Reply.select().where(tables.Reply.id == made.replies[0]).first()
    assert (reply["result_class"], reply["class_semantic"]) == ("A", "solved")
    line = (await made.page(made.office)).lines[0]
    assert (line.was, line.now, line.decision.value) == ("B", "A", "approved")
    entry = tables.JournalEntry
    row = await entry.select().where((entry.verb == "change_class") & (entry.thing_id == made.replies[0])).first()
    assert "B → A" in row["new"] and row["reason"] == "整件已经办成"


async def test_nobody_verifies_his_own_report_and_nobody_writes_anothers_sheet(furnished):
    made = await (await LookedBack().made()).begun()
    answers, other = await answers_of(made), made.cast.clerk(1)
    for act in (fill_sheet, hand_in_sheet):
        with pytest.raises(NotFound):
            await act(made.sheet, 1, answers, actor=other)
        with pytest.raises(Forbidden):
            await act(made.sheet, 1, answers, actor=made.office)
    with pytest.raises(SheetMoved):
        await fill_sheet(made.sheet, 7, answers, actor=made.clerk)
    await hand_in_sheet(made.sheet, 1, answers, actor=made.clerk)
    page = await made.page(made.office)
    with pytest.raises(Forbidden):
        await decide_sheet(made.sheet, page.version, {page.lines[1].id: Decision(Verdict.TRUE)}, actor=made.clerk)
    twice = made.office.__class__("兼职", made.office.role, person=made.clerk.person)
    with pytest.raises(StoppedAt):
        await decide_sheet(made.sheet, page.version, {page.lines[1].id: Decision(Verdict.TRUE)}, actor=twice)
    with pytest.raises(StoppedAt):  # what is not taken needs words
        await decide_sheet(made.sheet, page.version, {page.lines[3].id: Decision(Verdict.FALSE)}, actor=made.office)
    assert await state_of(made.promises[0]) == "reported_done"


async def test_what_was_done_on_the_page_of_the_promise_meanwhile_stands(furnished):
    made = await (await LookedBack().made()).begun()
    await tables.Commitment.update({"state": "cancelled"}).where(tables.Commitment.id == made.promises[0])
    await hand_in_sheet(made.sheet, 1, await answers_of(made), actor=made.clerk)
    line = (await made.page(made.office)).lines[1]
    assert await state_of(made.promises[0]) == "cancelled" and line.was != line.now
