"""Whether two numbers measure the same thing."""

from hypothesis import given
from hypothesis import strategies as st

from cases.series.likeness import Likeness, countable, ends_of, likeness
from cases.series.measures import Measure


def measure(head="社区书屋", **more):
    return Measure(head, **{"unit": "个", "said": head, "around": f"建成{head}", **more})


def test_the_same_words_are_the_same_thing():
    assert likeness(measure(), measure()) is Likeness.SAME


def test_every_difference_but_the_wording_parts_them():
    for other in (
        measure(unit="人"), measure(per="每千人"), measure(ratio="coverage"), measure(area="北河县"),
        measure(narrowing=frozenset({"示范"})), measure(levels=frozenset({"镇街"})), measure("社区食堂"),
    ):  # fmt: skip
        assert likeness(measure(), other) is Likeness.NO


def test_a_short_name_needs_the_rest_beside_it():
    longer, beside = measure("流动图书座位"), measure("座位", around="共有流动图书车9台,座位400个")
    assert likeness(longer, beside) is Likeness.WORDED_OTHERWISE
    assert likeness(longer, measure("座位", around="体育馆现有座位400个")) is Likeness.NO


def test_a_bracketed_name_counts():
    assert likeness(measure("长者餐厅", others=("助餐站",)), measure("助餐站")) is Likeness.WORDED_OTHERWISE


def test_a_vague_noun_needs_like_sentences_or_one_uncommon_value():
    one, other = measure("服务", around="提供洗衣理发等服务"), measure("上门服务", around="老人可点单")
    assert likeness(one, other) is Likeness.NO
    assert likeness(one, other, same_value=True) is Likeness.WORDED_OTHERWISE


def test_a_missing_unit_agrees_only_where_it_is_said_of_how_many():
    per = {"per": "每万老年人"}
    assert likeness(measure(**per), measure(unit="", **per)) is Likeness.SAME
    assert likeness(measure(), measure(unit="")) is Likeness.NO


def test_layout_and_changes_are_not_followed():
    assert countable(measure())
    assert not any(map(countable, (measure(unit="类"), measure(""), measure("人口由增加至"), measure("高于去年"))))


MEASURES = st.builds(
    measure,
    st.sampled_from(["社区书屋", "书屋", "座位", "流动图书座位", "服务"]),
    unit=st.sampled_from(["个", "人", ""]),
    per=st.sampled_from(["", "每千人"]),
    narrowing=st.sampled_from([frozenset(), frozenset({"示范"})]),
)


@given(MEASURES, MEASURES)
def test_likeness_is_mutual_and_shares_an_ending(one, other):
    assert likeness(one, other) is likeness(other, one)
    if likeness(one, other):
        assert set(ends_of(one)) & set(ends_of(other))
