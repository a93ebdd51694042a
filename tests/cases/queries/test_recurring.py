"""What was raised again is told with what became of its promises."""

import pytest

from cases import tables
from cases.actor import OFFICE
from cases.queries.recurring import recurring_page
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
    where = c.case.is_in([one.id for one in matter.cases]) & c.current.eq(True) & c.state.not_in(left)
    assert matter.all_of("promised") == await c.count().where(where) > 0
    assert matter.all_of("promised") >= matter.all_of("kept") + matter.all_of("late") + matter.all_of("open")
