"""Names of units and places as ledgers write them."""

import pytest

from cases.importing.ledger_known import places_named, units_named
from cases.tables import Department, Place
from tests.cases.tables.rules import new_row

pytestmark = pytest.mark.anyio


async def test_a_short_name_that_several_units_share_is_none(database):
    one = (await new_row(Department, name="甲市民政局", short_name="民政局"))["id"]
    assert (await units_named())["民政局"] == one
    other = (await new_row(Department, name="乙市民政局", short_name="民政局"))["id"]
    named = await units_named()
    assert "民政局" not in named
    assert (named["甲市民政局"], named["乙市民政局"]) == (one, other)


async def test_a_place_is_known_by_both_its_names(database):
    place = (await new_row(Place, name="临江市", short_name="临江"))["id"]
    assert {name: (await places_named())[name] for name in ("临江市", "临江")} == {"临江市": place, "临江": place}
