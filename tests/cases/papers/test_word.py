"""Word files: measures in the file itself, and no character lost on the way"""

import io

import mammoth
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.papers.kinds import paper_of
from cases.papers.model import Form, Paper, Paragraph, Run
from cases.papers.samples import sample
from cases.papers.texts import clean, paragraphs, shown_in
from cases.papers.word import as_docx
from cases.vocabulary import Track
from cases.vocabulary.papers import PaperKind
from tests.papers import bare, docx_of, docx_parts, docx_text

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=120)


def letter(text="正文。", **more):
    return Paper(
        PaperKind.REPLY, Form.LETTER, "试排", ("关于试排的答复",), "溪口市民政局", blocks=paragraphs(text), **more
    )


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_no_character_is_lost_or_read_as_markup(text):
    paper = Paper(
        PaperKind.REPLY, Form.SHEET, "试", ("题",), blocks=(Paragraph((Run(clean(text).replace("\n", "")),)),)
    )
    assert docx_text(paper) == bare("题" + clean(text).replace("\n", ""))


@pytest.mark.parametrize("track", [Track.CPPCC, Track.NPC])
@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_kind_holds_all_its_words(kind, track):
    paper = paper_of(kind, sample(track))
    frame = "".join(text for name, text in docx_parts(paper).items() if "header" in name)
    said = docx_text(paper)
    for text in shown_in(paper):
        assert bare(text) in said or bare(text) in frame, text


def test_another_reader_finds_the_same_words():
    body = "一、打算。到2027年底新增𠮷字号助餐点80处 & <b>不加粗</b> {{ 7*7 }}。"
    read = mammoth.extract_raw_text(io.BytesIO(as_docx(letter(body)))).value
    assert bare(body) in bare(read)


def test_sheet_margins_and_pitch():
    section = docx_of(letter()).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    sides += (section.left_margin, section.right_margin)
    # Word counts in twentieths of a point.
    assert [round(side.mm, 1) for side in sides] == [210, 297, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    style = docx_of(letter()).styles["Normal"]
    assert style.paragraph_format.line_spacing == Pt(28.95)
    assert style.font.size == Pt(16)
    fonts = style.element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"


def test_headings_have_their_faces():
    made = docx_of(letter("一、打算\n（一）站点。补空白。\n1. 说明"))
    faces = [[run._element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) for run in p.runs] for p in made.paragraphs]
    assert ["黑体"] in faces
    assert ["楷体_GB2312", "仿宋_GB2312"] in faces
    assert faces[-1] == ["仿宋_GB2312"]


def test_paragraphs_are_indented_by_measure_not_by_blanks():
    made = docx_of(letter("短。"))
    body = next(p for p in made.paragraphs if p.text == "短。")
    assert body._element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_what_it_was_made_of_is_kept_unseen():
    made = docx_of(letter(source="reply/12"))
    assert made.core_properties.identifier == "reply/12"
    assert "reply/12" not in docx_text(letter(source="reply/12"))


def test_a_name_of_any_length_can_be_kept():
    paper = Paper(PaperKind.REPLY, Form.LETTER, "很长的题目" * 100, ("题",), "很长的单位名称" * 50)
    assert len(docx_of(paper).core_properties.title) == 255


def test_properties_of_runs_stand_in_the_order_of_the_format():
    order = ["rFonts", "b", "strike", "color", "spacing", "sz", "u"]
    runs = (Run("去", struck=True), Run("来", added=True))
    made = docx_of(letter(signatures=("局",), day="2026年7月4日", copies="某局。"))
    made.element.body.insert(0, docx_of(Paper(PaperKind.REPLY, Form.SHEET, "x", (), blocks=(Paragraph(runs),)))
                             .paragraphs[0]._element)  # fmt: skip
    for properties in [*made.element.body.iter(qn("w:rPr")), made.styles["Normal"].element.rPr]:
        names = [child.tag.rpartition("}")[2] for child in properties]
        known = [order.index(name) for name in names if name in order]
        assert known == sorted(known), names
