"""Misspelt questions and pinyin: what is offered comes from the index alone and is visible to who asks."""

import random

import pytest

from search import Query, open_index
from search.alternatives import MOST_CHARACTERS, OFFERED
from tests.search.conftest import PUBLIC, document
from tests.search.test_index import hostile

TEXTS = (
    "全区新增养老床位六百张，养老服务进社区。",
    "托育机构实行备案管理，普惠托育服务扩面。",
    "老旧小区加装电梯，适老化改造按户推进。",
    "养老服务中心每周开放，床位费用公开。",
    "成长驿站设在社区，日间照料中心同址建设。",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    index = open_index(tmp_path_factory.mktemp("alternatives"))
    index.write(
        [document(f"d{at}", text) for at, text in enumerate(TEXTS)]
        + [document("secret", "黑车专项整治通报，摩托车违停处置。", audience=("office",))]
    )
    return index


def texts(index, question, audience=PUBLIC):
    return [other.text for other in index.alternatives(question, audience)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("养佬", "养老"),
        ("脱育", "托育"),
        ("脱育服务", "托育服务"),
        ("床味", "床位"),
        ("加装电剃", "加装电梯"),
        ("适老化该造", "适老化改造"),
        ("成长驿占", "成长驿站"),
        ("日间照科", "日间照料"),
        ("社区 养佬", "社区 养老"),
    ],
)
def test_a_word_that_nothing_holds_is_offered_by_its_sound_or_shape(filled, typed, meant):
    found = filled.alternatives(typed, PUBLIC)
    assert found[0].text == meant
    assert {other.by for other in found} == {"spelling"}


@pytest.mark.parametrize(
    ("typed", "meant", "by"),
    [
        ("yanglao", "养老", "pinyin"),
        ("YangLao", "养老", "pinyin"),
        ("yang lao", "养老", "pinyin"),
        ("tuo'yu", "托育", "pinyin"),
        ("yanglaochuangwei", "养老床位", "pinyin"),
        ("jiazhuang 电梯", "加装 电梯", "pinyin"),
        ("ylcw", "养老床位", "initials"),
        ("dt", "电梯", "initials"),
    ],
)
def test_letters_that_no_text_holds_are_read_as_pinyin(filled, typed, meant, by):
    found = filled.alternatives(typed, PUBLIC)
    assert meant in [other.text for other in found[:3]]
    assert {other.by for other in found} == {by}


@pytest.mark.parametrize("typed", ["养老", "养老床位", "托育 电梯", "", "  ", "657", "？！", "qqxzv", "养" * 200])
def test_right_words_and_nonsense_have_no_alternative(filled, typed):
    assert filled.alternatives(typed, PUBLIC) == ()


def test_every_single_wrong_character_of_a_long_word_is_mended(filled):
    word = "适老化改造"
    for at in range(len(word)):
        assert word in texts(filled, word[:at] + "鑫" + word[at + 1 :]), at


@pytest.mark.parametrize("typed", ["黑扯", "heiche", "hc", "摩托扯"])
def test_what_may_not_be_seen_is_not_offered(filled, typed):
    assert not {"黑车", "摩托车"} & set(texts(filled, typed))
    assert {"黑车", "摩托车"} & set(texts(filled, typed, ("office", "public")))


def test_a_deleted_document_offers_nothing(tmp_path):
    index = open_index(tmp_path / "index")
    index.write([document("a", "珊瑚礁保护"), document("b", "社区养老")])
    assert "珊瑚礁" in texts(index, "shanhujiao")
    index.write(delete=["a"])
    assert texts(index, "shanhujiao") == []


def test_no_question_fails_and_each_has_few_alternatives(filled):
    chance = random.Random(7)
    letters = "yanglochuiwexbz' 养佬床味脱育食唐的了一二"
    asked = list(hostile(10_000))
    asked += ["".join(chance.choices(letters, k=chance.randint(1, 80))) for _ in range(2000)]
    for text in asked:
        found = filled.alternatives(text, PUBLIC)
        assert len(found) <= OFFERED
        assert len(text.strip()) <= MOST_CHARACTERS + 20 or not found


def test_every_alternative_holds_visible_words_only(filled):
    chance = random.Random(11)
    for _ in range(300):
        typed = "".join(chance.choices("养佬床味脱育电剃改早", k=chance.randint(2, 8)))
        for other in filled.alternatives(typed, PUBLIC):
            words = filled.find(Query(other.text, PUBLIC, limit=0)).words
            assert any(word.count for word in words), (typed, other)
