"""Requests for more time: the one whose day comes first is first, and decided ones are kept."""

from datetime import timedelta

import pytest

from cases import tables
from cases.actions.extensions import NewExtension, refuse_extension, request_extension
from cases.queries.extensions import extension_list
from cases.vocabulary import ExtensionState
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_the_most_pressing_first_and_the_decided_only_in_the_whole(furnished):
    cast, ids = await cast_of(), []
    for early in (0, 5):
        made = await make_case("in_handling", cast=cast)
        part = await made.assignment(cast.units[0])
        day = part["due_on"] - timedelta(days=early)
        await tables.Assignment.update({"due_on": day}).where(tables.Assignment.id == part["id"])
        new = NewExtension(day + timedelta(days=2), "还要再会商一次")
        ids.append(await request_extension(part["id"], part["version"], new, actor=cast.clerk()))
    assert [row.id for row in (await extension_list(actor=cast.assigner)).rows] == ids[::-1]
    seen = (await made.assignment(cast.units[0]))["version"]
    await refuse_extension(ids[1], seen, "请按原期限办结", actor=cast.assigner)
    assert [row.id for row in (await extension_list(actor=cast.assigner)).rows] == ids[:1]
    whole = (await extension_list(actor=cast.assigner, whole=True)).rows
    assert [(row.id, row.state) for row in whole] == [
        (ids[1], ExtensionState.REFUSED),
        (ids[0], ExtensionState.REQUESTED),
    ]
    assert (await extension_list(actor=cast.clerk(2), whole=True)).total == 0
