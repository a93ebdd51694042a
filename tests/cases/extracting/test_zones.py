"""Sentences and the zone they stand in, whatever became of the line breaks."""

from itertools import pairwise

import pytest
from hypothesis import given

from cases.extracting.zones import Zone, sentences
from tests.cases.importing.readings import jumbles

LETTER = """一、工作开展情况
(一)完善设施。去年修缮了两处驿站,添置了桌椅。
二、下一步工作打算
1.摸清底数。排查全部站点;建立台账。
2.争取项目资金
三、存在问题
人手不足。"""


def zones(text: str, role: str = "reply") -> list[tuple[str, Zone]]:
    return [(text[one.start : one.end], one.zone) for one in sentences(text, 0, len(text), role)]


def test_headings_give_the_zone():
    found = dict(zones(LETTER))
    assert found["去年修缮了两处驿站,添置了桌椅"] is Zone.PAST
    assert found["排查全部站点"] is Zone.NEXT
    assert found["建立台账"] is Zone.NEXT
    assert found["2.争取项目资金"] is Zone.NEXT
    assert found["人手不足"] is Zone.PAST


@pytest.mark.parametrize("gap", [" ", "\n\n", "\r\n", "\n\u3000\u3000"])
def test_the_same_sentences_however_lines_are_broken(gap):
    plain = [(one.strip(), zone) for one, zone in zones(LETTER)]
    assert [(one.strip(), zone) for one, zone in zones(LETTER.replace("\n", gap))] == plain


@pytest.mark.parametrize("opener", ["下一步,", "接下来,", "今后,", "下阶段,", "后续,", "同时,下一步,"])
def test_a_sentence_opens_what_is_to_come_until_the_paragraph_ends(opener):
    text = f"站点已有九处。{opener}我局将添置座椅。优化布局。\n居民十分关心。"
    assert [zone for _, zone in zones(text)] == [Zone.NONE, Zone.NEXT, Zone.NEXT, Zone.NONE]


def test_an_account_within_it_turns_back():
    text = "下一步,我局将添置座椅。截至目前,全区有驿站九处。"
    assert [zone for _, zone in zones(text)] == [Zone.NEXT, Zone.NONE]


def test_an_announcement_holds_for_the_list_after_it():
    text = "我局将做好以下三方面工作:\n一是排查站点。\n二是培训人员。\n以上意见供参考。"
    assert [zone for _, zone in zones(text)] == [Zone.NONE, Zone.NEXT, Zone.NEXT, Zone.NONE]
    assert Zone.NEXT not in dict(zones("现将办理情况答复如下:\n一、站点共九处。")).values()


def test_a_plan_speaks_of_the_future_and_its_targets_stand_apart():
    text = "一、发展基础\n设施较少。\n二、发展目标\n站点达到20处。\n三、重点任务\n建设站点。"
    assert [zone for _, zone in zones(text, "plan")] == [Zone.PAST, Zone.TARGET, Zone.NEXT]


def test_a_title_is_no_deed():
    found = sentences("1.健全机制。市里成立专班。", 0, 14)
    assert [one.titled for one in found] == [True, False]


def test_marks_in_brackets_part_nothing():
    text = "落实《甲法;乙法。丙法》要求(含细则。),加强“一站;一点”管理。"
    assert len(zones(text)) == 1


@given(jumbles())
def test_sentences_stand_in_order_within_the_text(text):
    found = sentences(text, 0, len(text))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.clauses
        for clause in one.clauses:
            assert text[clause.start : clause.end] == clause.text
            assert one.start <= clause.start < clause.end <= one.end
    for before, after in pairwise(found):
        assert before.end <= after.start


@pytest.mark.parametrize("kind", ["主要", "具体", "工作", "应对"])
@pytest.mark.parametrize("says", ["措施有", "措施如下", "打算是", "措施为"])
def test_measures_announced_are_to_come_unless_told_as_taken(says, kind):
    listed = "1、排查站点;2、培训人员。"
    assert {zone for text, zone in zones(f"镇里的{kind}{says}:{listed}") if "排查" in text or "培训" in text} == {
        Zone.NEXT
    }
    assert Zone.NEXT not in {zone for _, zone in zones(f"近年来已采取的{kind}{says}:{listed}")}
