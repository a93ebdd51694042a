"""Excel workbooks: what is text stays text, what was asked stands on top, and the head stays in sight."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from cases.actor import PUBLIC
from server.sheets import LONGEST_CELL, Head, workbook

COLUMNS = (Head("编号"), Head("原句"), Head("期限"))


def opened(rows, **more):
    said = {"title": "承诺", "conditions": (), "actor": PUBLIC} | more
    return openpyxl.load_workbook(io.BytesIO(workbook(COLUMNS, rows, **said))).active


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("x")', "#REF!", "'quoted"]
)
def test_text_is_never_a_formula(text):
    cell = opened([(1, text, None)]).cell(5, 2)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == text


@pytest.mark.parametrize("text", ["\x00坏\x0b字\x1f", "\ud800孤", "\u202e反", "长" * 40_000, ""])
def test_no_text_breaks_the_file(text):
    value = opened([(1, text, None)]).cell(5, 2).value or ""
    assert len(value) <= 32_767
    assert not set(value) & set("\x00\x0b\x1f\u202e")


def test_days_and_numbers_stay_what_they_are():
    sheet = opened([(7, "一句", date(2026, 12, 31))])
    assert sheet.cell(5, 1).value == 7
    assert sheet.cell(5, 3).value.date() == date(2026, 12, 31)
    assert sheet.cell(5, 3).number_format == "yyyy-mm-dd"


def test_an_instant_is_told_in_beijing():
    cell = opened([(1, "一句", datetime(2026, 11, 23, 16, 30, tzinfo=UTC))]).cell(5, 3)
    assert cell.value == datetime(2026, 11, 24, 0, 30)


def test_conditions_time_and_person_stand_on_top_and_the_number_below():
    sheet = opened([(1, "甲", None), (2, "乙", None)], conditions=("年度 2024", "地区 临江"))
    top = [sheet.cell(row, 1).value for row in (1, 2, 3)]
    assert top[:2] == ["承诺", "条件：年度 2024；地区 临江"]
    assert "共 2 条" in top[2] and PUBLIC.name in top[2]
    assert [cell.value for cell in sheet[4]] == [head.title for head in COLUMNS]
    assert sheet.cell(7, 1).value == "合计 2 条"


def test_the_head_is_frozen_and_printed_on_every_page():
    sheet = opened([(1, "甲", None)])
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.auto_filter.ref == "A4:C5"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_columns_are_as_wide_as_their_words_within_bounds():
    widths = opened([(1, "很长的一句话" * 40, None)]).column_dimensions
    assert widths["A"].width < widths["B"].width <= 60


def test_an_odd_title_still_names_a_sheet():
    assert opened([], title="检索结果 [养老/托育]*?:" + "长" * 40).title


def test_groups_stand_over_their_columns_and_sums_below():
    heads = (Head("单位"), Head("主办", "件数", total=True), Head("会办", "件数", total=True), Head("链接"))
    rows = [("民政局", 3, 4, "甲"), ("卫健委", 5, 6, "乙")]
    book = openpyxl.load_workbook(io.BytesIO(workbook(heads, rows, title="单位", conditions=(), actor=PUBLIC)))
    sheet = book.active
    assert {str(one) for one in sheet.merged_cells.ranges} >= {"B4:C4", "A4:A5", "D4:D5"}
    assert [cell.value for cell in sheet[4]][:2] == ["单位", "件数"]
    assert [cell.value for cell in sheet[5]][1:3] == ["主办", "会办"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A6", "$4:$5")
    assert [cell.value for cell in sheet[8]] == ["合计 2 条", 8, 10, None]


def test_what_no_cell_can_hold_stands_whole_beside():
    text = "".join(chr(0x4E00 + number % 5_000) for number in range(70_000))
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(COLUMNS, [(1, text, None)], title="承诺", conditions=(), actor=PUBLIC))
    )
    shown = book.worksheets[0].cell(5, 2).value
    assert "全文见“说明”工作表" in shown and len(shown) <= LONGEST_CELL
    notes = book["说明"]
    assert "".join(row[2].value for row in notes.iter_rows(min_row=3)) == text
    assert (notes.cell(3, 1).value, notes.cell(3, 2).value) == (5, "原句")


def test_the_heads_of_a_table_too_wide_for_its_paper_are_broken_before_its_cells_ledger_6():
    heads = [Head(f"很长的列名第{number}列") for number in range(24)]
    body = workbook(heads, [["短"] * 24], title="宽表", conditions=(), actor=PUBLIC)
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, 25)]
    assert max(widths) < 2 * len(heads[0].title) and min(widths) >= 6
