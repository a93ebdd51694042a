"""A table that an office sends, as CSV in whatever encoding or as xlsx, as rows under the names of its columns."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from cases.errors import SheetUnreadable
from cases.intake.isolation import read_apart

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 500
MOST_COLUMNS = 40
LONGEST_CELL = 200


def read_sheet(name: str, data: bytes) -> list[dict[str, str]]:
    """Rows of the first sheet, empty ones left out; keys are what the first row says.

    Raises SheetUnreadable and, of a workbook, a FileError.
    """
    if not data.strip():
        raise SheetUnreadable(why="文件是空的")
    if len(data) > MOST_BYTES:
        raise SheetUnreadable(why=f"文件超过 {MOST_BYTES // 1024 // 1024} MB")
    lines = _xlsx(name, data) if data.startswith(b"PK") else _csv(data)
    head = next(iter(lines), ())
    if not any(head):
        raise SheetUnreadable(why="第一行没有列名")
    rows = []
    for line in lines:
        row = {key: cell for key, cell in zip(head, line, strict=False) if key}
        if any(row.values()):
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise SheetUnreadable(why=f"超过 {MOST_ROWS} 行，请分成几个文件")
    return rows


def _csv(data: bytes) -> Iterator[tuple[str, ...]]:
    """Lines of a CSV in UTF-8 or GB18030; commas, semicolons and tabs all part cells."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SheetUnreadable(why="不是 UTF-8 或 GBK 文字")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return iter([_cells(line) for line in csv.reader(io.StringIO(text), delimiter=delimiter)])
    except csv.Error:
        raise SheetUnreadable(why="引号或分隔符不成对") from None


def _xlsx(name: str, data: bytes) -> Iterator[tuple[str, ...]]:
    """Lines of the first sheet of a workbook, read in the limited process."""
    sheets = json.loads(read_apart("sheet", name, data).text)
    return iter([_cells(row) for row in sheets[0]["rows"]] if sheets else [])


def _cells(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split())[:LONGEST_CELL] for _, cell in zip(range(MOST_COLUMNS), cells, strict=False))
