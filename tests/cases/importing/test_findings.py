"""Commitments and figures as rows: who is bound, and what happens to them on a better copy."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.database import write_tx
from cases.importing.findings import Home, amount_of, save_findings
from cases.importing.lookups import load_lookups
from cases.reading.shapes import Actor, ParsedDocument
from cases.tables import Commitment, CommitmentActor, CommitmentMetric, Department, Document, Figure, Place
from cases.vocabulary import Audience
from tests.cases.importing.parsed import BODY, parsed
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def kept(document: ParsedDocument, home, *, instead_of=None):
    async with write_tx():
        await save_findings(document, home, await load_lookups(), instead_of=instead_of)


@pytest.fixture
async def home(database):
    place = await new_row(Place, code="hangzhou", name="杭州市", short_name="杭州", level="city")
    unit = (await new_row(Department, place=place["id"]))["id"]
    return Home((await new_row(Document))["id"], None, None, unit, place["id"], date(2023, 5, 26), Audience.PUBLIC)


def bound_by(*phrases):
    document = parsed()
    changed = [
        type(item)(**{name: getattr(item, name) for name in item.__slots__} | {"actors": phrases})
        for item in document.commitments
    ]
    return ParsedDocument(document.raw, document.page, tuple(changed[:1]), ())


@pytest.mark.parametrize(
    ("phrases", "whose"),
    [
        ((), "own"),
        ((Actor("我局", "lead"),), "own"),
        ((Actor("有关部门", "lead", vague=True),), "own"),
        ((Actor("市财政局", "lead"),), "杭州市财政局"),
        ((Actor("市财政局", "co"),), "own"),
        ((Actor("市山货管理总站", "lead"),), None),
        ((Actor("市山货管理总站", "lead"), Actor("市财政局", "lead")), "杭州市财政局"),
    ],
)
async def test_who_is_bound(home, phrases, whose):
    await kept(bound_by(*phrases), home)
    row = await Commitment.select(Commitment.department, Commitment.department.name).first()
    expected = home.department if whose == "own" else None
    assert row["department"] == expected if whose in ("own", None) else row["department.name"] == whose
    assert await CommitmentActor.count() == len(phrases)


async def test_a_sentence_found_again_keeps_its_row_and_what_became_of_it(home):
    await kept(parsed(), home)
    async with write_tx():
        await Commitment.update({Commitment.state: "confirmed", Commitment.due_on: date(2024, 6, 30)}, force=True)
    before = await Commitment.select().order_by(Commitment.id)
    better = Home((await new_row(Document))["id"], *[getattr(home, n) for n in home.__slots__[1:]])
    await kept(parsed(BODY, head="首页 ", figures=["四十二处", "十五处"]), better, instead_of=home.document)
    after = await Commitment.select().order_by(Commitment.id)
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert all(row["state"] == "confirmed" and row["due_on"] == date(2024, 6, 30) for row in after)
    assert [row["start"] - 3 for row in after] == [row["start"] for row in before]
    assert await CommitmentMetric.count() == 2
    figures = {row["printed"]: row["current"] for row in await Figure.select()}
    assert figures == {"四十二处": True, "三千余人": False, "十五处": True}


async def test_what_people_made_of_a_finding_is_carried_over(home):
    """A corrected cut, a rejection and a finding entered by hand outlive a better copy; words that are gone do not."""
    await kept(parsed(), home)
    (first, *_) = await Commitment.select().order_by(Commitment.id)
    words, text = first["quote"][2:8], first["quote"]
    cut = {"quote": words, "start": first["start"] + 2, "end": first["start"] + 8, "found_quote": text}
    async with write_tx():
        await Commitment.update(cut).where(Commitment.id == first["id"])
    both = {"document": home.document, "case": home.case, "by_hand": True, "state": "confirmed", "start": 0, "end": 4}
    by_hand = (await new_row(Commitment, **both, ordinal=90, quote=text[:4]))["id"]
    lost = (await new_row(Commitment, **both, ordinal=91, quote="原文里没有的话"))["id"]
    better = Home((await new_row(Document))["id"], *[getattr(home, n) for n in home.__slots__[1:]])
    await kept(parsed(BODY, head="首页 "), better, instead_of=home.document)
    after = {row["id"]: row for row in await Commitment.select()}
    assert after[first["id"]]["quote"] == words
    assert after[first["id"]]["start"] == cut["start"] + 3
    assert after[first["id"]]["found_quote"] == text
    assert (after[by_hand]["document"], after[by_hand]["start"]) == (better.document, first["start"] + 3)
    assert after[by_hand]["current"]
    assert not after[lost]["current"]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_amounts_are_numbers(value):
    assert amount_of(str(value)) == float(value)


@pytest.mark.parametrize("value", ["", "约", "1-2"])
def test_what_is_no_number_counts_as_none(value):
    assert amount_of(value) == 0.0
