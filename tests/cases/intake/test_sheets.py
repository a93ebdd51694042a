"""Tables as offices save them: any encoding, any separator, xlsx; and what is no table is told so at once."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cases.errors import SheetUnreadable
from cases.intake.sheets import MOST_BYTES, MOST_ROWS, read_sheet

ROWS = [{"姓名": "岳明", "角色": "经办人"}, {"姓名": "方远", "角色": "领导"}]


def as_text(separator=","):
    return "\r\n".join(separator.join(line) for line in (ROWS[0], *(row.values() for row in ROWS))) + "\r\n\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(encoding, separator):
    assert read_sheet("表.csv", as_text(separator).encode(encoding)) == ROWS


def test_xlsx():
    book = Workbook()
    book.active.append(["姓名", "角色", None])
    book.active.append(["岳明", " 经办人 ", None])
    book.active.append([None, None, None])
    book.active.append(["方远", "领导", None])
    out = io.BytesIO()
    book.save(out)
    assert read_sheet("表.xlsx", out.getvalue()) == ROWS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"PK\x03\x04 no workbook",
        b",,\n1,2,3",
        "姓名\n".encode() + b"x\n" * (MOST_ROWS + 1),
        b"\xff\xff\xff",
    ],
)
def test_what_is_no_table(data):
    with pytest.raises(SheetUnreadable):
        read_sheet("x", data)


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(SheetUnreadable, match="MB"):
        read_sheet("x.csv", b"x" * (MOST_BYTES + 1))


@given(st.binary(max_size=300))
def test_junk_is_read_or_refused_and_nothing_else(data):
    try:
        rows = read_sheet("x", data)
    except SheetUnreadable:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row.values())
