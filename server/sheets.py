"""Rows as an Excel workbook to be printed and passed on: what was asked, by whom and when stands on top of it."""

import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from cases.actor import Actor
from cases.clock import BEIJING, now
from cases.intake.sheet_text import escaped, storable

# More rows than this are not waited for: the table is written beside, and fetched when it is ready.
MOST_ROWS = 5_000
# What a cell of the format may hold; what is longer stands whole on the sheet of notes.
LONGEST_CELL = 32_767
CUT_AT = 32_000
NOTES = "说明"
# Widths in characters of the default font; a Chinese character takes two.
NARROWEST, WIDEST = 6, 44
# What fits on A4 across and can still be read; wider tables have their widest columns narrowed.
PAPER_WIDTH = 190
_LEAST_WIDEST = 18
_MEASURED = 200
# Points of a line of text, and the most that a row of the format may be high.
_LINE_POINTS, _MOST_POINTS = 15, 409
_FORMATS = {"text": "@", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "number": "General"}

_LINE = Side(style="thin", color="B5BAC1")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="E8F0FB")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
HEAD_ROW = 4  # below title, conditions, and who made it when

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. group: what stands over it and its neighbours. total: its numbers are added up. printed:
    it stands on paper, too; one that does not comes after those that do."""

    title: str
    group: str = ""
    total: bool = False
    printed: bool = True


def workbook(
    heads: Sequence[Head],
    rows: Iterable[Sequence[Value]],
    *,
    title: str,
    conditions: Sequence[str],
    actor: Actor,
    told: Callable[[int], None] | None = None,
) -> bytes:
    """An .xlsx file: title, conditions, who and when, a frozen head that every page repeats, rows, totals.

    rows: a value for each column. Text is written as text, never as a formula, whatever it begins with; what no cell
    can hold stands whole on a second sheet. told: is given how many rows have been written.
    """
    listed = [tuple(row) for row in rows]
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(_sheet_name(title))
    grouped = any(head.group for head in heads)
    last_head = HEAD_ROW + grouped
    widths = _widths(heads, listed)
    _lay_out(sheet, heads, widths, last_head, len(listed))
    cells = _Cells(sheet)
    made = now().astimezone(BEIJING)
    sheet.append([cells.make(title, "title")])
    sheet.append([cells.make("条件：" + ("；".join(conditions) or "全部"))])
    sheet.append([cells.make(f"制表人：{actor.spoken}　　制表时间：{made:%Y-%m-%d %H:%M}　　共 {len(listed)} 条")])
    if grouped:
        sheet.append([cells.make(head.group or head.title, "head") for head in heads])
    sheet.append([cells.make(head.title, "head") for head in heads])
    looks = ["body" if head.printed else "aside" for head in heads]
    for number, row in enumerate(listed, start=1):
        line = last_head + number
        sheet.row_dimensions[line].height = _height(row, heads, widths)
        sheet.append([cells.make(value, looks[at], at=(line, heads[at])) for at, value in enumerate(row)])
        if told is not None and number % 500 == 0:
            told(number)
    sheet.append([cells.make(value, "total") for value in _totals(heads, listed)])
    if cells.cut:
        _write_notes(book, cells.cut)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _totals(heads: Sequence[Head], rows: Sequence[Sequence[Value]]) -> list[Value]:
    """The last row: how many there are, and the sums of the columns that have one."""
    sums: list[Value] = [
        sum(value for row in rows if isinstance(value := row[at], int | float)) if head.total else None
        for at, head in enumerate(heads)
    ]
    return [f"合计 {len(rows)} 条", *sums[1:]]


def _lay_out(sheet: Any, heads: Sequence[Head], widths: Sequence[int], last_head: int, count: int) -> None:
    """Widths, frozen head and paper; a sheet that is written in one go takes them before its rows."""
    last = get_column_letter(max(1, len(heads)))
    last_printed = get_column_letter(max(1, sum(head.printed for head in heads)))
    sheet.freeze_panes = f"A{last_head + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{last_head}"
    sheet.auto_filter.ref = f"A{last_head}:{last}{last_head + count}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.print_area = f"A1:{last_printed}{last_head + count + 1}"
    for row in range(1, HEAD_ROW):
        sheet.merged_cells.add(f"A{row}:{last_printed}{row}")
    if last_head > HEAD_ROW:
        _merge_groups(sheet, heads)
    for number, width in enumerate(widths):
        sheet.column_dimensions[get_column_letter(number + 1)].width = width


def _merge_groups(sheet: Any, heads: Sequence[Head]) -> None:
    """One cell over the columns of a group; a column of its own spans both rows of the head."""
    for _, run in groupby(range(len(heads)), key=lambda at: heads[at].group or at):
        columns = list(run)
        first, last = get_column_letter(columns[0] + 1), get_column_letter(columns[-1] + 1)
        below = HEAD_ROW if heads[columns[0]].group else HEAD_ROW + 1
        if below > HEAD_ROW or len(columns) > 1:
            sheet.merged_cells.add(f"{first}{HEAD_ROW}:{last}{below}")


def _widths(heads: Sequence[Head], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Widths by the longest line of the first rows; a table too wide for its paper gives up some of the widest, and
    where that is not enough its heads are broken into two lines."""
    held = [max((_width(row[at]) for row in rows[:_MEASURED]), default=0) for at in range(len(heads))]
    wanted = [min(max(widest, _width(head.title) + 2) + 2, WIDEST) for widest, head in zip(held, heads, strict=True)]
    widest_allowed = WIDEST
    while _printed(wanted, heads) > PAPER_WIDTH and widest_allowed > _LEAST_WIDEST:
        widest_allowed -= 2
        wanted = [min(width, widest_allowed) for width in wanted]
    if _printed(wanted, heads) > PAPER_WIDTH:
        broken = [max(widest, _width(head.title) // 2 + 2) + 1 for widest, head in zip(held, heads, strict=True)]
        wanted = [min(pair) for pair in zip(wanted, broken, strict=True)]
    return [max(width, NARROWEST) for width in wanted]


def _printed(widths: Sequence[int], heads: Sequence[Head]) -> int:
    """How wide a table is on paper."""
    return sum(width for width, head in zip(widths, heads, strict=True) if head.printed)


def _height(row: Sequence[Value], heads: Sequence[Head], widths: Sequence[int]) -> float:
    """Points that the longest cell needs when it is broken into lines: not every program works it out by itself."""
    lines = 1
    for value, head, width in zip(row, heads, widths, strict=True):
        if isinstance(value, str) and head.printed and len(value) * 2 > width - 2:
            parts = value.split("\n")
            # A Chinese character that does not fit goes down whole: a line holds a little less than its width.
            lines = max(lines, sum(1 + max(0, _columns(part) - 1) // max(1, width - 2) for part in parts))
    return min(lines * _LINE_POINTS + 2, _MOST_POINTS)


def _write_notes(book: Any, cut: Sequence[tuple[int, str, str]]) -> None:
    """The texts that no cell can hold, whole, in pieces one below the other."""
    sheet = book.create_sheet(NOTES)
    sheet.column_dimensions["C"].width = 100
    cells = _Cells(sheet)
    sheet.append([cells.make("下列内容超出一格能容纳的长度，全文分段列在这里。", "title")])
    sheet.append([cells.make(text, "head") for text in ("行", "列", "全文")])
    for row, column, text in cut:
        for start in range(0, len(text), CUT_AT):
            sheet.append([cells.make(value, "body") for value in (row, column, text[start : start + CUT_AT])])


class _Cells:
    """Makes the cells of a sheet. A look is worked out once: doing so for each cell takes most of the time.

    cut: row, column and whole text of what was too long for a cell.
    """

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._looks: dict[tuple[str, str], Any] = {}
        self.cut: list[tuple[int, str, str]] = []

    def make(self, value: Value, look: str = "plain", at: tuple[int, Head] | None = None) -> WriteOnlyCell:
        """A cell. look: plain, title, total, head, body or aside. at: its row and column, to name what is cut."""
        if isinstance(value, datetime):  # the format knows no time zones
            value = value.astimezone(BEIJING).replace(tzinfo=None)
        kind = _kind_of(value)
        cell = WriteOnlyCell(self._sheet, value=None if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.value = self._fitting(storable(value), at)
            # The library takes text that begins with an equals sign for a formula; so does who edits the cell later.
            cell.data_type = "s"
        if (kind, look) not in self._looks:
            self._looks[kind, look] = _styled(WriteOnlyCell(self._sheet), kind, look)._style
        cell._style = self._looks[kind, look]
        return cell

    def _fitting(self, text: str, at: tuple[int, Head] | None) -> str:
        written = escaped(text)
        if len(written) <= LONGEST_CELL:
            return written
        if at is not None:
            self.cut.append((at[0], at[1].title, text))
        # The pieces on the other sheet may hold escapes, too; half of a cell is room for any text.
        kept = text[: CUT_AT // 2] if len(escaped(text[:CUT_AT])) > LONGEST_CELL - 100 else text[:CUT_AT]
        said = f"……（本格放不下，后面还有 {len(text) - len(kept)} 字，全文见“{NOTES}”工作表）"
        return escaped(kept)[: LONGEST_CELL - len(said)] + said


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
    if look not in ("body", "aside"):
        cell.font = Font(bold=look != "plain", size=16 if look == "title" else 11)
    if look in ("head", "body", "total"):
        cell.border, cell.alignment = _BOX, _WRAPPED
    if look in ("title", "head"):
        cell.alignment = _CENTRED
    if look == "head":
        cell.fill = _HEAD
    return cell


def _width(value: Value) -> int:
    text = "" if value is None else str(value)[:WIDEST]
    return _columns(text[:16] if isinstance(value, datetime) else text)


def _columns(text: str) -> int:
    """How many Latin letters a text is as wide as."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _sheet_name(title: str) -> str:
    """A name that the format allows: at most 31 characters, some signs not."""
    kept = "".join(char for char in storable(title) if char not in "[]:*?/\\'\n\t")
    return kept[:31].strip() or "结果"
