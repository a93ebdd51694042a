"""Cutting: where sentences and clauses end, what closes nothing, and that no character is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting.clauses import clauses, pieces
from tests.cases.importing.readings import jumbles

CLOSING = "。;!?:"
BRACKETS = ("《》", "()", "〔〕", "[]", "“”")
LONGEST = 240
# Nothing here opens a bracket, so every mark counts.
PLAIN = st.text(alphabet="路灯桥12 ,。;!?:", max_size=80)


def cut(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], mark) for start, end, mark in pieces(text, 0, len(text))]


def parted(text: str) -> list[str]:
    return [one.text for one in clauses(text, 0, len(text))]


@pytest.mark.parametrize("mark", CLOSING)
def test_a_mark_closes_a_sentence_and_is_told(mark):
    assert cut(f"换路灯{mark}修护栏。清沟渠") == [("换路灯", mark), ("修护栏", "。"), ("清沟渠", "")]


@pytest.mark.parametrize("mark", ",、·-…")
def test_other_marks_close_nothing(mark):
    assert cut(f"换路灯{mark}修护栏") == [(f"换路灯{mark}修护栏", "")]


@pytest.mark.parametrize("mark", CLOSING)
@pytest.mark.parametrize("pair", BRACKETS)
def test_a_mark_inside_brackets_closes_nothing(pair, mark):
    inside = f"依照{pair[0]}甲段{mark}乙段{pair[1]}执行"
    assert cut(inside + "。完") == [(inside, "。"), ("完", "")]
    assert parted(f"依照{pair[0]}甲段,乙段{pair[1]}执行,完") == [f"依照{pair[0]}甲段,乙段{pair[1]}执行", "完"]


@pytest.mark.parametrize("pair", BRACKETS)
def test_a_bracket_that_is_lost_holds_nothing_back(pair):
    """Not closed, closed too late, or closed on another line: the marks count again."""
    for tail in ("", "乙" * 130 + pair[1], "\n乙" + pair[1]):
        assert cut(f"依照{pair[0]}甲段。丙{tail}")[0] == (f"依照{pair[0]}甲段", "。")
    near = f"依照{pair[0]}甲段。{'乙' * 100}{pair[1]}完"
    assert cut(near) == [(near, "")]


def test_a_colon_between_digits_is_a_time_of_day():
    assert cut("上午9:30开门。") == [("上午9:30开门", "。")]
    assert cut("分工如下:3人巡查。") == [("分工如下", ":"), ("3人巡查", "。")]
    assert cut("共12:张三") == [("共12", ":"), ("张三", "")]


def test_leftovers_of_a_quotation_begin_no_sentence():
    assert cut("他说“修桥。 ”。 )]换灯。") == [("他说“修桥。 ”", "。"), ("换灯", "。")]
    assert cut("。。;。  ") == []


@pytest.mark.parametrize("number", ["1,250", "12,000", "1,250,000"])
def test_a_comma_between_thousands_parts_nothing(number):
    assert parted(f"投入{number}元,换灯") == [f"投入{number}元", "换灯"]


@pytest.mark.parametrize("text", ["第3,25号灯", "共3,2500盏", "路3,灯", "路,250盏"])
def test_any_other_comma_parts(text):
    assert parted(text) == text.split(",")


def test_clauses_are_without_spaces_and_never_empty():
    assert parted(" 换路灯 ,, \n修护栏 , ") == ["换路灯", "修护栏"]
    assert parted("") == parted(" , ,") == []


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1, 3 * LONGEST + 5])
def test_an_endless_clause_is_taken_apart(length):
    found = parted("路" * length)
    assert "".join(found) == "路" * length
    assert [len(one) for one in found[:-1]] == [LONGEST] * ((length - 1) // LONGEST)


def test_a_stretch_is_cut_as_if_it_stood_alone():
    text = "前文(未完。换路灯,修护栏。后文)"
    start, end = text.index("换"), text.index("后")
    assert [text[a:b] for a, b, _ in pieces(text, start, end)] == ["换路灯,修护栏"]
    assert [one.text for one in clauses(text, start, end - 1)] == ["换路灯", "修护栏"]


@given(jumbles(), st.integers(0, 60), st.integers(0, 60))
def test_sentences_stand_in_order_and_lose_nothing(text, skip, leave):
    """Between two sentences stand only the mark that closed the first, spaces and the ends of quotations."""
    start = min(skip, len(text))
    end = max(start, len(text) - leave)
    found = list(pieces(text, start, end))
    edges = [start, *(place for a, b, _ in found for place in (a, b)), end]
    assert edges == sorted(edges)
    for a, b, mark in found:
        assert a < b
        assert mark == (text[b] if b < end else "")
    gaps = "".join(text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2))
    assert all(char.isspace() or char in "”)]" + CLOSING for char in gaps)


@given(jumbles(), st.integers(0, 60))
def test_clauses_stand_in_order_and_lose_nothing(text, skip):
    start = min(skip, len(text))
    found = clauses(text, start, len(text))
    for one in found:
        assert start <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end] == one.text.strip()
        assert len(one.text) <= LONGEST
    assert all(before.end <= after.start for before, after in pairwise(found))
    kept = {place for one in found for place in range(one.start, one.end)}
    left = [text[place] for place in range(start, len(text)) if place not in kept]
    assert all(char.isspace() or char == "," for char in left)


@given(PLAIN)
def test_without_brackets_every_mark_closes(text):
    for said, _ in cut(text):
        assert not any(mark in said for mark in "。;!?")
    for one in parted(text):
        assert "," not in one or any(part[:3].isdigit() for part in one.split(",")[1:])


@given(jumbles())
def test_cutting_a_sentence_again_changes_nothing(text):
    for start, end, _ in pieces(text, 0, len(text)):
        assert [(a, b) for a, b, _ in pieces(text, start, end)] == [(start, end)]
