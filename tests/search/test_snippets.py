"""Marks stand where the words are in the original; passages are the original, character for character."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import marked, marks, passages
from search.tokens import plain

words = st.lists(st.sampled_from(["托育", "成长驿站", "657", "a", ".", "%", "", " "]), max_size=4)
texts = st.lists(
    st.sampled_from(["托育", "嬰幼兒成長驛站", "657", "1657", "。", "\n", "A", " ", "İ", "\ud800", "机构"]), max_size=40
).map("".join)


@given(texts, words)
def test_pieces_make_up_the_text(text, wanted):
    places = marks(text, wanted)
    assert "".join(piece.text for piece in marked(text, places)) == text
    assert places == sorted(places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
    looked_for = {plain(word) for word in wanted}
    assert all(plain(text[a:b]) in looked_for for a, b in places)


@given(texts, words, st.integers(10, 60))
def test_passages_quote_the_text(text, wanted, width):
    for passage in passages(text, marks(text, wanted), width=width):
        quote = "".join(piece.text for piece in passage).strip("…")
        assert quote in text
        assert len(quote) <= width


@pytest.mark.parametrize(
    ("text", "word", "hits"),
    [
        ("嬰幼兒成長驛站", "成长驿站", ["成長驛站"]),
        ("１６５７家、６５７家", "657", ["６５７"]),
        ("4.6个 14.6个 4.61个", "4.6", ["4.6"]),
        ("DH0271 dh", "dh", ["DH", "dh"]),
        ("没有", "托育", []),
    ],
)
def test_what_is_marked(text, word, hits):
    assert [text[a:b] for a, b in marks(text, [word])] == hits


def test_the_sentences_with_most_words_are_shown_in_reading_order():
    text = "开头无关。托育一次。无关。托育机构都有。结尾只有机构。"
    shown = [
        "".join(piece.text for piece in passage) for passage in passages(text, marks(text, ["托育", "机构"]), most=2)
    ]
    assert shown == ["托育一次。", "托育机构都有。"]


def test_without_a_mark_the_beginning_is_shown():
    assert passages("  第一句。第二句。", [], width=4) == ((("第一句。", False), ("…", False)),)
    assert passages("  ", []) == ()
