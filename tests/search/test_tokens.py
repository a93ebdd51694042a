"""Words of texts and of questions: what is in a text is found by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.lexicon import lexicon
from search.tokens import PARTICLES, canonical, counted, index_words, plain, query_words

_PARTS = [
    "托育",
    "机构",
    "卫健委",
    "657",
    "4.6",
    "99.48%",
    "1,657",
    "十五分钟",
    "，",
    " ",
    "家",
    "DH0271",
    "成长驿站",
    "的",
    "戚敏敏",
]
texts = st.lists(st.sampled_from(_PARTS), max_size=12).map("".join)


@given(texts)
def test_a_text_holds_every_word_of_a_question_made_of_it(text):
    assert set(query_words(text)) <= set(index_words(text))


@given(st.text(max_size=200))
def test_any_text_gives_clean_words(text):
    for word in [*index_words(text), *query_words(text)]:
        assert word and not word.isspace() and word == word.lower() and word not in PARTICLES
        word.encode()


@given(st.text(max_size=200))
def test_the_canonical_form_is_stable_and_can_be_stored(text):
    once = canonical(text)
    assert canonical(once) == once
    once.encode("utf-16-le")


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("657家", {"657", "家"}, {"6", "57"}),
        ("1,657家", {"1657"}, {"657"}),
        ("99.48%", {"99.48", "99.48%"}, {"99", "48"}),
        ("2024.07.01", {"2024", "7", "1"}, {"2024.07"}),
        ("第062号", {"62", "第", "号"}, {"062"}),
        ("十五分钟", {"15", "分钟"}, set()),
        ("婴幼儿成长驿站", {"成长驿站", "驿站", "婴幼儿"}, set()),
        ("市卫生健康委员会", {"卫生健康委员会", "卫生健康委"}, set()),
        ("衛生健康委員會", {"卫生健康委员会"}, set()),
    ],
)
def test_what_is_indexed(text, wanted, unwanted):
    words = set(index_words(text))
    assert wanted <= words
    assert not unwanted & words


@given(st.sampled_from(sorted(lexicon().terms)))
def test_every_term_is_one_word(term):
    assert query_words(term) == [term]
    assert term in index_words(term)


def test_forms_of_one_thing_agree():
    assert canonical("“一老一小” 服务") == canonical("一老一小服务")
    assert canonical("建成１，６５７ 家") == canonical("建成1657家")
    assert counted("第十二届二次") == "第12届二次"
    assert plain("\ud800A\0Ｂ") == " a b"


def test_a_gap_between_words_of_letters_is_one_blank_however_it_was_written():
    assert canonical("A \n B") == canonical("a　b") == "a b"
    assert canonical("托育 B \t 站") == "托育b站"
