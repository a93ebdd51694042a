"""Paragraphs and list numbers: what is joined, what is parted, and that only space is lost between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting.paragraphs import LEVELS, ORDINAL, numbering, paragraphs
from tests.cases.importing.readings import jumbles

NUMBERED = {
    0: ["一、", "十二、", "三.", "二 、", "第三章", "第二部分", "第一部"],
    1: ["(一)", "(十一)", "( 三 )", "(二)、", "(四)."],
    2: ["1.", "12、", "3 .", "2 、"],
    3: ["(1)", "(12)", "3)", "12)"],
    4: ["一是", "三要", "十一是", "其一", "其二是", "其三,", "第一,", "第二、", "第三是"],
}
LONG_LINE = "沿河两侧的人行步道破损较多并且夜间照明不足居民出行不便"
HEADS = {"整治路面", "清理河道"}


def level(text: str) -> int | None:
    return numbering(text, 0, len(text))[0]


def parted(text: str, heads: set[str] = HEADS) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text, 0, len(text), lambda words: words in heads)]


@pytest.mark.parametrize(("wanted", "number"), [(at, one) for at, all_ in NUMBERED.items() for one in all_])
def test_the_level_of_a_number_and_where_its_words_begin(wanted, number):
    for gap in ("", " ", "\t", ", "):
        text = f"{number}{gap}更换路灯"
        found, at = numbering(text, 0, len(text))
        assert (found, text[at:]) == (wanted, "更换路灯"), text


def test_every_level_is_told_apart():
    assert set(NUMBERED) == set(range(LEVELS))
    assert ORDINAL == LEVELS - 1
    assert {level(one + "路") for one in NUMBERED[ORDINAL]} == {ORDINAL}


NO_NUMBERS = (
    *("更换路灯", " 一、路灯", "1.5公里", "3、4号楼", "123.路", "2025年", "十九路", "一二三四、"),
    *("一条路", "一是否可行", "二要求明确", "三要不要", "其中", "第一批", "(甲)"),
)


@pytest.mark.parametrize("text", ["", *NO_NUMBERS])
def test_no_list_number(text):
    assert numbering(text, 0, len(text)) == (None, 0)


def test_a_number_is_looked_for_only_where_it_is_asked():
    text = "前一、路灯"
    assert numbering(text, 1, len(text)) == (0, 3)
    assert numbering(text, 1, 2) == (None, 1)
    assert numbering("1.  ", 0, 3) == (2, 3)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", " \n\u3000\u3000", "\n \n"])
def test_a_line_is_a_paragraph(gap):
    assert parted(f"更换路灯。{gap}修补护栏。{gap}") == ["更换路灯。", "修补护栏。"]


def test_a_line_broken_in_mid_sentence_is_joined():
    text = LONG_LINE + "\n我局已派员到场查看。\n另有来信。"
    assert parted(text) == [LONG_LINE + "\n我局已派员到场查看。", "另有来信。"]


@pytest.mark.parametrize("mark", ",、")
def test_a_comma_at_the_end_of_a_line_goes_on(mark):
    """Also after a list number, and after a line too short to be the whole width of a page."""
    line = "一、" + "沿河步道破损较多且照明不足" + "居民不便" + mark
    assert parted(f"{line}\n修补护栏。") == [f"{line}\n修补护栏。"]


@pytest.mark.parametrize("mark", "。;!?:")
def test_a_closed_line_is_not_joined(mark):
    assert parted(f"{LONG_LINE}{mark}\n修补护栏。") == [LONG_LINE + mark, "修补护栏。"]


@pytest.mark.parametrize("number", ["一、", "(二)", "3.", "(4)", "一是"])
def test_what_begins_with_a_number_is_not_joined(number):
    assert parted(f"{LONG_LINE}\n{number}修补护栏") == [LONG_LINE, f"{number}修补护栏"]
    assert len(parted(f"{number}{LONG_LINE}\n修补护栏")) == 2


@pytest.mark.parametrize("after", ["\u3000\u3000修补护栏", "  修补护栏", "\n修补护栏"])
def test_an_indent_begins_a_paragraph(after):
    assert parted(f"{LONG_LINE}\n{after}") == [LONG_LINE, "修补护栏"]


def test_short_lines_are_not_joined():
    assert parted("河东步道\n修补护栏") == ["河东步道", "修补护栏"]
    assert parted("河东步道破损,照明不足\n修补护栏") == ["河东步道破损,照明不足", "修补护栏"]
    assert len(parted("河东步道与沿河护栏破损,夜间照明不足\n修补护栏")) == 1


@pytest.mark.parametrize("mark", "。!?")
def test_a_space_after_a_closed_sentence_parts(mark):
    """Pages that lost their line breaks keep a space in their place."""
    assert parted(f"更换路灯{mark}  修补护栏。") == [f"更换路灯{mark}", "修补护栏。"]
    assert parted(f"更换路灯{mark}修补护栏。") == [f"更换路灯{mark}修补护栏。"]


@pytest.mark.parametrize("number", ["一、", "(一)", "2.", "2、"])
def test_a_list_number_after_a_space_parts(number):
    for before in ("分工如下:", "更换路灯;", "更换路灯", "(更换路灯)"):
        assert parted(f"{before} {number}修补护栏") == [before, f"{number}修补护栏"], before
    assert len(parted("共更换 3.5公里")) == 1


@pytest.mark.parametrize("number", ["一、", "(一)", "2.", "2、"])
def test_a_list_number_right_after_a_sentence_parts(number):
    for mark in "。;!?":
        assert parted(f"更换路灯{mark}{number}修补护栏") == [f"更换路灯{mark}", f"{number}修补护栏"]
    assert len(parted(f"更换路灯,{number}修补护栏")) == 1
    assert len(parted("更换路灯。2.5公里")) == 1


def test_a_heading_run_into_its_paragraph_is_parted_where_it_is_one():
    text = "一、整治路面 沿线共有三处破损。"
    assert parted(text) == ["一、整治路面", "沿线共有三处破损。"]
    assert parted(text, heads=set()) == [text]
    assert parted("整治路面 沿线共有三处破损。") == ["整治路面 沿线共有三处破损。"]
    assert parted("一、整治路面 三处") == ["一、整治路面 三处"]


@given(jumbles(), st.integers(0, 40), st.booleans())
def test_paragraphs_stand_in_order_and_only_space_is_lost(text, skip, heads):
    start = min(skip, len(text))
    found = list(paragraphs(text, start, len(text), lambda words: heads))
    edges = [start, *(place for pair in found for place in pair), len(text)]
    assert edges == sorted(edges)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in found)
    assert "".join(text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)).strip() == ""


@given(jumbles())
def test_breaks_that_nobody_sees_part_nothing_more(text):
    """Blank lines and indents change no paragraph: they may only keep two lines from being joined."""
    loose = text.replace("\n", "\n\n")
    assert "".join("".join(parted(loose)).split()) == "".join("".join(parted(text)).split())
    assert len(parted(loose)) >= len(parted(text))


@given(jumbles(), st.integers(0, 40))
def test_a_number_ends_within_the_text(text, at):
    start = min(at, len(text))
    found, words = numbering(text, start, len(text))
    assert start <= words <= len(text)
    assert found in (None, *range(LEVELS))
    assert (found is None) <= (words == start)
    assert found is None or words > start
