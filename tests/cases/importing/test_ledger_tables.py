"""Where the headings of a table stand, in whatever file it comes."""

import io
import string

import openpyxl
import pytest

from cases.actor import OFFICE
from cases.errors import CaseError
from cases.importing.ledger_fields import proposed
from cases.importing.ledger_tables import likely_head, read_ledger, table_of
from server.sheets import Head, workbook
from tests.ledgers import PROMISES, PROPOSALS, as_csv, rows_of, table_in


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "gbk"])
def test_a_csv_is_read_in_any_usual_encoding(encoding):
    table, mapped = table_in(as_csv(rows_of(2), encoding))
    assert len(table.lines) == 2
    assert set(mapped.columns.values()) >= {"track", "year", "number", "title", "submitters", "unit", "co_units"}


def test_merged_headings_in_two_rows_are_understood():
    heads = [Head("案号"), Head("案由"), Head("主办", "承办单位"), Head("会办", "承办单位"), Head("类别", "办理结果")]
    data = workbook(heads, [("0007", "甲", "乙局", "丙局", "A类")], title="某年台账", conditions=(), actor=OFFICE)
    sheet = read_ledger("a.xlsx", data)[0]
    table = table_of(sheet, likely_head(sheet, PROPOSALS))
    assert table.headings[:2] == ("案号", "案由") and "承办单位/主办" in table.headings
    assert proposed(PROPOSALS, table.headings) == {0: "number", 1: "title", 2: "unit", 3: "co_units", 4: "result_class"}
    assert [line.cells[0] for line in table.lines] == ["0007"]


def test_cells_merged_over_rows_say_the_same_in_each():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("案号", "承诺事项"), ("12", "建一处食堂"), (None, "办一次培训")):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    table, _ = table_in(out.getvalue(), PROMISES, "a.xlsx")
    assert [line.cells for line in table.lines] == [("12", "建一处食堂"), ("12", "办一次培训")]


@pytest.mark.parametrize("junk", [b"PK\x03\x04" + b"x" * 900, b"\xff\xfe\x00" * 99, b'"' * 999 + b"\n,"])
def test_junk_is_refused_in_words(junk):
    try:
        read_ledger("a.xlsx", junk)
    except CaseError as problem:
        assert not set(str(problem)) & set(string.ascii_letters) - set("xlsUTFGBK8MxC")
