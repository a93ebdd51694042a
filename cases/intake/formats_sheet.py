"""Tables of a spreadsheet or CSV as plain text, cell by cell: what a clerk sees, with merged cells filled."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from cases.errors import DamagedFile, SheetUnreadable
from cases.intake.formats_text import FileText
from cases.intake.packages import check_package
from cases.intake.sheet_text import storable, unescaped, unquoted

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 80, 20
# Cells that merging may fill in all: a range over whole columns is no table.
_MOST_FILLED = 200_000
_MERGED = re.compile(rb'<(?:[a-z]{1,8}:)?mergeCell [^>]{0,80}?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_ONLY_ZEROS = re.compile(r"0{2,20}")


def read_tables(name: str, data: bytes) -> FileText:
    """The sheets of a file as JSON: a list of objects with name and rows, a row a list of texts.

    Days are written 2024-06-30. Raises SheetUnreadable, and as ``check_package``.
    """
    if data.startswith(b"PK"):
        _check(name, data)
    sheets, encoding = _xlsx(data) if data.startswith(b"PK") else _csv(data)
    return FileText(json.dumps(sheets, ensure_ascii=False), encoding, (), {})


def _check(name: str, data: bytes) -> None:
    try:
        check_package(name, data)
    except DamagedFile:
        raise SheetUnreadable(why="不是 xlsx 表格，或文件已损坏") from None


def _csv(data: bytes) -> tuple[list[dict[str, Any]], str]:
    """The one table of a CSV in UTF-8 or GB18030; commas, semicolons and tabs all part cells."""
    text, encoding = _decoded(data)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        rows = list(_lines(reader))
    except csv.Error:
        raise SheetUnreadable(why="引号或分隔符不成对，或有一格太长") from None
    return [{"name": "CSV", "rows": _measured(rows)}], encoding


def _lines(reader: Iterable[list[str]]) -> Iterator[list[str]]:
    """Lines of a CSV, no more than an import takes. Raises SheetUnreadable."""
    said = 0
    for line in reader:
        said += any(line)
        if said > MOST_ROWS:
            raise SheetUnreadable(why=f"超过 {MOST_ROWS} 行，请分成几个文件")
        yield [unquoted(storable(cell)) for cell in line[:MOST_COLUMNS]]


def _decoded(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise SheetUnreadable(why="不是 UTF-8 或 GBK 文字")


def _xlsx(data: bytes) -> tuple[list[dict[str, Any]], str]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            sheets = []
            for sheet in book.worksheets[:MOST_SHEETS]:
                lines = sheet.iter_rows(max_row=MOST_ROWS + 10, max_col=MOST_COLUMNS)
                rows = [[_cell(cell) for cell in line] for line in lines]
                _fill(rows, _MERGED.findall(packed.read(sheet._worksheet_path)))
                sheets.append({"name": sheet.title, "rows": _measured(rows)})
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, TypeError, SyntaxError):
        raise SheetUnreadable(why="不是 xlsx 表格，或文件已损坏") from None
    return sheets, "xlsx"


def _cell(cell: Any) -> str:
    """A cell as it is seen: a day as a day, a number with the zeros that its format puts before it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return storable(unescaped(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds") if value.hour or value.minute else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    zeros = cell.number_format or ""
    return str(value).zfill(len(zeros)) if isinstance(value, int) and _ONLY_ZEROS.fullmatch(zeros) else str(value)


def _fill(rows: list[list[str]], merged: Iterable[bytes]) -> None:
    """Every cell of a merged range says what its first cell says, as whoever reads the table takes it."""
    left = _MOST_FILLED
    for ref in merged:
        first, top, last, bottom = range_boundaries(ref.decode())
        bottom, last = min(bottom, len(rows)), min(last, MOST_COLUMNS)
        left -= max(0, bottom - top + 1) * max(0, last - first + 1)
        if left < 0:
            return
        said = rows[top - 1][first - 1] if top <= len(rows) and first <= len(rows[top - 1]) else ""
        for row in rows[top - 1 : bottom]:
            for column in range(first - 1, min(last, len(row))):
                row[column] = said


def _measured(rows: list[list[str]]) -> list[list[str]]:
    """The rows without empty cells and rows at their ends. Raises SheetUnreadable for more than an import takes."""
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise SheetUnreadable(why=f"超过 {MOST_ROWS} 行，请分成几个文件")
    return rows
