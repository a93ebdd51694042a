"""Tables in Word: heads over their columns, numbers as they are, the rules below."""

import io

from docx import Document

from server.columns import Column
from server.table_words import table_document

COLUMNS = [
    Column("name", "单位", lambda row: row[0]),
    Column("a", "主办", lambda row: row[1], "件次"),
    Column("b", "会办", lambda row: row[2], "件次"),
]


def test_groups_stand_over_their_columns_and_what_is_not_known_is_a_dash():
    made = table_document(
        COLUMNS, [("甲局", 3, None)], title="办理\x00情况", said="截至今日。", rules=["主办：独办和主办"], spoken="丙某"
    )
    paper = Document(io.BytesIO(made))
    cells = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert cells == [["单位", "件次", "件次"], ["单位", "主办", "会办"], ["甲局", "3", "—"]]
    said = [paragraph.text for paragraph in paper.paragraphs]
    assert said[:2] == ["办理 情况", "截至今日。"]
    assert "主办：独办和主办" in said
    assert said[-1].startswith("制表人：丙某")


def test_a_table_without_groups_has_one_head():
    paper = Document(io.BytesIO(table_document(COLUMNS[:1], [("甲局",)], title="甲", said="", rules=[], spoken="丙")))
    assert [row.cells[0].text for row in paper.tables[0].rows] == ["单位", "甲局"]
