"""Parts of a page found again in the folded text, whatever was taken out of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.reading.parts import stretches
from cases.reading.shapes import Part, Span
from search.folding import fold
from tests.cases.importing.readings import jumbles, reading

# A mirror with pinyin after changed characters: eight plain ones and more are taken out.
NOISY = "關(guan)于飲(yin)水機(ji)維(wei)護(hu)經(jing)費(fei)撥(bo)付與(yu)檢(jian)修"
SAID = "关于饮水机维护经费拨付与检修"


def found(whole, *spans, role="reply"):
    """Role, text and place of every stretch of a text whose parts are these spans."""
    one = reading(whole)
    parts = tuple(Part(role, Span(*span)) for span in spans)
    one = replace(one, page=replace(one.page, parts=parts))
    return [(part, one.shadow.text[start:end]) for part, start, end in stretches(one)]


def test_without_noise_a_part_is_its_own_folded_text():
    whole = "提案说:請修橋。我局答復:已修好。"
    ((first, a), (second, b)) = found(whole, (0, 8), (8, len(whole)))
    assert (a, b) == (fold(whole[:8]), fold(whole[8:]))
    assert (first.span, second.span) == (Span(0, 8), Span(8, len(whole)))


def test_pinyin_taken_out_before_a_part_moves_it():
    whole = NOISY + "。我局将更換路燈。"
    ((_, all_of_it),) = found(whole, (0, len(whole)))
    assert all_of_it == SAID + "。我局将更换路灯。"
    ((_, tail),) = found(whole, (len(NOISY) + 1, len(whole)))
    assert tail == "我局将更换路灯。"
    ((_, head),) = found(whole, (0, len(NOISY)))
    assert head == SAID


@pytest.mark.parametrize("span", [(0, 0), (3, 3), (6, 6)])
def test_an_empty_part_is_left_out(span):
    assert found("路灯已修复。", span) == []


def test_a_part_of_nothing_but_pinyin_is_left_out():
    assert found(NOISY, (1, 7)) == []
    assert [text for _, text in found(NOISY, (0, 7))] == ["关"]


def test_parts_keep_their_order_and_their_role():
    whole = "甲问乙答丙问丁答"
    spans = [(4, 6), (0, 2), (6, 8)]
    assert [text for _, text in found(whole, *spans)] == ["丙问", "甲问", "丁答"]
    assert {part.role for part, _ in found(whole, *spans, role="answer")} == {"answer"}


@given(jumbles(), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=4))
def test_a_stretch_leads_back_to_its_part(text, places):
    """What is found in a stretch stands, in the original, inside the part."""
    whole = NOISY + text
    spans = [tuple(sorted(min(place, len(whole)) for place in pair)) for pair in places]
    one = reading(whole)
    one = replace(one, page=replace(one.page, parts=tuple(Part("reply", Span(*span)) for span in spans)))
    for part, start, end in stretches(one):
        assert 0 <= start < end <= len(one.shadow.text)
        back = one.shadow.span(start, end)
        assert part.span.start <= back.start
        inside = one.shadow.origin[start:end]
        assert all(part.span.start <= place < part.span.end for place in inside)


@given(jumbles(), st.integers(0, 80))
def test_parts_that_meet_share_the_text_between_them(text, cut):
    """No character of the folded text is in both of two neighbours, none is lost."""
    whole = NOISY + text
    cut = min(cut, len(whole))
    pieces = found(whole, (0, cut), (cut, len(whole)))
    assert "".join(piece for _, piece in pieces) == reading(whole).shadow.text
