"""The form of a draft, typed: lines stay, nonsense narrows nothing, nothing raises."""

import pytest

from cases.errors import TooLong
from server.draft_forms import LONGEST_WORDS, long_text, seen_of, words_of
from server.forms import version_of


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("一\r\n二", "一\n二"),
        ("一\r二", "一\n二"),
        ("a\x00b\x1bc", "a b c"),
        ("表\t格", "表\t格"),
        (None, ""),
        ("甲\u202e乙\u2066\u200f", "甲乙"),
        ("张\U00031350", "张\U00031350"),
    ],
)
def test_lines_stay_and_control_characters_go(sent, kept):
    assert long_text(sent) == kept


def test_words_have_an_end():
    assert words_of({"told": " 同意 "}, "told") == "同意"
    assert words_of({"told": "长" * LONGEST_WORDS}, "told") == "长" * LONGEST_WORDS
    with pytest.raises(TooLong):
        words_of({"told": "长" * (LONGEST_WORDS + 1)}, "told")


@pytest.mark.parametrize("value", ["", "x", "-1", "99999999999", None])
def test_nonsense_is_a_version_that_never_was(value):
    assert version_of({"seen": value}) == 0


def test_what_was_seen_has_two_versions():
    seen = seen_of({"seen": "3", "version": "5"})
    assert (seen.reply, seen.text) == (3, 5)
