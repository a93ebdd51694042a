"""The turn of a year on its page: ticked, carried with a reason, found in the ledger, taken back."""

import pytest

from cases import tables
from cases.clock import today
from tests.cases.looking_back import LookedBack
from tests.server.replying import client_of

pytestmark = pytest.mark.anyio


async def test_carried_over_found_in_the_ledger_and_taken_back(site):
    made, year = await LookedBack().made(1), today().year
    office = await client_of(site, made.office)
    place, promise = f"/carry_overs?year={year}", str(made.promises[0])
    assert f'value="{promise}" checked' in (await office.get(place)).text
    lacking = await office.write("/carry_overs", {"year": str(year), "commitment": promise, "reason": ""})
    assert lacking.status_code == 422 and "转入的理由" in lacking.text
    sent = {"year": str(year), "commitment": promise, "reason": "年内没有完成"}
    assert (await office.write("/carry_overs", sent)).status_code == 303
    assert (await office.write("/carry_overs", sent)).status_code == 409, "once and no more"
    ledger = (await office.get(f"/commitments?carried={year + 1}")).text
    assert "共 <strong>1</strong> 条" in ledger and f"转入 {year + 1} 年" in ledger
    assert f"{year} → {year + 1} 年" in (await office.get(f"/commitments/{promise}")).text
    row = (await tables.CarryOver.select())[0]["id"]
    undone = {"year": str(year), "carried": str(row), "undo_reason": "转错了年度"}
    assert (await office.write("/carry_overs/undo", undone)).status_code == 303
    assert "共 <strong>0</strong> 条" in (await office.get(f"/commitments?carried={year + 1}")).text
