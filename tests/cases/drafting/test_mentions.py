"""What the opening says of the case, held against it: only the submission itself, however it is written."""

import pytest

from cases.drafting.mentions import Known, mismatches, wrong_addressee
from cases.vocabulary import Track

CASE = Known(Track.NPC, "关于改善乡村道路的建议", "西湖6号", "十四届人大四次会议", ("王平", "李安"))


def test_the_stretch_named_is_the_one_that_differs():
    body = "您提出的《关于改善城区道路的建议》收悉，现答复如下：\n同意。"
    (one,) = mismatches(body, CASE)
    assert (one.said, one.kept) == ("关于改善城区道路的建议", "关于改善乡村道路的建议")
    assert body[one.span.start : one.span.end] == one.said


@pytest.mark.parametrize(
    "body",
    [
        "", "没有开头的正文。", "您提出的建议收悉，现答复如下：与《关于改善城区道路的提案》合并办理。",
        "您提出的“改善乡村道路”的建议收悉，现答复如下：", "您在市十四届人大四次会议上提出的建议（西湖6号）收悉。",
    ],
)  # fmt: skip
def test_what_is_right_or_not_said_is_no_mismatch(body):
    assert mismatches(body, CASE) == ()


def test_names_that_are_kept_are_held_against_nothing():
    kept = Known(Track.NPC, "关于改善乡村道路的建议")
    assert wrong_addressee("赵六代表", kept) == ""
    assert wrong_addressee("赵六委员", kept) == "赵六委员"
    assert wrong_addressee("王平、李安等2位代表：", CASE) == ""
    assert wrong_addressee("王平、赵六代表", CASE) == "赵六"


def test_hostile_text_ends():
    assert mismatches("《关于" * 20_000 + "收悉，现答复如下：", CASE) is not None
