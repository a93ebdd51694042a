"""Headings by their numbers, titles broken by sense, characters that cannot be printed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.papers.kinds import paper_of
from cases.papers.model import Face, width_of
from cases.papers.samples import sample
from cases.papers.texts import clean, day_words, moment_words, paragraphs, plain, shown_in, title_lines
from cases.vocabulary.papers import PaperKind


@pytest.mark.parametrize(
    ("line", "faces"),
    [
        ("一、已经做的工作", [Face.HEADING]),
        ("十二、打算。今年新增八处。", [Face.HEADING, Face.BODY]),
        ("（一）站点。全市有一百处。", [Face.SUBHEADING, Face.BODY]),
        ("(二)补贴", [Face.SUBHEADING]),
        ("1. 补空白。", [Face.BODY]),
        ("一是补空白。", [Face.BODY]),
        ("一、把送餐列入补助范围。", [Face.BODY]),
        ("二、" + "很长的一句话" * 10 + "。后面还有。", [Face.BODY]),
    ],
)
def test_numbers_make_headings(line, faces):
    assert [run.face for run in paragraphs(line)[0].runs] == faces
    assert paragraphs(line)[0].text == line


def test_blank_lines_and_indents_fall_away():
    assert [p.text for p in paragraphs("　　甲。\r\n\r\n  乙。\n")] == ["甲。", "乙。"]


@given(st.text(max_size=200))
def test_what_is_left_can_be_written_as_xml(text):
    left = clean(text)
    assert all(char == "\n" or ord(char) >= 32 for char in left)
    left.encode()


def test_days_have_no_leading_zeros():
    assert day_words(date(2026, 7, 4)) == "2026年7月4日"
    assert day_words(None) == ""
    assert moment_words(datetime(2026, 1, 1, 17, 5, tzinfo=UTC)) == "2026-01-02 01:05"


@pytest.mark.parametrize(
    ("unit", "about", "end"),
    [
        ("溪口市民政局", "市政协十三届四次会议", "第0018号提案的答复"),
        ("溪口市民政局", "市十五届人大四次会议", "北岭7号建议的答复"),
    ],
)
def test_titles_are_broken_by_sense(unit, about, end):
    assert title_lines(f"{unit}关于{about}{end}") == (f"{unit}关于{about}", end)
    assert title_lines(end) == (end,)


@given(st.text("关于市政协十届二次会议第0123号提案建议的答复《》、abc ", min_size=1, max_size=150))
def test_a_title_is_broken_without_loss_and_fits_its_lines(title):
    lines = title_lines(title)
    assert "".join(lines) == " ".join(title.split())
    assert all(width_of(line) <= 22 for line in lines)


def test_long_junk_is_cut_into_lines_at_once():
    assert "".join(p.text for p in paragraphs("一、（一）《" * 20_000)) == "一、（一）《" * 20_000
    assert "".join(title_lines("关于《第" * 2_000)) == "关于《第" * 2_000


def test_everything_that_is_shown_is_listed():
    said = list(shown_in(paper_of(PaperKind.REPLY, sample())))
    assert "溪口市民政局" in said
    assert any("助餐点" in text for text in said)
    assert plain("甲").text == "甲"
