"""An old ledger brought in by clicks: upload, columns, trial, the wrong rows with reasons, the right ones, undo."""

import io

import openpyxl
from playwright.sync_api import expect

from tests.ledgers import HEADS, rows_of, spoilt
from tests.walks.steps import picture

GOOD, BAD = 60, 7


def workbook(rows):
    book = openpyxl.Workbook()
    for row in (["2019年提案办理台账"], HEADS, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_old_ledger_is_tried_corrected_saved_and_taken_back_ledger_7(walk):
    rows = rows_of(GOOD + BAD, first=8001)
    wrong = spoilt(rows, BAD)
    walker = walk().enter("隋远山")
    page = walker.open("/sheet_imports")
    page.set_input_files(
        "#file", {"name": "2019台账.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(rows)}
    )
    page.click("text=上传并核对列")
    expect(page.locator("h1")).to_have_text("核对列")
    expect(page.locator("#heading-2")).to_have_text("提案编号")
    assert page.locator("select[name=column-2]").input_value() == "number"
    picture(page, "ledger-columns")
    page.click("text=试算，不写入")
    expect(page.locator("h1")).to_have_text("试算结果")
    expect(page.locator(".page-head p")).to_contain_text(f"新增 {GOOD}，更新 0，跳过 0，错误 {BAD}")
    # What is wrong stands first, and pages as every list does.
    expect(page.locator("tbody tr").first).to_contain_text("错误")
    expect(page.locator(".pager")).to_contain_text(f"共 {GOOD + BAD} 条，第 1/2 页")
    picture(page, "ledger-trial")
    with page.expect_download() as loaded:
        page.click("text=个错误行")
    sheet = openpyxl.load_workbook(io.BytesIO(loaded.value.path().read_bytes())).active
    assert sum(bool(row[-1].value) for row in sheet.iter_rows(min_row=5)) == BAD == len(wrong)
    page.click(f"text=只导入正确的 {GOOD} 行")
    expect(page.locator(".tabs")).to_contain_text(f"新增 {GOOD}")
    picture(page, "ledger-done")
    page.click("text=撤销这一批")
    page.click("text=确定撤销")
    expect(page.locator(".page-head p")).to_contain_text("已撤销")
    phone = walk(360, 640).enter("隋远山")
    for path in ("/sheet_imports", page.url.removeprefix(walker.address)):
        phone.open(path)
        assert phone.overflow <= 0, path
