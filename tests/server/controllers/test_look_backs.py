"""A round on its pages: previewed, begun, urged, closed, and its result printed."""

import pytest

from cases import tables
from tests.cases.looking_back import DUE, WANTED, LookedBack
from tests.server.replying import client_of

pytestmark = pytest.mark.anyio


async def test_from_the_preview_to_the_end_of_a_round(site):
    made = await LookedBack().made(1)
    office, clerk = await client_of(site, made.office), await client_of(site, made.clerk)
    chosen = f"/look_backs/new?year={WANTED.year}&class=in_progress"
    preview = (await office.get(chosen)).text
    assert 'name="unit"' in preview and "会收到通知" in preview
    begun = {"year": str(WANTED.year), "class": "in_progress", "unit": str(made.unit), "title": "今年回头看"}
    wrong = await office.write("/look_backs", begun)
    assert wrong.status_code == 422 and "报送期限" in wrong.text and "今年回头看" in wrong.text
    answer = await office.write("/look_backs", {**begun, "due_on": DUE.isoformat()})
    assert answer.status_code == 303
    place = answer.headers["location"]
    page = (await office.get(place)).text
    assert "共 <strong>1</strong> 张表" in page and "待填报" in page
    assert "去填写" in (await clerk.get("/look_backs")).text
    sheet = (await tables.LookBackSheet.select())[0]["id"]
    assert "还没有勾选" in (await office.write(f"{place}/urge", {"words": "请尽快报送"})).text
    assert (await office.write(f"{place}/urge", {"words": "请尽快报送", "sheet": str(sheet)})).status_code == 303
    again = await office.write(f"{place}/urge", {"words": "请尽快报送", "sheet": str(sheet)})
    assert again.status_code == 409 and "三天以内催过" in again.text
    assert (await clerk.write(f"{place}/close")).status_code == 403
    assert (await office.write(f"{place}/close")).status_code == 303
    assert "已结束" in (await office.get(place)).text
    assert (await office.get(f"{place}/result.txt")).status_code == 404
    assert (await site.get("/look_backs")).status_code in (303, 401, 404)
