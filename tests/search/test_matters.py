"""What a text speaks of: telling words and matters, so that other words for the same thing meet."""

from hypothesis import given
from hypothesis import strategies as st

from search.matters import MAX_CHARACTERS, matters, matters_in, parts_of, telling_words, words_shared


def test_the_dictionary_of_matters_is_well_formed():
    known = matters()
    assert all(len(set(group)) == len(group) > 2 and all(group) for group in known.groups)
    assert {word for group in known.groups for word in group} == set(known.of)


def test_other_words_for_one_thing_touch_one_matter():
    assert matters_in("社区饭堂") & matters_in("老年助餐点")
    assert matters_in("老楼装電梯") & matters_in("加梯"), "traditional characters too"
    assert not matters_in("珊瑚礁")


def test_words_of_asking_do_not_tell():
    assert telling_words("关于进一步加强公墓建设的建议") == ("公墓", "建设")


def test_shared_words_are_those_of_the_other_text():
    assert words_shared("社区饭堂亏本了", "让老年食堂办得长久") == ("老年食堂",)
    assert words_shared("珊瑚礁", "让老年食堂办得长久") == ()


@given(st.text(max_size=2 * MAX_CHARACTERS))
def test_any_text_has_parts_and_shares_all_its_words_with_itself(text):
    parts = parts_of(text)
    assert all(value > 0 for value in parts.values())
    assert {part for part in parts if isinstance(part, int)} <= set(range(len(matters().groups)))
