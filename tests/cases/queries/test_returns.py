"""Requests to hand back: those that wait first come first, all of them newest first, and none for strangers."""

import pytest

from cases.actions.returns import decide_return, request_return
from cases.queries.returns import return_list
from cases.vocabulary import ReturnState
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio
WHY = "三定规定写明由他处负责"


async def test_a_decided_request_leaves_the_list_and_stays_in_the_whole(furnished):
    cast, ids = await cast_of(), []
    for _ in range(2):
        made = await make_case("in_handling", cast=cast)
        part = await made.assignment(cast.units[0])
        ids.append(await request_return(part["id"], part["version"], WHY, "", cast.units[1], actor=cast.clerk()))
    assert [row.id for row in (await return_list(actor=cast.assigner)).rows] == ids
    seen = (await made.assignment(cast.units[0]))["version"]
    await decide_return(ids[1], seen, "请继续办理", granted=False, actor=cast.assigner)
    waiting, whole = await return_list(actor=cast.assigner), await return_list(actor=cast.assigner, whole=True)
    assert ([row.id for row in waiting.rows], waiting.total) == (ids[:1], 1)
    assert [(row.id, row.state) for row in whole.rows] == [(ids[1], ReturnState.REFUSED), (ids[0], ReturnState.OPEN)]
    assert (await return_list(actor=cast.submitter, whole=True)).total == 0
    assert (await return_list(actor=cast.clerk(1), whole=True)).total == 0
