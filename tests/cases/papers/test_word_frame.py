"""The frame of a Word paper: red name and rules on the first page of a letter, page numbers on the others."""

import pytest
from docx.oxml.ns import qn
from docx.shared import RGBColor

from cases.papers.model import Form, Paper
from cases.vocabulary.papers import PaperKind
from tests.papers import bare, docx_of


def made(form=Form.LETTER, **more):
    return docx_of(Paper(PaperKind.REPLY, form, "试", ("题",), "溪口市民政局", **more))


def test_a_letter_has_its_name_and_rules_on_the_first_page_only():
    section = made(class_mark="B", status="未签发").sections[0]
    assert section.different_first_page_header_footer
    mark, name, rule = section.first_page_header.paragraphs
    assert mark.text == "未签发\tB"
    assert name.text == "溪口市民政局"
    assert name.runs[0].font.color.rgb == RGBColor(0xE6, 0, 0x12)
    border = rule._element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert border.get(qn("w:val")) == "thickThinSmallGap"
    lower = section.first_page_footer.paragraphs[0]._element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert lower.get(qn("w:val")) == "thinThickSmallGap"
    assert round(section.footer_distance.mm, 1) == 20
    assert round(rule.paragraph_format.left_indent.mm) == -8
    assert round(rule.paragraph_format.right_indent.mm) == -6
    assert section.header.paragraphs[0].text == ""


def test_numbers_stand_outside_and_are_counted_by_word():
    document = made()
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph._element.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert [node.text for node in paragraph._element.iter(qn("w:instrText"))] == ["PAGE"]
        assert bare(paragraph.text) == "——"
    assert not list(section.first_page_footer.paragraphs[0]._element.iter(qn("w:instrText")))


@pytest.mark.parametrize("numbered", [True, False])
def test_a_sheet_has_no_red_and_numbers_where_wanted(numbered):
    section = made(Form.SHEET, numbered=numbered).sections[0]
    assert not section.different_first_page_header_footer
    assert bool(list(section.footer._element.iter(qn("w:instrText")))) is numbered
