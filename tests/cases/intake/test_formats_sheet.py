"""Tables come back from files as they went in, character by character."""

import csv
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.actor import OFFICE
from cases.intake.formats_sheet import read_tables
from cases.intake.sheet_text import quoted, storable
from server.sheets import Head, workbook

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)


def _bare(row: list[str]) -> list[str]:
    """Blank cells at the end of a row are none."""
    while row and not row[-1].strip():
        row = row[:-1]
    return [*row, "", ""][:2]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_no_character_is_lost_on_the_way_out_and_in(pairs):
    special = [("0007", "12345678901234567890"), ("𠮷㛃龘", "一\n二"), ("=1+1", "'=1"), ("2024-06-30", "_x000D_")]
    rows = [*pairs, *special]
    wanted = [[storable(cell) for cell in row] for row in rows]
    data = workbook([Head("甲"), Head("乙")], rows, title="表", conditions=(), actor=OFFICE)
    back = json.loads(read_tables("a.xlsx", data).text)[0]["rows"]
    assert [[*row, "", ""][:2] for row in back[4 : 4 + len(rows)]] == [_bare(row) for row in wanted]
    out = io.StringIO()
    csv.writer(out).writerows([["甲", "乙"], *([quoted(storable(cell)) for cell in row] for row in rows)])
    back = json.loads(read_tables("a.csv", ("\ufeff" + out.getvalue()).encode()).text)[0]["rows"]
    padded = [[*row, "", ""][:2] for row in back[1:]] + [["", ""]] * len(rows)
    assert padded[: len(rows)] == [_bare(row) for row in wanted]
