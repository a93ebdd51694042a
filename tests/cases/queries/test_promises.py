"""Published promises: counts are their rows, and only what people accepted from papers for everybody is shown."""

from dataclasses import replace

import pytest

from cases.actor import OFFICE, PUBLIC
from cases.clock import now
from cases.errors import NotFound
from cases.queries.commitments import CommitmentFilter
from cases.queries.listing import Cut
from cases.queries.promises import promise_facets, promise_list, promise_row, promises_cut
from cases.tables import Commitment, Document, PairDecision
from cases.vocabulary.keeping import Keeping
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("wanted", [CommitmentFilter(), CommitmentFilter(keeping=Keeping.UNCHECKED)])
async def test_every_count_is_the_length_of_its_list(archive, wanted):
    facets, checked = await promise_facets(wanted, actor=PUBLIC), 0
    narrowed = [
        *[(replace(wanted, keeping=keeping), n) for keeping, n in facets.keepings.items()],
        *[(replace(wanted, category=category), n) for category, n in facets.categories],
        *[(replace(wanted, department=unit), n) for unit, _, n in facets.units],
        *[(replace(wanted, year=year), n) for year, n in facets.years],
    ]
    for one, count in narrowed:
        found = await promise_list(one, actor=PUBLIC, per_page=100)
        assert found.total == len(found.rows) == count
        checked += count
    assert checked
    assert sum(facets.keepings.values()) == (await promise_list(replace(wanted, keeping=None), actor=PUBLIC)).total


async def test_units_stand_by_name_and_not_by_number(archive):
    names = [name for _, name, _ in (await promise_facets(CommitmentFilter(), actor=OFFICE)).units]
    assert names == sorted(names) != []


async def test_evidence_is_what_was_accepted_last_and_from_a_paper_the_reader_may_see(archive):
    promise = (await promises_cut(CommitmentFilter(), Cut(1), actor=PUBLIC)).rows[0]
    paper = await Document.select().where(Document.id == promise.row.document_id).first()
    sides = {"earlier": paper["id"], "later": paper["id"], "later_start": 3, "later_end": 12}
    pair = {"commitment": promise.id, **sides, "why": "r", "earlier_start": 0, "earlier_end": 1}
    await new_row(PairDecision, **pair, judgement="rejected")
    await new_row(PairDecision, **{**pair, "later_start": 20, "later_end": 25}, judgement="accepted")
    await Commitment.update({Commitment.verified_at: now()}).where(Commitment.id == promise.id)
    shown = await promise_row(promise.id, actor=PUBLIC)
    assert [deed.quote for deed in shown.deeds] == [paper["text"][20:25]]
    assert shown.verified_on is not None
    await new_row(PairDecision, **pair, judgement="accepted")
    assert len((await promise_row(promise.id, actor=PUBLIC)).deeds) == 2
    hidden = await Document.select(Document.id).where(Document.audience != "public").first()
    await PairDecision.update({PairDecision.later: hidden["id"]}).where(PairDecision.commitment == promise.id)
    assert (await promise_row(promise.id, actor=PUBLIC)).deeds == ()
    assert (await promise_row(promise.id, actor=OFFICE)).deeds


async def test_what_is_closed_and_what_is_not_there_are_alike(archive):
    seen = {row.id for row in (await promises_cut(CommitmentFilter(), Cut(100), actor=PUBLIC)).rows}
    closed = {row.id for row in (await promises_cut(CommitmentFilter(), Cut(100), actor=OFFICE)).rows} - seen
    for number in (min(closed), 9999):
        with pytest.raises(NotFound):
            await promise_row(number, actor=PUBLIC)
