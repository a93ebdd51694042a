"""Paragraphs, tables and codes where a placeholder stood, in a file that has none of our styles."""

import io
from dataclasses import replace

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from cases.papers.kinds import paper_of
from cases.papers.model import Cell, Code, Face, Grid, Paragraph, Run, Shape
from cases.papers.samples import sample
from cases.papers.template_filling import filled
from cases.vocabulary.papers import PaperKind
from tests.paper_templates import paragraph_with, plain_template, saved


def made_with(blocks, template):
    paper = replace(paper_of(PaperKind.REVIEW_SHEET, sample()), blocks=blocks)
    return Document(io.BytesIO(filled(paper, template)))


def test_tables_are_ruled_and_as_wide_as_the_text():
    document = Document(io.BytesIO(plain_template(PaperKind.REVIEW_SHEET)))
    document.styles["Table Grid"].delete()
    first = document.sections[0]
    first.page_width, first.left_margin, first.right_margin = Mm(200), Mm(20), Mm(30)
    grid = Grid((1, 2), ((Cell("甲", label=True), Cell("乙")),))
    made = made_with((grid, Code("https://ta.example", "扫码")), saved(document))
    assert [[cell.text for cell in table.rows[0].cells] for table in made.tables] == [["甲", "乙"], ["", "扫码"]]
    assert made.tables[0]._tbl.tblPr.find(qn("w:tblBorders")) is not None
    assert round(sum(column.width for column in made.tables[0].columns) / Mm(1)) == 150
    # A file ends with a paragraph, never with a table.
    assert made.element.body[-2].tag == qn("w:p")


def test_shapes_and_faces_are_kept():
    blocks = (
        Paragraph((Run("居中", Face.HEADING),), Shape.CENTRED),
        Paragraph((Run("小字"),), Shape.FLUSH, 12.0),
        Paragraph((Run("平常"),)),
    )
    made = made_with(blocks, plain_template(PaperKind.REVIEW_SHEET))
    centred, small = paragraph_with(made, "居中"), paragraph_with(made, "小字")
    assert (centred.alignment, centred.runs[0].font.name) == (1, "黑体")
    assert (small.runs[0].font.size.pt, small.paragraph_format.first_line_indent) == (12.0, 0)


def test_annexes_begin_on_pages_of_their_own():
    paper = paper_of(PaperKind.ASSIGNMENT_NOTICE, sample())
    made = Document(io.BytesIO(filled(paper, plain_template(PaperKind.ASSIGNMENT_NOTICE))))
    heads = [one.text for one in made.paragraphs if one.paragraph_format.page_break_before]
    assert heads == [annex.mark for annex in paper.annexes]
    assert len(made.tables) == len(paper.annexes)
