"""Widths, and where a signature stands over its day."""

from hypothesis import given
from hypothesis import strategies as st

from cases.papers.model import NAME_ROOM, Face, Paragraph, Run, Shape, gaps_of, name_size, width_of


def test_widths_count_latin_letters_half():
    assert width_of("民政局") == 3
    assert width_of("2026年") == 3


def test_the_name_stands_in_the_middle_over_the_day():
    name, day = gaps_of("溪口市民政局", "2026年7月4日")
    assert day == 4
    assert name + width_of("溪口市民政局") / 2 == day + width_of("2026年7月4日") / 2


@given(st.text("局委办厅", min_size=1, max_size=60))
def test_no_name_leaves_the_text(name):
    assert gaps_of(name, "2026年7月4日")[0] >= 0


@given(st.text("局委办厅", min_size=1, max_size=36))
def test_the_red_name_fits_its_room(name):
    size, spacing = name_size(name)
    assert (size + spacing) * width_of(name) <= NAME_ROOM + 0.1


def test_a_paragraph_says_its_runs():
    assert Paragraph((Run("一、"), Run("打算"))).text == "一、打算"


def test_a_heading_is_a_paragraph_of_heading_faces_alone():
    heading, body = Run("一、做法", Face.HEADING), Run("如下。")
    assert Paragraph((heading,)).is_heading
    assert Paragraph((Run("（一）站点", Face.SUBHEADING),), Shape.FLUSH).is_heading
    assert not Paragraph((heading, body)).is_heading
