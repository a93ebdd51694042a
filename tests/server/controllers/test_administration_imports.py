"""People by the table: a trial that writes nothing, then what the trial said, shown with passwords once."""

import re

import pytest

from cases.queries.accounts import account_list
from cases.vocabulary import Role

pytestmark = pytest.mark.anyio
PLACE = "/administration/people-import"
TABLE = "姓名,工号,角色,单位\r\n岳明,X1,领导,\r\n方远,X2,局长,\r\n"


async def tried(admin, data, name="人员.csv"):
    token = await admin.token(PLACE)
    return await admin.client.post(
        PLACE, data={"token": token}, files={"file": (name, data)}, headers={"Origin": "http://site.test"}
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
async def test_a_table_is_tried_and_then_entered(client_as, encoding):
    admin = await client_as(Role.ADMIN)
    trial = await tried(admin, TABLE.encode(encoding))
    assert trial.status_code == 200
    assert "新增 1，更新 0，跳过 0，错误 1" in trial.text
    assert (await account_list(text="岳明")).total == 0
    kept = re.search(r'name="kept" value="([^"]+)"', trial.text)[1]
    done = await admin.write(f"{PLACE}/carry-out", {"kept": kept})
    assert done.status_code == 200 and "岳明" in done.text
    assert (await account_list(text="岳明")).total == 1
    assert "跳过 1" in (await tried(admin, TABLE.encode())).text


async def test_a_trial_of_somebody_else_is_not_carried_out(client_as):
    admin, other = await client_as(Role.ADMIN), await client_as(Role.ADMIN)
    kept = re.search(r'name="kept" value="([^"]+)"', (await tried(admin, TABLE.encode())).text)[1]
    refused = await other.write(f"{PLACE}/carry-out", {"kept": kept})
    assert refused.status_code == 422
    assert (await account_list(text="岳明")).total == 0


async def test_what_is_no_table_is_said(client_as):
    admin = await client_as(Role.ADMIN)
    for data in (b"", b"PK\x03\x04", "名称\n民政局".encode()):
        assert (await tried(admin, data)).status_code == 422
    template = await admin.get(f"{PLACE}/template")
    assert template.content.startswith("\ufeff姓名".encode())
    assert "新增 1" in (await tried(admin, template.content)).text
