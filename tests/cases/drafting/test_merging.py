"""Three texts of one draft: nothing is lost in cutting them, and what only one changed is taken over by itself."""

from hypothesis import given
from hypothesis import strategies as st

from cases.drafting.checks import placeholders
from cases.drafting.merging import BOTH, CLASH, MINE, SAME, THEIRS, beside, proposed, stretches_of

BEGUN = "一、现状。\n二、打算。\n三、结语。"
LINES = st.lists(st.sampled_from(["甲", "乙", "丙", "", "丁戊"]), max_size=6).map("\n".join)


def kinds(*texts):
    return [one.kind for one in stretches_of(*texts)]


def test_who_changed_what_draft_12():
    theirs, mine = BEGUN.replace("现状", "已有基础"), BEGUN.replace("结语", "感谢")
    cut = stretches_of(BEGUN, theirs, mine)
    assert [one.kind for one in cut] == [THEIRS, SAME, MINE]
    assert proposed(cut) == "一、已有基础。\n二、打算。\n三、感谢。"
    assert kinds(BEGUN, theirs, theirs) == [BOTH, SAME]


def test_where_both_changed_one_paragraph_somebody_has_to_choose_draft_12():
    theirs, mine = BEGUN.replace("打算", "明年打算"), BEGUN.replace("打算", "今后打算")
    cut = stretches_of(BEGUN, theirs, mine)
    assert [one.kind for one in cut] == [SAME, CLASH, SAME]
    made = proposed(cut)
    assert "明年打算" in made
    assert "今后打算" in made
    assert len(placeholders(made)) == 1


def test_what_each_did_stands_beside_the_other_to_the_character_draft_12():
    theirs, mine = BEGUN.replace("现状", "今年现状"), BEGUN.replace("现状", "目前现状").replace("结语", "感谢")
    clash, own = beside(stretches_of(BEGUN, theirs, mine))
    assert (clash.kind, own.kind) == (CLASH, MINE)
    assert [one.text for one in clash.theirs if one.kind == "added"] == ["今年"]
    assert [one.text for one in clash.mine if one.kind == "added"] == ["目前"]
    assert [(one.kind, one.text) for one in own.mine if one.kind != "same"] == [("removed", "结语"), ("added", "感谢")]
    assert {one.kind for one in own.theirs} == {"same"}


@given(LINES, LINES, LINES)
def test_no_word_is_lost(base, theirs, mine):
    cut = stretches_of(base, theirs, mine)
    assert "".join(one.base for one in cut) == f"{base}\n"
    assert "".join(one.theirs for one in cut) == f"{theirs}\n"
    assert "".join(one.mine for one in cut) == f"{mine}\n"
    assert all(one.theirs == one.mine for one in cut if one.kind in (SAME, BOTH))


@given(LINES, LINES)
def test_who_alone_changed_gets_his_text(base, mine):
    assert proposed(stretches_of(base, base, mine)) == mine
    assert proposed(stretches_of(base, mine, base)) == mine
