"""Excel workbooks: what is text stays text, what was asked stands on top, and the head stays in sight."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from cases.actor import PUBLIC
from server.sheets import workbook

COLUMNS = ("编号", "原句", "期限")


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
    assert cell.value == text.strip()


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
    assert [cell.value for cell in sheet[4]] == list(COLUMNS)
    assert sheet.cell(7, 1).value == "合计 2 条"


def test_the_head_is_frozen_and_printed_on_every_page():
    sheet = opened([(1, "甲", None)])
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_columns_are_as_wide_as_their_words_within_bounds():
    widths = opened([(1, "很长的一句话" * 40, None)]).column_dimensions
    assert widths["A"].width < widths["B"].width <= 60


def test_an_odd_title_still_names_a_sheet():
    assert opened([], title="检索结果 [养老/托育]*?:" + "长" * 40).title
