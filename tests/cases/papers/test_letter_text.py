"""The words of an archived letter between its salutation and its signature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.papers.letter_text import body_of_letter

BODY = "来函收悉。\n一、打算。今年新增八处。"


@pytest.mark.parametrize(
    "letter",
    [
        f"梁某委员：\n{BODY}\n溪口市民政局\n2026年7月4日",
        f"梁某委员:\n\n{BODY}\n\n溪口市民政局\n溪口市财政局\n二〇二六年七月四日",
        f"{BODY}\n溪口市民政局（盖章）\n2026 年 7 月 4 日",
        f"梁某委员：\n{BODY}\n2026年7月4日",
        BODY,
    ],
)
def test_salutation_signature_and_day_fall_away(letter):
    assert body_of_letter(letter, "溪口市民政局") == BODY


def test_a_line_of_the_text_is_no_signature():
    text = "来函收悉。\n请咨询市民服务中心。\n2026年7月4日"
    assert body_of_letter(text, "溪口市民政局") == "来函收悉。\n请咨询市民服务中心。"


@given(st.text(max_size=300))
def test_nothing_is_added(text):
    kept = body_of_letter(text, "溪口市民政局")
    assert len(kept) <= len(text.replace("\t", "  "))
