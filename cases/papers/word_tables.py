"""Ruled tables and QR codes of a Word paper."""

import io
from typing import Any

import segno
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from cases.papers import model
from cases.papers.model import Cell, Code, Face, Grid
from cases.papers.word_parts import face_of

_WIDTH = model.SHEET[0] - model.LEFT - model.RIGHT
_CODE = 26.0


def add_grid(out: Any, grid: Grid) -> Any:
    """A ruled table; its head is repeated on every page."""
    table = out.add_table(rows=len(grid.rows), cols=len(grid.widths))
    table.style, table.autofit = "Table Grid", False
    whole = sum(grid.widths)
    for number, share in enumerate(grid.widths):
        width = Mm(_WIDTH * share / whole)
        table.columns[number].width = width
        for cell in table.columns[number].cells:
            cell.width = width
    for number, cells in enumerate(grid.rows):
        _row(table.rows[number], cells, grid.size, head=number < grid.head)
    return table


def add_code(out: Any, code: Code) -> Any:
    """A QR code with its words at its right."""
    table = out.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (_CODE + 4, _WIDTH - _CODE - 4), strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    picture = io.BytesIO()
    segno.make(code.address, error="m").save(picture, kind="png", border=1, scale=8)
    holder = table.rows[0].cells[0].paragraphs[0]
    holder.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    holder.add_run().add_picture(picture, width=Mm(_CODE))
    _words(table.rows[0].cells[1], Cell(code.caption), model.TABLE_SIZE)
    return table


def _row(row: Any, cells: tuple[Cell, ...], size: float, *, head: bool) -> None:
    at, places = 0, list(row.cells)
    for cell in cells:
        place = places[at] if cell.span == 1 else places[at].merge(places[at + cell.span - 1])
        at += cell.span
        _words(place, cell, size)
    height = max(cell.height for cell in cells)
    if height:
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    if head:
        repeated = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(repeated)
        repeated.set(qn("w:val"), "true")


def _words(place: Any, cell: Cell, size: float) -> None:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, line in enumerate(cell.text.split("\n")):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if cell.label or cell.centred else WD_ALIGN_PARAGRAPH.LEFT
        face_of(paragraph.add_run(line), Face.HEADING if cell.label else Face.BODY, size, tight=False)
