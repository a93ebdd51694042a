"""Key cases through a page: marked with who looks after them, changed later, and only by the offices."""

import pytest

from cases import tables
from cases.vocabulary import Role
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


async def test_a_case_becomes_a_key_one_and_its_leaders_are_named_later(site, client_as):
    made = await make_case("assigned", cast=await cast_of())
    leader, place = await client_as(Role.LEADER), f"/key_cases/{made.id}"
    seen = (await made.row())["version"]
    answer = await leader.write(place, {"seen": seen, "supervisor": "某副市长"}, on=place)
    assert answer.headers["location"] == f"/cases/{made.id}"
    stale = await leader.write(place, {"seen": seen, "committee": "某委员会"}, on=place)
    assert stale.status_code == 409 and "某委员会" in stale.text
    answer = await leader.write(place, {"seen": (await made.row())["version"], "committee": "某委员会"}, on=place)
    assert answer.status_code == 303
    rows = await tables.KeyCase.select()
    assert [(row["case"], row["supervisor"], row["committee"]) for row in rows] == [(made.id, None, "某委员会")]
    assert (await made.row())["key_case"]


async def test_units_and_submitters_cannot(site, client_as):
    made = await make_case("in_handling", cast=await cast_of())
    for role, where in ((Role.CLERK, {"unit": made.cast.units[0]}), (Role.SUBMITTER, {})):
        client = await client_as(role, **where)
        assert (await client.get(f"/key_cases/{made.id}")).status_code == 403
        assert (await client.write(f"/key_cases/{made.id}", {"seen": 1})).status_code == 403
    assert not (await made.row())["key_case"]


async def test_a_case_that_is_not_there_is_not_found(site, client_as):
    desk = await client_as(Role.OVERSIGHT)
    assert (await desk.get("/key_cases/987654")).status_code == 404
    assert (await desk.write("/key_cases/987654", {"seen": 1})).status_code == 404
