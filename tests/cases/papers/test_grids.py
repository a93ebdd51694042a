"""Rows of forms: nothing known is said, nothing is ticked, names that are kept are not listed."""

from dataclasses import replace

from cases.papers.grids import (
    about_case,
    first_of,
    form,
    heading,
    leads,
    listed,
    noun,
    number_words,
    pair,
    small,
    submitters,
    ticks,
    units,
    wide,
)
from cases.papers.model import Face
from cases.papers.samples import sample
from cases.vocabulary import Track
from cases.vocabulary.papers import Field


def test_every_row_of_a_form_fills_its_width():
    rows = [*about_case(sample()), pair(Field.NUMBER, "1", Field.DAY, ""), wide("自拟", "", height=20)]
    for row in form(rows).rows:
        assert sum(cell.span for cell in row) == 4
    assert rows[-2][3].text == "无"
    assert rows[-1][1].text == ""


def test_a_list_repeats_its_head():
    grid = listed(((Field.NO, 1), (Field.TITLE, 3)), [("1", "甲"), ("2", "乙")])
    assert grid.head == 1
    assert [cell.text for cell in grid.rows[0]] == ["序号", "案由"]
    assert len(grid.rows) == 3


def test_boxes_are_empty():
    assert ticks(("是", "否")) == "□是　□否"


def test_numbers_are_spoken():
    assert number_words(sample()) == "第0018号"
    assert number_words(sample(Track.NPC)) == "北岭7号"
    assert number_words(replace(sample(), number="")) == ""


def test_names_and_units():
    assert submitters(sample()) == "梁𬭎、霍青云"
    assert first_of(sample()) == "梁𬭎等2人"
    kept = replace(sample(), named=False)
    assert "梁" not in submitters(kept) + first_of(kept)
    assert units(sample()) == "主办：溪口市民政局；会办：溪口市财政局"
    assert leads(sample()) == "溪口市民政局"
    assert noun(sample(Track.NPC)) == "建议"


def test_lines_beside_the_text():
    assert heading("一、原文").runs[0].face is Face.HEADING
    assert small("注").size == 12
