"""The tables of a Word file as plain text, cell by cell, for forms that come back filled in."""

import json
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import mammoth
from selectolax.lexbor import LexborHTMLParser

from cases.errors import DamagedFile, SheetUnreadable
from cases.intake.formats_docx import bare_package, examine
from cases.intake.formats_sheet import MOST_COLUMNS, MOST_ROWS
from cases.intake.formats_text import FileText


def read_docx_tables(name: str, data: bytes) -> FileText:
    """The tables as JSON, in the shape of ``formats_sheet.read_tables``; a paragraph of a cell is a line of it.

    Raises as ``formats_docx.read_docx``, SheetUnreadable where there is none. Runs in the limited process.
    """
    body, flags = examine(name, data)
    try:
        made = mammoth.convert_to_html(
            bare_package(data, body),
            convert_image=mammoth.images.img_element(lambda _: {}),
            include_default_style_map=False,
        )
    except (ElementTree.ParseError, ExpatError) as broken:
        raise DamagedFile(name) from broken
    tables = []
    for number, table in enumerate(LexborHTMLParser(made.value).css("table"), start=1):
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
