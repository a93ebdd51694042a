"""Whatever is sent becomes a harmless value or nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.errors import NotFound, Unwritable
from cases.vocabulary import Track
from server import forms


@given(st.text())
def test_a_line_of_text_has_no_control_characters_and_an_end(sent):
    line = forms.text_of(sent)
    assert len(line) <= forms.LONGEST_TEXT
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in line)
    assert forms.text_of(line) == line


@pytest.mark.parametrize(
    "name",
    ["张\U00031350\U000323b0", "李𠀀", "👨\u200d👩\u200d👧", "葛\U000e0100", "é", "㐂", "क्\u200dष"],
)
def test_rare_letters_and_joined_signs_stay(name):
    assert forms.text_of(name) == name


@pytest.mark.parametrize("sign", ["\0", "\ud800", "\udfff", "\ufdd0", "\ufffe", "\uffff", "\U0001ffff", "\U0010fffe"])
def test_what_nothing_keeps_is_refused_with_its_place(sign):
    with pytest.raises(Unwritable, match=f"建议增设.*{ord(sign):04X}"):
        forms.check_writable([("token", "x"), ("body", f"建议增设{sign}食堂")])


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_every_other_character_may_be_sent(sent):
    if not any(ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF for c in sent):
        forms.check_writable([("body", sent)])


@given(st.text())
def test_an_address_number_is_a_database_id_or_not_found(sent):
    try:
        number = forms.id_of(sent, kind="件")
    except NotFound:
        return
    assert 1 <= number <= forms.LARGEST_ID
    assert str(number) == sent


@given(st.text())
def test_whole_numbers_stay_within_bounds(sent):
    number = forms.whole_of(sent, least=3, most=9)
    assert number is None or 3 <= number <= 9


@pytest.mark.parametrize(("sent", "read"), [("12", 12), ("１２", 12), (" 7 ", 7), ("-1", None), (None, None)])
def test_digits_may_be_full_width(sent, read):
    assert forms.whole_of(sent, least=0, most=100) == read


@pytest.mark.parametrize(
    ("sent", "read"),
    [("12", 12), ("１２", None), ("²", None), ("01", None), ("0", 0), (" 7", None), ("7" * 5000, None)],
)
def test_an_address_has_plain_digits(sent, read):
    assert forms.placed_number(sent, least=0, most=100) == read


def test_days_and_codes():
    assert forms.day_of("2024-02-29") is not None
    assert forms.day_of("2023-02-29") is None
    assert forms.code_of("npc", Track) is Track.NPC
    assert forms.code_of("nobody", Track) is None


@pytest.mark.parametrize(("page", "per", "offset"), [("1", "20", 0), ("3", "50", 100), ("0", "7", 0), ("9999", "x", 0)])
def test_a_slice_is_always_sensible(page, per, offset):
    assert forms.slice_of({"page": page, "per": per}).offset == offset
