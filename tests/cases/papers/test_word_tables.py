"""Tables and codes of Word papers: spans, heads that are repeated, room to write in, pictures."""

from docx import Document
from docx.oxml.ns import qn

from cases.papers.model import Cell, Code, Grid
from cases.papers.word_tables import add_grid, code_table, text_width

ROWS = (
    (Cell("案号", label=True), Cell("第1号"), Cell("届次", label=True), Cell("一次会议")),
    (Cell("意见", label=True), Cell("第一行\n第二行", span=3, height=40)),
)


def test_spans_lines_and_heights():
    table = add_grid(Document(), Grid((1, 2, 1, 2), ROWS, head=1))
    assert [cell.text for cell in table.rows[0].cells] == ["案号", "第1号", "届次", "一次会议"]
    wide = table.rows[1].cells[1]
    assert wide.text == "第一行\n第二行"
    assert wide._tc is table.rows[1].cells[3]._tc
    assert round(table.rows[1].height.mm) == 40
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False]


def test_columns_share_the_width_of_the_text():
    document = Document()
    table = add_grid(document, Grid((1, 2, 1, 2), ROWS))
    widths = [column.width for column in table.columns]
    assert round(sum(width.mm for width in widths)) == round(text_width(document)) == 152
    assert round(widths[1].mm) == round(2 * widths[0].mm)


def test_a_code_is_a_picture_beside_its_words():
    document = Document()
    table = code_table(document, Code("https://ta.example/ratings/7", "扫码填写\nhttps://ta.example/ratings/7"))
    assert len(document.inline_shapes) == 1
    assert round(document.inline_shapes[0].width.mm) == 26
    assert "ratings/7" in table.rows[0].cells[1].text
