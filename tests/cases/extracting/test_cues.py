"""The word lists: written as the rules need them, and patterns that find the whole word."""

import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting.cues import either, pattern, table, words
from cases.vocabulary import Category
from search.folding import fold

LISTS = (
    "next_heads", "target_heads", "past_heads", "principle_heads", "next_openers", "past_marks", "weak_past_marks",
    "past_attributes", "future_marks", "object_verbs", "followers", "hard_verbs", "soft_verbs", "things",
    "courtesy", "slogans", "effects", "cited", "demands", "refusals", "statives", "purposes", "recurring",
    "vague_bodies", "deliverables", "upward_verbs", "upward_objects", "attributes", "counting_verbs", "units",
)  # fmt: skip
CATEGORIES = table("categories")
CUES, VERBS = (
    tomllib.loads((files("cases.extracting") / name).read_text(encoding="utf-8"))
    for name in ("cues.toml", "verbs.toml")
)


@pytest.mark.parametrize("name", LISTS)
def test_words_fit_folded_text(name):
    """The rules run on folded text: a word that folding would change could never be found."""
    assert words(name)
    assert [word for word in words(name) if not word or word != word.strip() or fold(word) != word] == []


@pytest.mark.parametrize("name", LISTS)
def test_longer_words_come_first_and_none_twice(name):
    lengths = [len(word) for word in words(name)]
    assert lengths == sorted(lengths, reverse=True)
    assert len(set(words(name))) == len(words(name))


@pytest.mark.parametrize("name", LISTS)
def test_a_pattern_finds_every_word_whole(name):
    """Also where a shorter word of the list begins alike (达 before 达到)."""
    rule = pattern(name)
    for word in words(name):
        assert rule.match(word)[0] == word
        assert rule.match(word + "□")[0] == word
        assert rule.search("□□" + word + "□").span() == (2, 2 + len(word))


@pytest.mark.parametrize("name", LISTS)
def test_a_pattern_finds_nothing_else(name):
    assert pattern(name).search("□○△,。 \n") is None
    assert pattern(name).search("") is None


def test_lists_together_fit_the_words_of_each():
    rule = pattern("followers", "hard_verbs")
    for word in (*words("followers"), *words("hard_verbs")):
        assert rule.match(word)[0] == word
    # 会同 is of one list, 会 of the same; 实时 and 实行 of the other: the longest of all is taken.
    assert [match[0] for match in rule.finditer("会同□会□改扩建")] == ["会同", "会", "改扩建"]


def test_a_group_may_stand_inside_a_longer_pattern():
    """An alternative without its own brackets would tear the pattern apart."""
    rule = re.compile("我局" + either("deliverables") + "了")
    assert rule.fullmatch("我局出台了")
    assert rule.search("出台") is None
    assert rule.search("我局出台") is None


def test_units_are_taken_whole():
    """km is a unit, k alone is none."""
    assert all(re.fullmatch(either("units"), unit) for unit in words("units"))
    assert not re.search(either("units"), "k")


def test_soft_verbs_are_verbs():
    """A soft verb is one of the verbs, so that taking them away leaves the concrete ones."""
    assert set(words("soft_verbs")) < set(words("hard_verbs"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("past_marks", "future_marks"),
        ("weak_past_marks", "future_marks"),
        ("past_marks", "weak_past_marks"),
        ("next_heads", "past_heads"),
        ("next_heads", "target_heads"),
        ("past_heads", "target_heads"),
    ],
)
def test_no_word_says_two_opposite_things(one, other):
    assert set(words(one)) & set(words(other)) == set()


def test_every_category_has_its_words():
    assert set(CATEGORIES) == set(Category)
    for listed in CATEGORIES.values():
        assert len(set(listed)) == len(listed) > 0
        assert all(word == fold(word) == word.strip() != "" for word in listed)


@pytest.mark.parametrize("name", ["no_such_list", ""])
def test_a_list_that_does_not_exist_is_an_error(name):
    for ask in (words, either, pattern, table):
        with pytest.raises(KeyError):
            ask(name)


@given(st.text(max_size=60), st.sampled_from(LISTS))
def test_what_is_found_stands_in_the_list(text, name):
    for match in pattern(name).finditer(text):
        assert match[0] in words(name)


@given(st.data(), st.sampled_from(LISTS))
def test_a_word_is_found_wherever_it_stands(data, name):
    word = data.draw(st.sampled_from(words(name)))
    before = data.draw(st.text(alphabet="□○ ,", max_size=8))
    assert pattern(name).search(before + word + "○").start() == len(before)


def test_a_word_stands_once_in_its_list():
    """Twice, one of them would be forgotten when the other is taken out."""
    for name, listed in (*CUES.items(), *VERBS["hard_verbs"].items()):
        if isinstance(listed, list):
            assert [word for word in set(listed) if listed.count(word) > 1] == [], name


def test_a_verb_stands_in_one_class():
    every = [verb for verbs in VERBS["hard_verbs"].values() for verb in verbs]
    assert sorted(set(every)) == sorted(every)


BUILDS = [f"{how}建" for how in "新改扩迁重续翻修兴复补增援代合自配共"]
PUTS_UP = ["安装", "加装", "装设", "增设", "增配", "添置", "购置", "配备", "更换", "替换", "拆除"]
MENDS = ["维修", "检修", "抢修", "整修", "返修", "大修", "修缮", "修补", "养护", "维保", "清淤", "清掏", "疏通"]
HIRES = ["招录", "招聘", "招考", "招募", "选聘", "选派", "聘用", "轮训", "抽调"]
WATCHES = ["检查", "抽查", "核查", "普查", "巡查", "巡护", "值守", "约谈", "关停", "查封", "惩处"]


@pytest.mark.parametrize("verb", [*BUILDS, *PUTS_UP, *MENDS, *HIRES, *WATCHES])
def test_what_offices_do_to_things_is_known(verb):
    assert verb in words("hard_verbs")
    assert verb not in words("soft_verbs")
