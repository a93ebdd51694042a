"""Copies: form does not matter, a tenth may differ, a truncated text is a copy, short texts must be equal."""

from hypothesis import given
from hypothesis import strategies as st

from cases.importing.copies import bare, body_of, hash_of, is_copy, is_same_title, nearest
from tests.cases.importing.parsed import BODY, OTHER_BODY, parsed

LONG = BODY * 2 + "".join(chr(0x4E00 + i) for i in range(400))


@given(st.text(max_size=200))
def test_a_text_is_a_copy_of_itself_however_it_is_spaced(text):
    spaced = "\n".join(f" {char}\u3000" for char in text)
    assert bare(spaced) == bare(text)
    assert is_copy(bare(text), bare(spaced))


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=300), st.text(max_size=300))
def test_being_a_copy_works_both_ways(one, other):
    assert is_copy(one, other) == is_copy(other, one)


def test_a_part_of_a_text_is_a_copy_and_another_text_is_none():
    assert is_copy(LONG, LONG[: len(LONG) // 2])
    assert not is_copy(bare(BODY), bare(OTHER_BODY))


def test_a_tenth_may_differ_and_no_more():
    def changed(every):
        return "".join(chr(0x3400 + i) if i % every == 0 else char for i, char in enumerate(LONG))

    assert is_copy(LONG, changed(200))
    assert not is_copy(LONG, changed(8))


def test_short_texts_are_copies_only_where_they_are_equal():
    assert is_copy("同意。", "同意。")
    assert not is_copy("同意办理", "同意办理此事")


def test_the_body_is_what_the_parts_hold():
    assert body_of(parsed(head="首页 > 政务公开\n")) == body_of(parsed()) == bare(BODY)
    assert hash_of(body_of(parsed())) != hash_of(body_of(parsed(OTHER_BODY)))


def test_titles_may_lack_their_frame():
    assert is_same_title("关于加强山区老年食堂建设的建议", "加强山区老年食堂建设")
    assert is_same_title("", "加强山区老年食堂建设")
    assert not is_same_title("关于加强山区老年食堂建设的建议", "完善乡村公路路灯")


@given(st.text("甲乙丙", max_size=30), st.text("甲乙丙", min_size=1, max_size=3), st.integers(0, 30))
def test_the_nearest_place_is_one_of_all_places_and_none_is_nearer(text, words, at):
    places = [place for place in range(len(text)) if text.startswith(words, place)]
    found = nearest(text, words, at)
    assert (found is None) == (places == [])
    if places:
        assert found in places
        assert abs(found - at) == min(abs(place - at) for place in places)
