"""The tables of a Word file as plain text, cell by cell, for forms that come back filled in."""

import json

from cases.errors import SheetUnreadable
from cases.intake.formats_docx import tree_of
from cases.intake.formats_sheet import MOST_COLUMNS, MOST_ROWS
from cases.intake.formats_text import FileText


def read_docx_tables(name: str, data: bytes) -> FileText:
    """The tables as JSON, in the shape of ``formats_sheet.read_tables``; a paragraph of a cell is a line of it.

    Raises as ``formats_docx.read_docx``, SheetUnreadable where there is none. Runs in the limited process.
    """
    tree, flags = tree_of(name, data)
    tables = []
    for number, table in enumerate(tree.css("table"), start=1):
        rows = [
            ["\n".join(_lines(cell)) for cell in line.css("td, th")[:MOST_COLUMNS]]
            for line in table.css("tr")[:MOST_ROWS]
        ]
        tables.append({"name": f"表{number}", "rows": rows})
    if not tables:
        raise SheetUnreadable(why="文件里没有表格")
    return FileText(json.dumps(tables, ensure_ascii=False), "docx", flags)


def _lines(cell: object) -> list[str]:
    """The paragraphs of a cell, each without the blanks around it."""
    found = cell.css("p") or [cell]  # type: ignore[attr-defined]
    return [text for one in found if (text := one.text().strip())]
