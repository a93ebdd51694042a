"""Titles made whole, files cut into boxes, doubts that do not block; none slow on hostile text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.reading.submission_words import boxes_of, completed_title, hints_of, length_of
from cases.vocabulary import Hint, Track


@pytest.mark.parametrize(
    ("typed", "track", "whole"),
    [
        ("加装路灯", Track.CPPCC, "关于加装路灯的提案"),
        ("加装路灯", Track.NPC, "关于加装路灯的建议"),
        ("关于加装路灯", Track.CPPCC, "关于加装路灯的提案"),
        ("关于加装路灯的", Track.NPC, "关于加装路灯的建议"),
        ("关于加装路灯的建议", Track.CPPCC, "关于加装路灯的建议"),
        ("《关于加装路灯的提案》", Track.CPPCC, "关于加装路灯的提案"),
        ("建议尽快加装路灯。", Track.NPC, "关于尽快加装路灯的建议"),
        (" 关于 加装\n路灯 ", Track.CPPCC, "关于加装路灯的提案"),
        ("对公园加强照明的提案", Track.CPPCC, "对公园加强照明的提案"),
        ("", Track.CPPCC, ""),
        ("  \u3000", Track.NPC, ""),
    ],
)
def test_a_title_is_made_whole_and_never_refused(typed, track, whole):
    """SUBMIT-6."""
    assert completed_title(typed, track) == whole


@given(st.text(max_size=80), st.sampled_from([Track.CPPCC, Track.NPC]))
def test_a_whole_title_stays_as_it_is(typed, track):
    once = completed_title(typed, track)
    assert completed_title(once, track) == once


def test_a_file_is_cut_at_its_headings():
    """SUBMIT-3."""
    parts = ["关于多装路灯的提案", "一、基本情况", "东街很暗。", "西街也暗。", "二、存在的问题及原因", "没有人管。"]
    found = boxes_of("\n".join([*parts, "三、对策建议", "1．装灯。", "2．有人修。"]))
    assert found.title == "关于多装路灯的提案"
    assert found.situation == "东街很暗。\n西街也暗。"
    assert found.analysis == "没有人管。"
    assert found.recommendations == "1．装灯。\n2．有人修。"


@pytest.mark.parametrize(
    ("line", "box"),
    [
        ("情况：", "situation"),
        ("（一）现状", "situation"),
        ("第二部分 问题分析", "analysis"),
        ("建议", "recommendations"),
        ("3. 具体建议", "recommendations"),
        ("【建议】", "recommendations"),
    ],
)
def test_what_counts_as_a_heading(line, box):
    found = boxes_of(f"开头的话。\n{line}\n这一段属于它。")
    assert "这一段属于它。" in getattr(found, box)


@pytest.mark.parametrize("line", ["建议市交通局在明年春天之前把路灯装好，并安排专人维护。", "这个问题已经说了三年。"])
def test_a_sentence_is_no_heading(line):
    assert line in boxes_of(f"第一段。\n{line}\n第三段。").situation


@given(st.text(max_size=400))
def test_no_line_of_a_file_is_lost_but_headings(text):
    found = boxes_of(text)
    kept = length_of(found.title, found.situation, found.analysis, found.recommendations)
    assert kept <= length_of(text)
    named = boxes_of("一段话。\n" + text.replace("建议", "").replace("问题", ""))
    assert "一段话。" in named.situation


def test_hints():
    """SUBMIT-5."""
    assert hints_of("加装路灯", "暗。", "没人管。", "请城管部门在明年春节前把东街的路灯装好并公布电话。") == ()
    assert Hint.NO_RECOMMENDATION in hints_of("加装路灯", "暗。", "", "装。")
    assert Hint.SEVERAL_MATTERS in hints_of("加装路灯、修路以及种树", "", "", "")
    assert Hint.PERSONAL_DATA in hints_of("灯", "请打 13912345678 找我。", "", "")
    assert Hint.LONG in hints_of("灯", "字" * 1600, "", "")


@pytest.mark.parametrize("junk", ["一、" * 50_000, "关于" * 50_000, "《" * 100_000, "（一" * 50_000, " \n" * 50_000])
def test_junk_is_read_whole(junk):
    found = boxes_of(junk)
    kept = length_of(found.title, found.situation, found.analysis, found.recommendations)
    assert kept == length_of(junk)
    assert bool(completed_title(junk, Track.CPPCC)) == bool(junk.strip())
    assert isinstance(hints_of(junk[:2000], junk, "", ""), tuple)
