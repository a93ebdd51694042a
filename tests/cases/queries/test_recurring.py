"""What was raised again is told with what became of its promises."""

import pytest

from cases import tables
from cases.actor import OFFICE
from cases.errors import NotFound
from cases.queries.recurring import SHOWN, matter_page, recurring_page
from cases.statistics.needs import Scope
from cases.vocabulary import DISMISSED, CommitmentState

pytestmark = pytest.mark.anyio


async def test_what_was_raised_again_is_told_with_what_became_of_its_promises(archive):
    case, c = await tables.Case.select().where(tables.Case.year.is_not_null()).first(), tables.Commitment
    promised = (await c.select(c.case).where(c.case.is_not_null() & c.current.eq(True)).first())["case"]
    for number, year in (
        (promised, 2021),
        (next(r["id"] for r in await tables.Case.select() if r["id"] != promised), 2023),
    ):
        changed = {
            "title": f"关于渡口码头{year}年修缮的建议",
            "year": year,
            "place": case["place"],
            "state": "concluded",
        }
        await tables.Case.update(changed).where(tables.Case.id == number)
    found = await recurring_page(Scope(), actor=OFFICE)
    (matter,) = (one for one in found.matters.rows if one.words == "渡口码头")
    assert matter.years == (2021, 2023)
    left = sorted({*DISMISSED, CommitmentState.CANCELLED})
    assert matter.total == len(matter.cases)
    where = c.case.is_in([one.id for one in matter.cases]) & c.current.eq(True) & c.state.not_in(left)
    assert matter.all_of("promised") == await c.count().where(where) > 0
    assert matter.all_of("promised") >= matter.all_of("kept") + matter.all_of("late") + matter.all_of("open")


async def test_a_matter_of_many_cases_shows_the_newest_and_leads_to_all(archive):
    rows = await tables.Case.select(tables.Case.id, tables.Case.place).order_by(tables.Case.id).limit(SHOWN + 4)
    numbers = [row["id"] for row in rows]
    for at, number in enumerate(numbers):
        changed = {"title": f"关于渡口码头{at}年修缮的建议", "year": 2015 + at // 2, "place": rows[0]["place"],
                   "state": "concluded", "merged_into": None}  # fmt: skip
        await tables.Case.update(changed).where(tables.Case.id == number)
    found = await recurring_page(Scope(), actor=OFFICE)
    (matter,) = (one for one in found.matters.rows if one.words == "渡口码头")
    assert (matter.total, [one.id for one in matter.cases]) == (len(numbers), numbers[-SHOWN:])
    walked, sums = [], []
    for page in range(1, 4):
        part = await matter_page(matter.key, Scope(), actor=OFFICE, page=page, per_page=5)
        assert (part.cases.total, part.matter.sums, part.matter.years) == (len(numbers), matter.sums, matter.years)
        walked += [one.id for one in part.cases.rows]
        sums += [one.promised for one in part.cases.rows]
    assert (walked, sum(sums)) == (numbers, matter.all_of("promised"))
    assert (await matter_page(numbers[-1], Scope(), actor=OFFICE)).matter.words == matter.words, "any case leads there"
    with pytest.raises(NotFound):
        await matter_page(10**9, Scope(), actor=OFFICE)
