"""Units by page: entered, renamed, merged after their name was typed."""

import pytest

from cases.clock import today
from cases.queries.units import place_options, unit_list, unit_options, unit_row
from cases.vocabulary import Role

pytestmark = pytest.mark.anyio


async def test_a_unit_is_entered_found_and_renamed(client_as):
    admin = await client_as(Role.ADMIN)
    place = next(iter(await place_options())).id
    form = {"place": str(place), "name": "某市长护办", "short_name": "长护办", "kind": "government"}
    added = await admin.write("/administration/units", form)
    address = added.headers["location"]
    assert "某市长护办" in (await admin.get("/administration/units?text=长护")).text
    assert (await admin.write("/administration/units", form)).status_code == 409
    assert (await admin.write("/administration/units", form | {"place": ""})).status_code == 422
    renamed = await admin.write(f"{address}/rename", {"name": "某市长护局", "on": today().isoformat()})
    assert renamed.status_code == 303
    page = (await admin.get(renamed.headers["location"])).text
    assert "某市长护局" in page and "某市长护办" in page
    assert "承接单位" in (await admin.get(address)).text
    assert (await admin.write(f"{address}/rename", {"name": "又改"})).status_code == 409


async def test_merging_asks_for_the_name(client_as):
    admin = await client_as(Role.ADMIN)
    one, other = (await unit_options())[:2]
    form = {"into": str(other.id), "typed": "不是它"}
    refused = await admin.write(f"/administration/units/{one.id}/merge", form)
    assert refused.status_code == 422
    assert (await unit_row(one.id)).successor is None
    assert (await admin.write(f"/administration/units/{one.id}/merge", {"typed": one.name})).status_code == 422
    merged = await admin.write(f"/administration/units/{one.id}/merge", form | {"typed": one.name})
    assert merged.headers["location"] == f"/administration/units/{other.id}?left=0"
    assert (await unit_row(one.id)).successor.id == other.id
    assert (await unit_list(text=one.name)).total >= 1
