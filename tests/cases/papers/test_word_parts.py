"""Pieces of Word's format: faces by the standard's names, exact lines, borders in their place."""

from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt

from cases.papers.model import Face
from cases.papers.word_parts import bordered, exactly, face_of, hanging, page_number, standard_fonts


def test_every_face_has_the_font_of_the_standard():
    assert set(standard_fonts()) == set(Face)
    assert standard_fonts()[Face.TITLE] == "方正小标宋简体"


def test_a_run_names_its_font_for_chinese_and_for_latin():
    run = face_of(Document().add_paragraph().add_run("字a"), Face.HEADING, 16, tight=False)
    fonts = run._element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "黑体"
    assert fonts.get(qn("w:ascii")) == "黑体"
    assert run._element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "0"


def test_borders_come_before_spacing_and_indents():
    paragraph = Document().add_paragraph("字")
    exactly(paragraph.paragraph_format, 20)
    hanging(paragraph, left=32, first=-16)
    bordered(paragraph, "bottom", "single", size=8, space=1, color="FF0000")
    names = [child.tag.rpartition("}")[2] for child in paragraph._element.pPr]
    assert names.index("pBdr") < names.index("spacing") < names.index("ind")
    assert paragraph.paragraph_format.line_spacing == Pt(20)
    assert paragraph.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert paragraph.paragraph_format.first_line_indent == Pt(-16)


def test_a_page_number_is_a_whole_field():
    paragraph = Document().add_paragraph()
    page_number(paragraph, 14)
    kinds = [node.get(qn("w:fldCharType")) for node in paragraph._element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "end"]
