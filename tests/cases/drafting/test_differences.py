"""Changes between versions: both texts can be had back from them, and single agreeing characters make no noise."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from cases.drafting.differences import (
    ADDED,
    MOST_LINES,
    REMOVED,
    SAME,
    Change,
    blocks_between,
    changes_between,
    is_changed,
    with_block,
)

TEXTS = st.text(alphabet="我局将于明年建成。\n一二三ab", max_size=120)
LINES = st.lists(st.sampled_from(["甲", "乙", "丙", "丁戊"]), max_size=6).map("\n".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_had_back(old, new):
    found = changes_between(old, new)
    assert "".join(c.text for c in found if c.kind != ADDED) == old
    assert "".join(c.text for c in found if c.kind != REMOVED) == new
    assert is_changed(found) == (old != new)
    assert all(one.kind != other.kind for one, other in itertools.pairwise(found))


def test_a_changed_word_is_shown_as_a_phrase_draft_3():
    assert changes_between("计划明年建成十处食堂。", "计划今年建成二十处食堂。") == (
        Change(SAME, "计划"), Change(REMOVED, "明"), Change(ADDED, "今"), Change(SAME, "年建成"),
        Change(ADDED, "二"), Change(SAME, "十处食堂。"),
    )  # fmt: skip


def test_one_agreeing_character_is_chance():
    kinds = [c.kind for c in changes_between("甲的乙", "丙的丁")]
    assert kinds == [REMOVED, ADDED]


def test_a_very_long_line_is_replaced_as_a_whole():
    assert [c.kind for c in changes_between("前" * 9000, "后" * 9000)] == [REMOVED, ADDED]


@given(LINES, LINES)
def test_every_block_put_back_gives_the_old_text_draft_2(old, new):
    text = new
    for _ in range(len(blocks_between(old, new))):
        text = with_block(old, text, 0)
    assert text.rstrip("\n") == old.rstrip("\n")


def test_one_block_is_put_back_and_the_rest_stays():
    old, new = "一、甲。\n二、乙。\n三、丙。", "一、甲甲。\n二、乙。\n三、丙丙。"
    assert with_block(old, new, 1) == "一、甲甲。\n二、乙。\n三、丙。"
    assert with_block(old, new, 0) == "一、甲。\n二、乙。\n三、丙丙。"


def test_very_many_lines_are_compared_as_one():
    old = "\n" * (2 * MOST_LINES)
    assert changes_between(old, f"{old}甲") == (Change(REMOVED, old), Change(ADDED, f"{old}甲"))
