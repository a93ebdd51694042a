"""Notices of offices: a list for each unit, of one case or of a day; reminders with how late it is."""

from dataclasses import replace

import pytest

from cases.errors import NothingToPrint
from cases.papers.notices import assignment_notice_of, supervision_notice_of, urge_notice_of
from cases.papers.samples import sample
from cases.papers.texts import shown_in
from cases.vocabulary import AssignmentState


def words(paper):
    return "\n".join(shown_in(paper))


def test_a_day_is_handed_over_with_a_list_for_each_unit():
    paper = assignment_notice_of(sample())
    assert paper.addressee == "各承办单位："
    assert [annex.mark for annex in paper.annexes] == ["附件1", "附件2"]
    assert paper.attachments == ("溪口市民政局承办提案目录", "溪口市财政局承办提案目录")
    assert [len(annex.blocks[0].rows) - 1 for annex in paper.annexes] == [2, 1]
    assert "提案2件" in paper.blocks[0].text


def test_one_unit_gets_its_own_list_only():
    paper = assignment_notice_of(replace(sample(), listed=()), of=2)
    assert paper.addressee == "溪口市财政局："
    assert [annex.mark for annex in paper.annexes] == ["附件"]
    assert "主办：溪口市民政局" in words(paper)
    assert "护理床" not in words(paper)


def test_one_case_is_handed_over_with_what_is_asked():
    paper = assignment_notice_of(replace(sample(), listed=()))
    assert "第0018号" in paper.name
    assert "请与提案者面商后答复" in words(paper)


def test_parts_that_were_handed_back_are_not_in_it():
    parts = tuple(replace(part, state=AssignmentState.RETURNED) for part in sample().parts)
    with pytest.raises(NothingToPrint, match="还没有交办"):
        assignment_notice_of(replace(sample(), parts=parts))


def test_a_reminder_says_how_late_and_until_when_to_answer():
    said = words(urge_notice_of(sample()))
    assert "已超期9天" in said
    assert "2026年4月17日" in said
    assert sample().urges[0].told in said
    early = replace(sample().urges[0], late=0)
    assert "超期" not in words(urge_notice_of(replace(sample(), urges=(early,))))
    open_ = replace(early, due_on=None)
    assert "尚未办结" in words(urge_notice_of(replace(sample(), urges=(open_,))))


def test_supervision_is_a_paper_of_its_own():
    assert supervision_notice_of(sample()).title == ("督办通知书",)
    with pytest.raises(NothingToPrint, match="没有发过督办通知书"):
        supervision_notice_of(sample(), of=1)
    with pytest.raises(NothingToPrint, match="没有发过催办通知"):
        urge_notice_of(replace(sample(), urges=()))
