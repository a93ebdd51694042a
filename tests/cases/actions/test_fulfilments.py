"""A person's decision on a proposed pair moves the promise; another person must still verify it."""

import pytest

from cases import tables
from cases.actions.commitments import verify
from cases.actions.fulfilments import Sentence, judge_pair
from cases.actor import Actor
from cases.errors import ComesFirst, FieldMissing, Forbidden, NotFound
from cases.vocabulary import Judgement, Role, Verdict
from cases.vocabulary.fulfilments import Why
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio
SAID, TOLD = "我局将于年内建成三处驿站。", "三处驿站已全部建成投用。"


async def test_an_accepted_pair_reports_the_promise_and_a_rejected_one_only_stays_in_mind(furnished):
    earlier = (await new_row(tables.Document, text=SAID, audience="public"))["id"]
    later = (await new_row(tables.Document, text=TOLD, audience="public"))["id"]
    row = await new_row(tables.Commitment, document=earlier, quote=SAID, start=0, end=len(SAID), audience="public")
    office = Actor("督办", Role.OVERSIGHT, person=(await new_row(tables.Person))["id"])
    other = Actor("同事", Role.OVERSIGHT, person=(await new_row(tables.Person))["id"])
    one, two = Sentence(earlier, 0, len(SAID)), Sentence(later, 0, len(TOLD))

    async def judged(judgement, told="", actor=office, second=two):
        return await judge_pair(row["id"], one, second, Why.FINISHED, judgement, told, actor=actor)

    with pytest.raises(FieldMissing):
        await judged(Judgement.REJECTED)
    with pytest.raises(Forbidden):
        await judged(Judgement.ACCEPTED, actor=Actor("甲", Role.CLERK, person=office.person, unit=1))
    with pytest.raises(NotFound):
        await judged(Judgement.ACCEPTED, second=Sentence(later, 900, 950))
    await judged(Judgement.REJECTED, "说的是另一处")
    state = tables.Commitment.select(tables.Commitment.state, tables.Commitment.version)
    assert (await state.where(tables.Commitment.id == row["id"]).first())["state"] == "identified"
    await judged(Judgement.ACCEPTED)
    after = await state.where(tables.Commitment.id == row["id"]).first()
    assert after["state"] == "reported_done"
    assert TOLD in (await tables.ProgressReport.select())[0]["told"]
    with pytest.raises(ComesFirst):
        await verify(row["id"], after["version"], Verdict.TRUE, "", actor=office)
    await verify(row["id"], after["version"], Verdict.TRUE, "", actor=other)
    assert [one["judgement"] for one in await tables.PairDecision.select()] == ["rejected", "accepted"]
