"""Rows as an Excel workbook to be printed and passed on: what was asked, by whom and when stands on top of it."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from copy import copy
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
_FORMATS = {"text": "@", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "number": "General"}

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
    cell = _Cells(sheet).make
    sheet.append([cell(title, "title")])
    sheet.append([cell("条件：" + ("；".join(conditions) or "全部"))])
    made = now().astimezone(BEIJING)
    sheet.append([cell(f"共 {len(listed)} 条，{actor.spoken} {made:%Y-%m-%d %H:%M} 导出")])
    sheet.append([cell(column, "head") for column in columns])
    for row in listed:
        sheet.append([cell(value, "body") for value in row])
    sheet.append([cell(f"合计 {len(listed)} 条", "bold")])
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


class _Cells:
    """Makes the cells of a sheet. A look is worked out once: doing so for each cell takes most of the time."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._looks: dict[tuple[str, str], Any] = {}

    def make(self, value: Value, look: str = "plain") -> WriteOnlyCell:
        """A cell. look: "plain", "title", "bold", "head" or "body"."""
        if isinstance(value, datetime):  # the format knows no time zones
            value = value.astimezone(BEIJING).replace(tzinfo=None)
        kind = _kind_of(value)
        cell = WriteOnlyCell(self._sheet, value=None if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.value = _clean(value)
            # The library takes text that begins with an equals sign for a formula; so does who edits the cell later.
            cell.data_type = "s"
        if (kind, look) not in self._looks:
            self._looks[kind, look] = _styled(WriteOnlyCell(self._sheet), kind, look)._style
        cell._style = copy(self._looks[kind, look])
        return cell


def _kind_of(value: Value) -> str:
    if isinstance(value, str):
        return "text"
    if isinstance(value, datetime):
        return "moment"
    return "day" if isinstance(value, date) else "number"


def _styled(cell: WriteOnlyCell, kind: str, look: str) -> WriteOnlyCell:
    """The cell with the look of its kind of value."""
    cell.number_format = _FORMATS[kind]
    cell.quotePrefix = kind == "text"
    if look != "body":
        cell.font = Font(bold=look != "plain", size=14 if look == "title" else 11)
    if look in ("head", "body"):
        cell.border, cell.alignment = _BOX, _WRAPPED
    if look == "head":
        cell.fill = _HEAD
    return cell


def _clean(text: str) -> str:
    return text.strip()[:LONGEST_CELL] if text.isprintable() else text_of(text, longest=LONGEST_CELL)


def _width(value: Value) -> int:
    text = "" if value is None else str(value)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text[:WIDEST])


def _sheet_name(title: str) -> str:
    """A name that the format allows: at most 31 characters, some signs not."""
    return "".join(char for char in title if char not in "[]:*?/\\'")[:31] or "结果"
