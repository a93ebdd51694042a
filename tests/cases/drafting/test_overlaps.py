"""The share taken over: all, nothing, and the part between; never outside its bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.drafting.differences import SAME
from cases.drafting.overlaps import pieces_taken, runs_taken, share_taken

OLD = "我局在全市新建社区食堂三十处并统一配送标准"


def test_whole_nothing_and_half():
    new = "今年起对八十岁以上老人的餐费给予减半优惠啊"
    assert share_taken(OLD, OLD) == 1
    assert share_taken(new, OLD) == 0
    assert share_taken(OLD + new, OLD) == pytest.approx(len(OLD) / len(OLD + new))
    assert share_taken("短", OLD) == 0


def test_punctuation_hides_nothing():
    assert share_taken("，".join(OLD), OLD) == 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_share_is_a_share(text, source):
    assert 0 <= share_taken(text, source) <= 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_pieces_are_the_whole_text(text, source):
    assert "".join(piece.text for piece in pieces_taken(text, source)) == text


def test_what_was_taken_over_is_marked_side_by_side():
    new = f"今年起，{OLD}，并对八十岁以上老人减半收费。"
    assert [piece.text for piece in pieces_taken(new, OLD) if piece.kind == SAME] == [OLD]
    assert [new[run.start : run.end] for run in runs_taken(new, OLD)] == [OLD]
