"""The letter in the archive: what the fields said, seen by units until it is sent, promises in force only once."""

import pytest

from cases.actions.conclusions import order_rehandle
from cases.actions.letters import addressee_of, letter_of, proposal_words
from cases.facts import facts_of
from cases.tables import Commitment, Document, Figure
from cases.vocabulary import Audience, CommitmentState, DocumentKind, Score, Track
from tests.replying import BODY, handled
from tests.situations import once

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case(database):
    return await once(handled)


async def test_units_alone_read_it_until_it_is_sent(case):
    reply = await case.signed()
    row = await case.reply(reply)
    document = (await Document.select().where(Document.id == row["document"]))[0]
    assert (document["kind"], document["audience"]) == (DocumentKind.REPLY, Audience.UNITS)
    assert document["text"][row["start"] : row["end"]].startswith(f"{case.submitter.name}委员：\n" + BODY[:10])
    for table in (Commitment, Figure):
        assert {r["audience"] for r in await table.select().where(table.document == row["document"])} == {"units"}
    assert row["title"].endswith("提案的答复")


@pytest.mark.parametrize(("track", "word"), [(Track.CPPCC, "委员"), (Track.NPC, "代表")])
async def test_who_is_greeted(database, track, word):
    case = await handled(track=track)
    facts = await facts_of(case.id)
    assert addressee_of(facts) == case.submitter.name + word
    assert "每个社区设一处" in proposal_words(facts)
    reply = await case.drafted(addressee="")
    letter = await letter_of(facts, await case.reply(reply), BODY, "")
    assert letter.addressee == case.submitter.name + word
    assert letter.unit.startswith("溪口市")


async def test_a_promise_that_is_repeated_stays_in_force_once_and_one_that_is_not_stays_too(case):
    second_promise = "我局将于2026年底前公布配餐标准。"
    first = await case.sent(body=f"{BODY}\n{second_promise}")
    worked_on = (await Commitment.select().where(Commitment.reply == first).order_by(Commitment.ordinal))[0]
    await Commitment.update({Commitment.state: CommitmentState.CONFIRMED.value}).where(Commitment.id == worked_on["id"])
    await case.rated(first, Score.DISSATISFIED, "没有回答费用")
    seen = (await case.made.row())["version"]
    await order_rehandle(case.id, seen, actor=case.made.cast.reviewer, reason="请补充费用安排")
    await case.met()
    await case.sent(body=BODY + "\n费用由财政承担。")
    rows = await Commitment.select().where(Commitment.current.eq(True)).order_by(Commitment.id)
    assert worked_on["id"] in {row["id"] for row in rows}
    assert sorted(row["quote"] for row in rows) == sorted({row["quote"] for row in rows})
    assert any("配餐标准" in row["quote"] for row in rows)
