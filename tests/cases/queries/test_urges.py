"""Whom one may urge follows from the moves, and each row says how often it was urged."""

import pytest

from cases.actions.assignments import Chosen
from cases.actions.urges import urge
from cases.queries.urges import urgeable
from cases.vocabulary import UrgeForm
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_offices_urge_all_the_lead_its_co_handlers_others_nobody(furnished):
    cast = await cast_of()
    made = await make_case("in_handling", cast=cast, units=2)
    lead, co = [await made.assignment(unit) for unit in cast.units[:2]]

    async def ids(actor, **wanted):
        return [row.id for row in await urgeable(actor=actor, **wanted)]

    assert await ids(cast.assigner, cases=[made.id]) == [lead["id"], co["id"]]
    assert await ids(cast.assigner, assignments=[co["id"]]) == [co["id"]]
    assert await ids(cast.clerk(), cases=[made.id]) == [co["id"]]
    assert await ids(cast.clerk(1), cases=[made.id]) == []
    assert await ids(cast.clerk(2), cases=[made.id]) == await ids(cast.submitter, cases=[made.id]) == []
    await urge([Chosen(co["id"], co["version"])], UrgeForm.PHONE, "请尽快送出意见", actor=cast.clerk())
    assert [row.urged for row in await urgeable(actor=cast.assigner, cases=[made.id])] == [0, 1]
