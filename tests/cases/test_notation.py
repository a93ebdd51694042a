from hypothesis import given
from hypothesis import strategies as st

from cases.notation import (
    Piece,
    Table,
    blocks_of,
    is_row,
    pieces_of,
    plain_of,
    row_of,
    strong,
    strong_in,
    text_of,
    with_marks,
)

# What the notation is made of, between ordinary and rare characters.
WRITTEN = st.text(st.sampled_from("甲乙丙3年𠮷a 〖〗|｜\n　"), max_size=60)


@given(WRITTEN)
def test_a_text_taken_apart_and_put_together_is_the_same_text(text):
    assert text_of(blocks_of(text)) == text
    plain = plain_of(text)
    assert with_marks(plain.text, plain.strong) == text
    assert (
        "".join(piece.text for line in text.split("\n") for piece in (*pieces_of(line), Piece("\n")))[:-1] == plain.text
    )


@given(WRITTEN)
def test_no_character_but_the_marks_is_left_out_and_each_is_found_again(text):
    plain = plain_of(text)
    assert [text[place] for place in plain.places[:-1]] == list(plain.text)
    assert list(plain.places) == sorted(set(plain.places)) and plain.places[-1] == len(text)
    assert {text[place] for place in set(range(len(text))) - set(plain.places)} <= set("〖〗")
    assert [plain.text[a:b] for a, b in plain.strong] == [text[a:b] for a, b in strong_in(text)]
    for start, end in plain.strong:
        assert plain.back(start, end) == (plain.places[start], plain.places[end - 1] + 1)


@given(st.lists(st.text(st.sampled_from("甲 乙|｜\n〖〗9"), max_size=8), min_size=2, max_size=5))
def test_whatever_stands_in_cells_makes_one_row_of_as_many(cells):
    line = row_of(cells)
    (table,) = blocks_of(line)
    assert isinstance(table, Table) and table.columns == len(cells)
    said = "".join("".join(table.rows[0].cells).split())
    assert said == "".join("".join(cells).replace("|", "｜").split())


def test_an_ordinary_draft_has_neither_marks_nor_tables():
    text = "一、已经做到的。\n（一）托位\n张某**、138****1234\n国发〖2013〗35号 | 附件\n单根竖线 | 不是表格"
    assert plain_of(text).text == text
    assert blocks_of(text) == tuple(text.split("\n"))


def test_a_bold_word_keeps_the_blanks_around_it_outside():
    assert strong(" 重点 ") == " 〖重点〗 "
    assert [strong(words) for words in ("", "  ", "2024", "甲|乙", "〖甲〗")] == ["", "  ", "2024", "甲|乙", "〖甲〗"]


def test_rows_of_either_bar_stand_side_by_side_in_one_table():
    first, table, last = blocks_of("前文\n| 街道 | 托位 |\n｜ 城东 ｜ 〖60〗 ｜\n后文")
    assert (first, last) == ("前文", "后文")
    assert isinstance(table, Table)
    assert [row.cells for row in table.rows] == [("街道", "托位"), ("城东", "〖60〗")]
    assert pieces_of("约〖60〗个") == (Piece("约"), Piece("60", strong=True), Piece("个"))
    assert not is_row("|只有一格|")


def test_hostile_marks_are_read_quickly():
    junk = "〖" * 50_000 + "｜" * 50_000
    assert plain_of(junk).text == junk
