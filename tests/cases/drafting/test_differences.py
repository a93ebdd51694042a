"""Changes between versions: both texts can be had back from them, and single agreeing characters make no noise."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from cases.drafting.differences import ADDED, REMOVED, SAME, Change, changes_between, is_changed

TEXTS = st.text(alphabet="我局将于明年建成。\n一二三ab", max_size=120)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_had_back(old, new):
    found = changes_between(old, new)
    assert "".join(c.text for c in found if c.kind != ADDED) == old
    assert "".join(c.text for c in found if c.kind != REMOVED) == new
    assert is_changed(found) == (old != new)
    assert all(one.kind != other.kind for one, other in itertools.pairwise(found))


def test_a_changed_word_is_shown_as_a_phrase():
    assert changes_between("计划明年建成十处食堂。", "计划今年建成二十处食堂。") == (
        Change(SAME, "计划"), Change(REMOVED, "明"), Change(ADDED, "今"), Change(SAME, "年建成"),
        Change(ADDED, "二"), Change(SAME, "十处食堂。"),
    )  # fmt: skip


def test_one_agreeing_character_is_chance():
    kinds = [c.kind for c in changes_between("甲的乙", "丙的丁")]
    assert kinds == [REMOVED, ADDED]


def test_a_very_long_line_is_replaced_as_a_whole():
    assert [c.kind for c in changes_between("前" * 9000, "后" * 9000)] == [REMOVED, ADDED]
