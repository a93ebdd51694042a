"""A typed text becomes a plan; no sign in it is an operator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_CHARACTERS, MAX_WORDS, holds, plan_of, words_of


@given(st.text(max_size=900))
def test_every_text_has_a_plan_of_bounded_size(text):
    plan = plan_of(text)
    assert len(plan.wanted) <= MAX_WORDS
    assert sum(len(piece.needle) for piece in plan.pieces) <= 2 * MAX_CHARACTERS  # İ grows in lower case
    assert len({wanted.text for wanted in plan.wanted}) == len(plan.wanted)


@pytest.mark.parametrize(
    "text", ["托育*", "(托育", "托育~2", "[托育 TO 机构]", "title:托育", "托育^9", "NOT 托育", "托育?", "\\托育"]
)
def test_signs_are_only_signs(text):
    assert "托育" in {wanted.text for wanted in plan_of(text).wanted}


@pytest.mark.parametrize("text", ["", "   ", "***", "((((", "\0\ud800", "“”", "的"])
def test_signs_alone_want_nothing(text):
    assert plan_of(text).wanted == ()


def test_words_of_asking_are_left_out_unless_there_are_no_others():
    plan = plan_of("全市有多少家托育机构")
    assert "多少" not in {wanted.text for wanted in plan.wanted}
    assert plan.asks and plan.spoken
    assert [wanted.text for wanted in plan_of("多少").wanted] == ["多少"]


def test_quotes_of_every_kind_are_phrases():
    for text in ('"加装电梯" 补助', "“加装电梯” 补助", "「加装电梯」 补助", "『加裝電梯』 补助"):
        assert [piece.needle for piece in plan_of(text).quoted] == ["加装电梯"]


def test_characters_that_are_no_word_are_a_name():
    assert [piece.needle for piece in plan_of("龘敏敏 托育").quoted] == ["龘敏敏"]
    assert plan_of("托育 机构").quoted == plan_of("a b").quoted == ()


@pytest.mark.parametrize(
    ("body", "needle", "expected"),
    [
        ("共1657家", "657家", False),
        ("共657家", "657家", True),
        ("1657家和657家", "657家", True),
        ("4.657", "657", False),
        ("657.5", "657", False),
        ("657.", "657", True),
        (".657", "657", True),
        ("dafux", "dafu", False),
        ("dafu2", "dafu", True),
        ("托育机构", "育机", True),
    ],
)
def test_a_number_does_not_stand_in_a_longer_one(body, needle, expected):
    assert holds(body, needle) is expected


def test_words_to_mark_are_names_whole_and_synonyms_beside_their_word():
    assert "石长青" in words_of("石长青")
    assert not {"石", "长", "青"} & set(words_of("石长青"))
    assert words_of("桥") == ("桥",)
    assert {"托育", "幼儿园"} <= set(words_of("托育 幼儿园"))
    assert words_of("“一老一小” 养老")[:1] == ("一老一小",)
    assert words_of("  ()* ") == ()
    assert len(words_of("养老 " * 500)) < 40
