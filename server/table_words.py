"""A table as a Word file to be passed on: title, its paragraph, the table, then its rules, who made it and when."""

import asyncio
import io
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from litestar import Response

from cases.actor import Actor
from cases.clock import BEIJING, now
from server.columns import Column
from server.digests import in_chinese, plain
from server.exports import PAPER, attached

_LONG, _SHORT, _MARGIN = Mm(297), Mm(210), Mm(15)
_HEAD = WD_ALIGN_PARAGRAPH.CENTER
_NUMBERS = tuple("0123456789—")


async def as_word(
    columns: Sequence[Column], rows: Sequence[Any], *, title: str, said: str, rules: Sequence[str], actor: Actor
) -> Response[bytes]:
    """The file to be kept, made in a thread. said: the paragraph above the table, empty for none."""
    body = await asyncio.to_thread(
        table_document, columns, rows, title=title, said=said, rules=rules, spoken=actor.spoken
    )
    return attached(body, title, "docx", PAPER)


def table_document(
    columns: Sequence[Column], rows: Sequence[Any], *, title: str, said: str, rules: Sequence[str], spoken: str
) -> bytes:
    """A .docx of A4 lying on its side, whose head is repeated on every page. spoken: who made it."""
    paper: Any = Document()
    for style in ("Normal", "Title", "Heading 2"):
        in_chinese(paper.styles[style])
    _on_its_side(paper.sections[0])
    paper.add_heading(plain(title), 0)
    if said:
        paper.add_paragraph(plain(said))
    _add_table(paper, columns, rows)
    paper.add_heading("口径", 2)
    for rule in rules:
        paper.add_paragraph(plain(rule))
    paper.add_paragraph(f"制表人：{plain(spoken)}　　制表时间：{now().astimezone(BEIJING):%Y-%m-%d %H:%M}")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _on_its_side(section: Any) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _LONG, _SHORT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _add_table(paper: Any, columns: Sequence[Column], rows: Sequence[Any]) -> None:
    heads = 2 if any(column.group for column in columns) else 1
    told = [[_told(column.read(row)) for column in columns] for row in rows]
    table = paper.add_table(rows=heads + len(rows), cols=len(columns))
    table.style, table.autofit = "Table Grid", False
    cells = table._cells  # asked for once: each asking walks the whole table
    for at, width in enumerate(_widths(columns, told)):
        table.columns[at].width = width
        for cell in cells[at :: len(columns)]:
            cell.width = width
    for at, column in enumerate(columns):
        if heads == 1 or column.group:
            _write(cells[(heads - 1) * len(columns) + at], column.title, _HEAD)
    if heads == 2:
        _add_groups(cells, columns)
    for line in table.rows[:heads]:
        line._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(cells[heads * len(columns) :], (text for row in told for text in row), strict=True):
        _write(cell, text, WD_ALIGN_PARAGRAPH.RIGHT if text[:1] in _NUMBERS else WD_ALIGN_PARAGRAPH.LEFT)


def _told(value: Any) -> str:
    return "—" if value is None else "\n".join(plain(line) for line in str(value).split("\n"))


def _widths(columns: Sequence[Column], told: Sequence[Sequence[str]]) -> list[int]:
    """The width of the paper shared by what the columns have to say; long names may break, numbers may not."""
    wanted = []
    for at, column in enumerate(columns):
        longest = max((len(line) for row in told for line in row[at].split("\n")), default=0)
        numbers = all(row[at][:1] in _NUMBERS for row in told)
        wanted.append(max(min(len(column.title), 4), min(longest * 0.6 + 1 if numbers else longest, 12)))
    return [int((_LONG - 2 * _MARGIN) * one / sum(wanted)) for one in wanted]


def _add_groups(cells: Sequence[Any], columns: Sequence[Column]) -> None:
    """One cell over the columns of a group; a column of its own spans both rows."""
    for _, run in groupby(range(len(columns)), key=lambda at: columns[at].group or at):
        places = list(run)
        first, last = places[0], places[-1]
        if columns[first].group:
            _write(cells[first].merge(cells[last]) if last > first else cells[first], columns[first].group, _HEAD)
        else:
            _write(cells[first].merge(cells[len(columns) + first]), columns[first].title, _HEAD)


def _write(cell: Any, text: str, aligned: Any) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(9), aligned is _HEAD
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.alignment = aligned
