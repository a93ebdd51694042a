"""Bold words and tables of a text on paper: in the model, in the Word file and in the PDF."""

import dataclasses
import io

import docx
from hypothesis import given
from hypothesis import strategies as st

from cases.notation import plain_of
from cases.papers.bodies import body_of
from cases.papers.kinds import paper_of
from cases.papers.model import Cell, Face, Grid, Paragraph, Run
from cases.papers.samples import sample
from cases.papers.texts import paragraphs
from cases.papers.word import as_docx
from cases.vocabulary.papers import PaperKind
from tests.papers import bare, pdf_text

BODY = "一、〖已有〗基础\n全市设点〖120处〗，分布如下：\n| 街道 | 托位 |\n| 城东 | 〖60〗个以上 |\n感谢关心。"


def test_lines_are_paragraphs_and_rows_are_one_grid():
    heading, sentence, grid, last = body_of(BODY)
    assert heading == Paragraph(
        (Run("一、", Face.HEADING), Run("已有", Face.HEADING, strong=True), Run("基础", Face.HEADING))
    )
    assert sentence.runs == (Run("全市设点"), Run("120处", strong=True), Run("，分布如下："))
    assert isinstance(grid, Grid) and grid.head == 1
    assert grid.rows[1][1] == Cell("60个以上", centred=True, strong=((0, 2),))
    assert grid.rows[1][1].lines == ((Run("60", strong=True), Run("个以上")),)
    assert last == Paragraph((Run("感谢关心。"),))


@given(st.text(st.sampled_from("一、（二）托位。\n　 甲"), max_size=80))
def test_a_text_without_marks_is_printed_as_ever(text):
    assert body_of(text) == paragraphs(text)


@given(st.text(st.sampled_from("甲乙〖〗|\n"), max_size=60))
def test_no_character_but_marks_and_bars_is_missing_on_paper(text):
    blocks = body_of(text)
    said = "".join(b.text if isinstance(b, Paragraph) else "".join(c.text for r in b.rows for c in r) for b in blocks)
    assert bare(said).replace("|", "") == bare(plain_of(text).text).replace("|", "")


def test_both_renderers_show_them():
    matter = sample()
    replies = tuple(dataclasses.replace(one, body=BODY) for one in matter.replies)
    paper = paper_of(PaperKind.REPLY, dataclasses.replace(matter, replies=replies))
    said = bare(pdf_text(paper))
    assert "全市设点120处" in said and "60个以上" in said
    assert "〖" not in said and "|" not in said
    file = docx.Document(io.BytesIO(as_docx(paper)))
    bold = [run.text for paragraph in file.paragraphs for run in paragraph.runs if run.font.bold]
    assert bold == ["已有", "120处"]
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [
        ["街道", "托位"],
        ["城东", "60个以上"],
    ]
    assert file.tables[0].rows[1].cells[1].paragraphs[0].runs[0].font.bold
