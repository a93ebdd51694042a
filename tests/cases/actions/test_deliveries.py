"""Sending: a copy for each addressee, the unit's part answered, the older version superseded, promises kept once."""

import pytest

from cases import tables
from cases.actions.conclusions import order_rehandle
from cases.vocabulary import Audience, CaseState, Score
from tests.replying import BODY, handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


async def test_from_draft_to_rating(case):
    reply = await case.sent()
    row = await case.reply(reply)
    assert (row["state"], row["audience"], row["number"]) == ("sent", Audience.PARTIES, 1)
    assert (await case.made.row())["state"] == CaseState.REPLIED
    document = (await tables.Document.select().where(tables.Document.id == row["document"]))[0]
    assert BODY in document["text"]
    assert row["doc_no"] in document["text"]
    assert document["audience"] == Audience.PARTIES
    promises = await tables.Commitment.select().where(tables.Commitment.reply == reply)
    assert [document["text"][c["start"] : c["end"]] for c in promises] == [c["quote"] for c in promises] != []
    assert {c["audience"] for c in promises} == {Audience.PARTIES}
    assert await case.rated(reply) is False


async def test_two_rounds(case):
    first = await case.sent()
    assert await case.rated(first, Score.DISSATISFIED, "没有回答时间") is True
    row = await case.made.row()
    round_ = await order_rehandle(case.id, row["version"], actor=case.made.cast.reviewer, reason="请补充完成时间")
    assert round_ == 2
    await case.met()
    second = await case.sent(body=BODY + "\n另外，我局将在2026年底前公布名单。")
    assert second != first
    assert (await case.reply(first))["state"] == "superseded"
    assert (await case.reply(second))["number"] == 2
    in_force = (
        await tables.Commitment.select()
        .where(tables.Commitment.case == case.id)
        .where(tables.Commitment.current.eq(True))
    )
    assert len({c["quote"] for c in in_force}) == len(in_force) >= 2
    assert await tables.Feedback.count() == 1
