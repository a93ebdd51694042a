"""DRAFT-11 and DRAFT-4: what comes into a draft from a clipboard or a Word file is its words, bold, and tables."""

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.errors import NoTextInside
from cases.intake import limits
from cases.intake.formats_draft import read_draft, read_pasted
from cases.notation import Table, blocks_of
from cases.papers.bodies import body_of
from cases.papers.model import Form, Paper
from cases.papers.word import as_docx
from cases.vocabulary.papers import PaperKind
from tests.cases.intake import clipboards


def pasted(html):
    found = read_pasted("剪贴板", html.encode())
    return found.text, {name: int(count) for name, count in found.meta.items()}


def test_word_keeps_words_headings_numbers_and_the_table():
    text, counts = pasted(clipboards.WORD)
    assert text.split("\n") == [
        "您提出的意见收悉，〖现答复如下〗：",
        "一、已经做到的",
        "〖收费办法〗",
        "1. 开放三处。",
        "• 补一处。",
        "| 街道 | 托位（个） |",
        "| 城东 | 60 其中普惠〖40〗 |",
        "改后的说法。",
    ]
    assert {name: counts[name] for name in ("tables", "images", "deleted", "comments", "headings")} == {
        "tables": 1, "images": 1, "deleted": 1, "comments": 2, "headings": 2,
    }  # fmt: skip
    assert counts["looks"]


def test_wps_keeps_bold_and_counts_both_pictures():
    text, counts = pasted(clipboards.WPS)
    assert text == "截至今年六月，新增助餐点〖18〗处。\n这一句不是加粗。"
    assert counts["images"] == 2
    assert "tables" not in counts


def test_excel_gives_a_table_with_equally_many_cells_in_each_row():
    text, counts = pasted(clipboards.EXCEL)
    (table,) = blocks_of(text)
    assert isinstance(table, Table)
    assert [row.cells for row in table.rows] == [
        ("区县", "计划｜完成", "比例"), ("全市", "", "0.5"), ("城东区", "", "50%"),
    ]  # fmt: skip
    assert counts["tables"] == 1 and "images" not in counts


def test_a_page_of_the_web_leaves_nothing_of_itself():
    html = (
        "<script>alert(1)</script><h3>二、下一步</h3><ol><li>先<a href='http://x.invalid'>调查</a></li><li>后建设</li></ol>"
        "<ul><li>一处</li></ul><table><tr><td>只有一列</td></tr></table><p onclick='x()'>完<img src=x onerror=y></p>"
    )
    text, counts = pasted(html)
    assert text == "二、下一步\n1. 先调查\n2. 后建设\n• 一处\n只有一列\n完"
    assert counts["images"] == 1


@given(st.text(st.sampled_from("<>/bptrd 甲〖|\"'=;:!-\n"), max_size=120))
def test_whatever_is_pasted_is_text_that_can_be_read_again(html):
    text, _ = pasted(html)
    assert all(line == line.strip() and line for line in text.split("\n")) or not text
    assert body_of(text) is not None


def test_junk_is_read_quickly():
    assert pasted("<b>" * limits.HTML_OPEN_TAGS + "甲")[0] == "〖甲〗"
    assert pasted("<td>" * 20_000)[0] == ""


def test_a_word_file_keeps_bold_headings_and_tables():
    made = docx.Document()
    made.add_heading("二、下一步", 1)
    made.add_heading("资金安排", 2)
    line = made.add_paragraph("全市设点")
    line.add_run("12").bold = True
    line.add_run("0处").bold = True
    table = made.add_table(rows=2, cols=2)
    for at, words in enumerate(("街道", "托位", "城东", "60")):
        table.cell(at // 2, at % 2).text = words
    out = io.BytesIO()
    made.save(out)
    found = read_draft("稿.docx", out.getvalue())
    assert found.text == "二、下一步\n〖资金安排〗\n全市设点〖120处〗\n| 街道 | 托位 |\n| 城东 | 60 |\n"
    empty = io.BytesIO()
    docx.Document().save(empty)
    with pytest.raises(NoTextInside):
        read_draft("空.docx", empty.getvalue())


def test_a_paper_read_again_is_the_text_it_was_made_of_draft_5():
    words = ["甲乙", "，3", "𠮷", "〖120处〗", "〖甲〗乙〖丙〗", "a & <b>", "〖已有〗的。"]
    lines = [
        *words,
        "（一）分布。各街道：",
        "| 街道 | 托位 |",
        *(f"| {one.replace('|', '')} | 〖3〗处 |" for one in words),
        "完。",
    ]
    body = "\n".join(lines)
    paper = Paper(PaperKind.REPLY, Form.SHEET, "试", (), blocks=body_of(body))
    assert read_draft("稿.docx", as_docx(paper)).text == f"{body}\n"
