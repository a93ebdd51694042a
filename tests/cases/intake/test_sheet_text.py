"""Texts come back from tables as they went in; no cell begins a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.intake.sheet_text import escaped, quoted, storable, unescaped, unquoted

TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(["_x000D_", "'=1", "''", "_x005F_x0041_"])


@given(TEXTS)
def test_what_is_escaped_or_quoted_comes_back(text):
    assert unescaped(escaped(text)) == text
    assert unquoted(quoted(text)) == text
    assert storable(storable(text)) == storable(text)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "  =", "'="])
def test_no_cell_begins_a_formula(start):
    assert quoted(f"{start}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("plain", ["养老", "607号", "12", "(1)", "𠮷野，㛃"])
def test_plain_cells_stay(plain):
    assert quoted(plain) == unquoted(plain) == storable(plain) == plain
