"""Rows as an Excel workbook to be printed and passed on: what was asked, by whom and when stands on top of it."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from cases.actor import Actor
from cases.clock import BEIJING, now
from server.forms import text_of

# More rows than this nobody reads in one sheet; the list is to be narrowed first.
MOST_ROWS = 5_000
# What a cell of the format may hold.
LONGEST_CELL = 32_000
# Widths in characters of the default font; a Chinese character takes two.
NARROWEST, WIDEST = 8, 60
_MEASURED = 200

_LINE = Side(style="thin", color="B5BAC1")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="E8F0FB")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD_ROW = 4

Value = str | int | float | date | None


def workbook(
    columns: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str, conditions: Sequence[str], actor: Actor
) -> bytes:
    """An .xlsx file of one sheet: title, conditions, who and when, a frozen head that every page repeats, rows, number.

    rows: a value for each column. Text is written as text, never as a formula, whatever it begins with.
    """
    listed = [tuple(row) for row in rows]
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(_sheet_name(title))
    _lay_out(sheet, columns, listed)
    sheet.append([_cell(sheet, title, bold=True, size=14)])
    sheet.append([_cell(sheet, "条件：" + ("；".join(conditions) or "全部"))])
    made = now().astimezone(BEIJING)
    sheet.append([_cell(sheet, f"共 {len(listed)} 条，{actor.spoken} {made:%Y-%m-%d %H:%M} 导出")])
    sheet.append([_cell(sheet, column, bold=True, boxed=True, filled=True) for column in columns])
    for row in listed:
        sheet.append([_cell(sheet, value, boxed=True) for value in row])
    sheet.append([_cell(sheet, f"合计 {len(listed)} 条", bold=True)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lay_out(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """Widths, frozen head and paper; a sheet that is written in one go takes them before its rows."""
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    for number, column in enumerate(columns):
        widest = max((_width(row[number]) for row in rows[:_MEASURED]), default=0)
        wanted = max(widest, _width(column)) + 2
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(max(wanted, NARROWEST), WIDEST)


def _cell(
    sheet: Any, value: Value, *, bold: bool = False, size: int = 11, boxed: bool = False, filled: bool = False
) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=None if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.value = text_of(value, longest=LONGEST_CELL)
        # The library takes text that begins with an equals sign for a formula; so does who edits the cell later.
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True
    elif isinstance(value, date) and not isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd"
    if bold or size != 11:
        cell.font = Font(bold=bold, size=size)
    if boxed:
        cell.border, cell.alignment = _BOX, _WRAPPED
    if filled:
        cell.fill = _HEAD
    return cell


def _width(value: Value) -> int:
    text = "" if value is None else str(value)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text[:WIDEST])


def _sheet_name(title: str) -> str:
    """A name that the format allows: at most 31 characters, some signs not."""
    return "".join(char for char in title if char not in "[]:*?/\\'")[:31] or "结果"
