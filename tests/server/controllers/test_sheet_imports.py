"""An old ledger through the pages: upload, columns, trial, wrong rows, saving, taking back."""

import io
import re

import openpyxl
import pytest

from cases.tables import Case
from cases.vocabulary import Role

pytestmark = pytest.mark.anyio

LEDGER = (
    "年度,提案编号,提案标题,承办单位,办理结果\n"
    "2018,0101,关于甲事的提案,某单位,A类\n"
    "2018,0102,,某单位,B类\n"
).encode("gbk")  # fmt: skip


async def uploaded(staff, data=LEDGER, name="旧台账.csv"):
    form = {"ledger": "proposals"}
    answer = await staff.write("/sheet_imports", form, files={"file": (name, data, "text/csv")})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_a_ledger_is_tried_saved_and_taken_back_ledger_7(staff):
    page = await uploaded(staff)
    columns = (await staff.get(page)).text
    chosen = {
        name: re.search(r'value="(\w+)" selected', options)[1]
        for name, options in re.findall(r'name="(column-\d)"(.*?)</select>', columns, re.S)
    }
    assert list(chosen.values()) == ["year", "number", "title", "unit", "result_class"]
    refused = await staff.write(page, chosen)
    assert refused.status_code == 422 and "类型" in refused.text
    tried = await staff.write(page, {**chosen, "fixed-track": "cppcc"})
    trial = await staff.get(tried.headers["location"])
    assert "新增 1" in trial.text and "错误 1" in trial.text and "缺“案由”" in trial.text
    sheet = openpyxl.load_workbook(io.BytesIO((await staff.get(f"{page}/errors.xlsx")).content)).active
    assert [cell.value for cell in sheet[4]][-1] == "错误原因"
    assert [cell.value for cell in sheet[5]] == ["2018", "0102", None, "某单位", "B类", "缺“案由”"]
    before = await Case.count()
    whole = await staff.write(f"{page}/save", {"how": "whole"})
    assert whole.status_code == 422 and await Case.count() == before
    await staff.write(f"{page}/save", {"how": "valid"})
    assert await Case.count() == before + 1
    assert "新增" in (await staff.get(page)).text
    again = await uploaded(staff)
    await staff.write(again, {**chosen, "fixed-track": "cppcc"})
    assert "新增 0" in (await staff.get(f"{again}/trial")).text
    await staff.write(f"{page}/undo")
    assert await Case.count() == before and "已撤销" in (await staff.get(page)).text


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04junk", b"\xff\xfe\xff\xff\x00"])
async def test_what_is_no_table_is_refused_in_words(staff, data):
    answer = await staff.write("/sheet_imports", {}, files={"file": ("坏.xlsx", data, "application/octet-stream")})
    assert answer.status_code == 422
    assert "读不出来" in answer.text or "没有内容" in answer.text


async def test_a_unit_has_no_part_in_it(client_as):
    assert (await (await client_as(Role.CLERK)).get("/sheet_imports")).status_code in (403, 404)
