"""The list of requests and the page about a part, as the desks of returns and of extensions use them."""

import pytest

from cases.vocabulary import Role
from tests.factories import cast_of, make_case

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("desk", ["returns", "extensions"])
async def test_both_desks_list_what_waits_or_everything_and_open_parts_that_may_be_seen(site, client_as, desk):
    made = await make_case("in_handling", cast=await cast_of())
    part = (await made.assignment(made.cast.units[0]))["id"]
    office, stranger = await client_as(Role.ASSIGNER), await client_as(Role.CLERK, unit=made.cast.units[2])
    assert "待" in (await office.get(f"/{desk}")).text and "全部" in (await office.get(f"/{desk}?whole=1")).text
    assert (await office.get(f"/{desk}/decide?assignment={part}")).status_code == 200
    assert (await office.get(f"/{desk}/decide?assignment=987654")).status_code == 404
    assert (await office.get(f"/{desk}/decide")).status_code == 404
    assert (await stranger.get(f"/{desk}")).status_code == 403
