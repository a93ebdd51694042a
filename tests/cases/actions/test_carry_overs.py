"""Carrying over at the turn of a year: nothing lost, nothing twice, the first day kept, and undone whole."""

import random

import pytest

from cases import tables
from cases.actions.carry_overs import carry_over, undo_carry_over
from cases.clock import today
from cases.errors import FieldMissing, Forbidden, NothingChosen, NotToCarry
from cases.queries.carry_overs import carriable, carried_into, carried_years
from cases.queries.commitments import CommitmentFilter, commitment_list, commitment_years
from cases.vocabulary import AWAITED, CommitmentState
from tests.cases.looking_back import LookedBack

pytestmark = pytest.mark.anyio
WHY = "年内没有完成"
YEAR = today().year


@pytest.fixture
def furnished_url(furnished_sqlite_url):
    return furnished_sqlite_url


async def ids_of(year, actor):
    return {one.row.id for one in await carriable(year, actor=actor)}


async def rows_of(made):
    return (
        await tables.Commitment.select().where(tables.Commitment.id.is_in(made.promises)).order_by(tables.Commitment.id)
    )


async def test_only_what_somebody_waits_for_is_carried(furnished):
    made = await LookedBack().made(1)
    for state in CommitmentState:
        await tables.Commitment.update({"state": state.value}).where(tables.Commitment.id == made.promises[0])
        assert await ids_of(YEAR, made.office) == (set(made.promises) if state in AWAITED else set())


async def test_refused_whole_for_who_may_not_without_words_or_with_one_that_does_not_fit(furnished):
    made = await LookedBack().made(2)
    await tables.Commitment.update({"state": "fulfilled"}).where(tables.Commitment.id == made.promises[1])
    for chosen, year, why, who, refused in (
        (made.promises[:1], YEAR, WHY, made.clerk, Forbidden),
        (made.promises[:1], YEAR, " ", made.office, FieldMissing),
        ([], YEAR, WHY, made.office, NothingChosen),
        (made.promises, YEAR, WHY, made.office, NotToCarry),
        (made.promises[:1], YEAR - 1, WHY, made.office, NotToCarry),
        (made.promises[:1], YEAR + 1, WHY, made.office, NotToCarry),
    ):
        with pytest.raises(refused):
            await carry_over(chosen, year, why, actor=who)
    assert not await tables.CarryOver.exists()


async def test_whatever_is_carried_and_undone_nothing_is_lost_or_twice(furnished):
    """Against a plain model: which commitments stand in the next year's ledger, after acts in any order."""
    made, chance = await LookedBack().made(3), random.Random(7)
    before, model = await rows_of(made), set()
    years = await commitment_years(CommitmentFilter(), actor=made.office)
    for _ in range(9):
        chosen = chance.sample(made.promises, chance.randint(1, 3))
        if chance.random() < 0.6:
            act, fits = carry_over(chosen, YEAR, WHY, actor=made.office), not model & set(chosen)
            then = model | set(chosen)
        else:
            rows = {one.row.id: one.id for one in await carried_into(YEAR + 1, actor=made.office)}
            act = undo_carry_over([rows.get(one, 0) for one in chosen], WHY, actor=made.office)
            fits, then = set(chosen) <= model, model - set(chosen)
        if fits:
            await act
            model = then
        else:
            with pytest.raises(NotToCarry):
                await act
        there = [one.row.id for one in await carried_into(YEAR + 1, actor=made.office)]
        assert sorted(there) == sorted(model), "each once, and nothing else"
        assert await ids_of(YEAR, made.office) == set(made.promises) - model, "the rest still stands in its year"
        listed = await commitment_list(CommitmentFilter(carried=YEAR + 1), actor=made.office)
        assert {row.id for row in listed.rows} == model and listed.total == len(model)
    assert await rows_of(made) == before, "the commitments themselves, with their days, are untouched"
    assert await commitment_years(CommitmentFilter(), actor=made.office) == years, "no number counts one twice"


async def test_carried_on_from_year_to_year_it_can_only_be_taken_back_from_the_last(furnished):
    made = await LookedBack().made(1)
    case = made.cases[0]
    await tables.Case.update({"year": YEAR - 2}).where(tables.Case.id == case)
    for year in (YEAR - 2, YEAR - 1, YEAR):
        assert await carry_over(made.promises, year, WHY, actor=made.office) == 1
    (last,) = await carried_into(YEAR + 1, actor=made.office)
    assert (last.times, last.from_year, last.last, last.reason) == (3, YEAR, True, WHY)
    (first,) = await carried_into(YEAR - 1, actor=made.office)
    assert not first.last
    with pytest.raises(NotToCarry):
        await undo_carry_over([first.id], WHY, actor=made.office)
    await undo_carry_over([last.id], "转错了年度", actor=made.office)
    assert await carried_years(actor=made.office) == (YEAR, YEAR - 1)
    entry = tables.JournalEntry
    said = await entry.select(entry.verb, entry.old, entry.new).where(entry.case == case).order_by(entry.seq)
    turned = [(row["old"], row["new"]) for row in said if row["verb"] in ("carry_over", "undo_carry_over")]
    assert turned[-2:] == [(str(YEAR), str(YEAR + 1)), (str(YEAR + 1), str(YEAR))]
