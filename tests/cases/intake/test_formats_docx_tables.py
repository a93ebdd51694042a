"""Tables of Word files as rows of cells."""

import io
import json

import pytest
from docx import Document

from cases.errors import CaseError, SheetUnreadable
from cases.intake.formats_docx_tables import read_docx_tables


def word_with(*rows):
    made = Document()
    made.add_paragraph("表前的话")
    if rows:
        table = made.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.rows[at].cells[column].text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_cells_keep_their_place_and_their_lines():
    (table,) = json.loads(read_docx_tables("表.docx", word_with(["序号", "落实情况"], ["1", "第一行\n第二行"])).text)
    assert table["rows"][0] == ["序号", "落实情况"] and table["rows"][1][0] == "1"
    assert "第一行" in table["rows"][1][1] and "第二行" in table["rows"][1][1]


def test_a_file_without_a_table_or_that_is_none_is_refused():
    with pytest.raises(SheetUnreadable):
        read_docx_tables("信.docx", word_with())
    with pytest.raises(CaseError):
        read_docx_tables("坏.docx", b"PK\x03\x04nothing")
