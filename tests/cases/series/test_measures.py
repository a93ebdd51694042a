"""What a number measures, out of the words around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.extracting.quantities import quantities
from cases.series.measures import Measure, measure_of


def measures(sentence):
    """Of every number of a folded sentence, each seeing those before it."""
    found: list[Measure] = []
    for clause in sentence.split(","):
        for one in quantities(clause):
            found.append(measure_of(clause, one.start, one.end, one.unit, found))
    return found


def only(clause):
    (found,) = measures(clause)
    return found


@pytest.mark.parametrize(
    ("clause", "head", "narrowing"),
    [
        ("全市已建成社区书屋120个", "社区书屋", set()),
        ("建成120个社区书屋", "社区书屋", set()),
        ("目前共有各类健身场馆86处", "健身场馆", set()),
        ("开办示范型老年学堂30所", "老年学堂", {"示范"}),
        ("示范性老年学堂达到30所", "老年学堂", {"示范"}),
        ("培育了公办托班12家", "托班", {"公办"}),
        ("今年新增社区书屋9家", "社区书屋", {"新增", "当年"}),
        ("截至今年底社区书屋达9家", "社区书屋", set()),
        ("“云江市无障碍小区”40个", "无障碍小区", set()),
    ],
)
def test_the_noun_and_what_narrows_it(clause, head, narrowing):
    assert (only(clause).head, only(clause).narrowing) == (head, narrowing)


def test_houses_and_people_are_counted_in_several_words():
    assert only("共有书屋12家").unit == only("共有书屋12处").unit == only("共有书屋12个").unit
    assert only("共有社工12名").unit == only("共有社工12人").unit
    assert only("共有书屋12家").unit != only("共有社工12人").unit


def test_per_how_many_is_told_apart_from_the_whole():
    assert only("每千人床位数达到6.2张").per == "每千人"
    assert only("每万名老年人拥有社工达到9人").per == only("每万老年人拥有社工9名").per == "每万老年人"
    assert only("共有社工9人").per == ""


def test_coverage_is_the_same_said_the_other_way_round():
    one, other = only("街道(乡镇)示范型书屋覆盖率达到80%"), only("拥有示范型书屋街道(乡镇)占比78%")
    assert (one.head, one.ratio, one.levels, one.narrowing) == (other.head, other.ratio, other.levels, other.narrowing)


@pytest.mark.parametrize("words", ["镇街", "街道(乡镇)", "乡镇(街道)"])
def test_levels_have_several_names(words):
    assert only(f"{words}书屋覆盖率90%").levels == {"镇街"}


def test_two_levels_in_short():
    assert only("建成街社两级书屋900个").levels == {"镇街", "村社"}


def test_what_was_said_just_before_is_understood():
    whole, part, places = measures("全市共有乡村书屋90家,其中示范型20家,可提供座位400个")
    assert (part.head, part.narrowing) == (whole.head, {"示范"})
    assert places.head == "座位"


def test_a_place_of_its_own_counts_for_itself():
    _, north = measures("全市共有备案托班30家,北河县5家")
    assert (north.area, north.head, north.narrowing) == ("北河县", "托班", {"备案"})


def test_brackets_give_another_name():
    assert only("建成约30家长者餐厅(助餐站)").others == ("助餐站",)


@given(st.text(alphabet="每千人的(、)覆盖率占比示范型0123456789个家,建成", max_size=60), st.integers(0, 60))
def test_any_words_have_a_measure(text, at):
    place = min(at, len(text))
    assert isinstance(measure_of(text, place, place, "个"), Measure)
