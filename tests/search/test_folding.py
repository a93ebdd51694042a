"""Folding keeps every place where it was."""

from hypothesis import given
from hypothesis import strategies as st

from search import fold


@given(st.text())
def test_folding_keeps_the_length_and_folding_again_changes_nothing(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_what_folds():
    assert fold("（６５７）　，％") == "(657) ,%"
    assert fold("嬰幼兒成長驛站") == "婴幼儿成长驿站"
    assert fold("㎡½") == "㎡½"
