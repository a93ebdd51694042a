"""Ruled tables and QR codes of a Word paper."""

import io
from typing import Any

import segno
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from cases.papers import model
from cases.papers.model import LONG_CELL, Cell, Code, Face, Grid
from cases.papers.word_parts import exactly, face_of

_WIDTH = model.SHEET[0] - model.LEFT - model.RIGHT
_CODE = 26.0
# Within a cell: from line to line as a share of the size, and what stays free at the sides and above, in points.
_PITCH, _SIDE, _ABOVE = 1.42, 5.0, 6.0
# Between a line of text and a table, in points: what a fixed line leaves there is less than above the letters.
_BEFORE = 3.0


def add_grid(out: Any, grid: Grid) -> Any:
    """A ruled table; its head is repeated on every page."""
    last = out.paragraphs[-1] if out.paragraphs else None
    if last is not None and last.paragraph_format.space_after is None:
        last.paragraph_format.space_after = Pt(_BEFORE)
    return grid_table(out, grid, text_width(out))


def text_width(out: Any) -> float:
    """Of the first section, in millimetres; that of an official paper where a file does not say."""
    first = out.sections[0]
    said = (first.page_width, first.left_margin, first.right_margin)
    return _WIDTH if None in said else float((said[0] - said[1] - said[2]) / Mm(1))


def grid_table(out: Any, grid: Grid, wide: float = _WIDTH) -> Any:
    """A ruled table at the end of a file. wide: in millimetres.

    Its rules are its own, for a template of the office need not have the style that other files take them from.
    """
    table = out.add_table(rows=len(grid.rows), cols=len(grid.widths))
    table.autofit = False
    _ruled(table)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _inset(table, grid.size)
    whole = sum(grid.widths)
    for number, share in enumerate(grid.widths):
        width = Mm(wide * share / whole)
        table.columns[number].width = width
        for cell in table.columns[number].cells:
            cell.width = width
    for number, cells in enumerate(grid.rows):
        _row(table.rows[number], cells, grid.size, head=number < grid.head)
    return table


def code_table(out: Any, code: Code, wide: float = _WIDTH) -> Any:
    """A QR code with its words at its right, at the end of a file. wide: in millimetres."""
    table = out.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (_CODE + 4, wide - _CODE - 4), strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    picture = io.BytesIO()
    segno.make(code.address, error="m").save(picture, kind="png", border=1, scale=8)
    holder = table.rows[0].cells[0].paragraphs[0]
    holder.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    holder.add_run().add_picture(picture, width=Mm(_CODE))
    _words(table.rows[0].cells[1], Cell(code.caption), model.TABLE_SIZE)
    return table


def _ruled(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        made = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            made.set(qn(f"w:{name}"), value)
        borders.append(made)
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)


def _inset(table: Any, size: float) -> None:
    """What stays free within the cells; the spare room of an exact line counts as such."""
    margins = OxmlElement("w:tblCellMar")
    above = _ABOVE - size * (_PITCH - 1) / 2
    for edge, points in (("top", above), ("left", _SIDE), ("bottom", above), ("right", _SIDE)):
        made = OxmlElement(f"w:{edge}")
        made.set(qn("w:w"), str(round(points * 20)))
        made.set(qn("w:type"), "dxa")
        margins.append(made)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    (look.addprevious if look is not None else table._tbl.tblPr.append)(margins)


def _row(row: Any, cells: tuple[Cell, ...], size: float, *, head: bool) -> None:
    at, places = 0, list(row.cells)
    for cell in cells:
        place = places[at] if cell.span == 1 else places[at].merge(places[at + cell.span - 1])
        at += cell.span
        _words(place, cell, size)
    height = max(cell.height for cell in cells)
    if height:
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    if all(len(cell.text) <= LONG_CELL for cell in cells):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if head:
        repeated = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(repeated)
        repeated.set(qn("w:val"), "true")


def _words(place: Any, cell: Cell, size: float) -> None:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, runs in enumerate(cell.lines):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        exactly(paragraph.paragraph_format, size * _PITCH)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if cell.label or cell.centred else WD_ALIGN_PARAGRAPH.LEFT
        for run in runs:
            made = face_of(paragraph.add_run(run.text), Face.HEADING if cell.label else Face.BODY, size, tight=False)
            if run.strong:
                made.font.bold = True
