"""What a number counts: the noun after it or before it, and the words that narrow that noun."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting.counted import attributes_of, head_of
from cases.extracting.cues import words
from cases.extracting.quantities import Quantity, quantities
from cases.vocabulary import Comparator
from tests.cases.importing.readings import jumbles

# One of these needs no noun before it; what it counts may follow it.
COUNTING = ("台", "家", "盏", "所", "处", "座", "名", "辆")
MEASURES = ("元", "米", "公里", "亩", "平方米", "吨", "%")
NOUNS = ("水泵", "候车亭", "旧式路灯", "净水站")


def only(clause: str) -> Quantity:
    (found,) = quantities(clause)
    return found


def head(clause: str) -> str:
    return head_of(clause, only(clause))


def narrowed(clause: str) -> tuple[str, ...]:
    found = only(clause)
    return attributes_of(clause, found, head_of(clause, found))


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("unit", COUNTING)
def test_the_noun_after_a_counting_word(unit, noun):
    assert head(f"更换12{unit}{noun}") == noun
    assert head(f"更换12{unit}{noun},其余不动") == noun
    assert head(f"更换12{unit}运行多年的{noun}") == noun


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("unit", [*COUNTING, *MEASURES])
def test_the_noun_before_the_number(unit, noun):
    for clause in (f"{noun}12{unit}", f"全年安装{noun}12{unit}", f"去年维护,现有{noun}12{unit}", f"{noun}共12{unit}"):
        assert head(clause) == noun, clause


@pytest.mark.parametrize("unit", MEASURES)
def test_a_measure_counts_what_was_named_before(unit):
    assert head(f"水渠12{unit}泥沙") == "水渠"
    assert head(f"12{unit}泥沙") == ""


@pytest.mark.parametrize(
    "after", ["以上", "左右", "正在检修", "已完工", "将检修", "占一半", "和旧站", "在村口", "用于备用", "开展检修"]
)
def test_what_follows_may_be_no_noun(after):
    assert head(f"水泵12台{after}") == "水泵"
    assert head(f"12台{after}") == ""


@pytest.mark.parametrize("verb", [verb for verb in sorted(words("counting_verbs")) if len(verb) > 1])
def test_verbs_of_counting_are_no_part_of_the_noun(verb):
    assert head(f"全镇{verb}水泵12台") == "水泵"
    assert head(f"水泵{verb}12台") == "水泵"


@pytest.mark.parametrize("word", ["每年", "数", "总", "比例", "仅", "已"])
def test_words_between_noun_and_number_are_no_part_of_it(word):
    assert head(f"水泵{word}12台") == "水泵"


@pytest.mark.parametrize("mark", ",。;、:() ")
def test_a_noun_ends_at_a_mark(mark):
    assert head(f"水渠{mark}水泵12台") == "水泵"
    assert head(f"水渠{mark}12台") == ""


@pytest.mark.parametrize("clause", ["“水泵”12台", "12台“水泵”", "换了水泵12台"])
def test_quotation_marks_are_no_part_of_the_noun(clause):
    assert head(clause).removeprefix("换了") == "水泵"


def test_a_noun_is_looked_for_near_its_number():
    found = head("水" * 60 + "12台")
    assert set(found) == {"水"}
    assert len(found) < 30


@pytest.mark.parametrize("word", sorted(words("attributes")))
def test_every_narrowing_word_is_told(word):
    assert narrowed(f"{word}水泵12台") == (word,)
    assert narrowed("水泵12台") == ()


def test_narrowing_words_stand_in_order_and_once():
    assert narrowed("农村备案水泵12台") == ("农村", "备案")
    assert narrowed("备案农村水泵12台") == ("备案", "农村")
    assert narrowed("农村农村水泵12台") == ("农村",)
    assert narrowed("农村共有12台备案水泵") == ("农村", "备案")


def test_words_far_from_the_number_narrow_nothing():
    assert narrowed("农村" + "旧" * 20 + ",水泵12台") == ()


@given(jumbles())
def test_whatever_is_counted_stands_in_the_clause(text):
    for found in quantities(text):
        noun = head_of(text, found)
        assert noun in text
        assert len(noun) <= 24
        assert noun == noun.strip("“”")
        for word in attributes_of(text, found, noun):
            assert word in words("attributes")
            assert word in text


@given(st.text(max_size=50), st.data())
def test_no_text_and_no_place_is_refused(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    unit = data.draw(st.sampled_from([*COUNTING, *MEASURES, ""]))
    quantity = Quantity(start, end, (start, end), "1", None, unit, Comparator.EQ)
    noun = head_of(text, quantity)
    assert noun in text[:start] or noun in text[end:]
    assert len(set(attributes_of(text, quantity, noun))) == len(attributes_of(text, quantity, noun))


@pytest.mark.parametrize("verb", ["覆盖", "完成", "改造", "安装", "提供", "清理"])
@pytest.mark.parametrize("share", ["率", "面", "量"])
def test_a_verb_inside_the_name_of_a_measure_ends_nothing(share, verb):
    assert head(f"农村供水{verb}{share}达到12%") == f"农村供水{verb}{share}"


@pytest.mark.parametrize("begins", ["我局将使", "我镇力争", "确保", "努力实现", "将"])
def test_who_brings_it_about_is_not_counted(begins):
    assert head(f"{begins}污水处理率达到12%") == "污水处理率"
