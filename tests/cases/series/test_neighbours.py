"""What people might join: the nearest first, each with what sets it apart."""

from cases.series.joining import every_series
from cases.series.neighbours import neighbours
from cases.vocabulary.series import Apart
from tests.cases.series.stating import stated

ROWS = [
    *stated("全市已建成社区书屋300家", "2023-03-01"),
    *stated("建成示范型社区书屋40家", "2024-03-01"),
    *stated("社区书屋覆盖率82%", "2024-06-01"),
    *stated("完成道路养护56公里", "2024-06-01"),
]


def test_each_says_what_sets_it_apart_and_what_is_far_is_not_offered():
    books, *others = every_series(ROWS)
    near = neighbours(books, [books, *others])
    said = {one.series.measure.named: {each.why for each in one.differences} for one in near}
    assert said["示范型社区书屋"] == {Apart.NARROWING}
    (ratio,) = (why for name, why in said.items() if "覆盖率" in name)
    assert Apart.RATIO in ratio
    assert len(near) == 2
    assert near[0].series.measure.named == "示范型社区书屋"


def test_what_is_asked_for_by_name_is_offered_however_far():
    books, *others = every_series(ROWS)
    (far,) = neighbours(books, others, "道路")
    assert Apart.NAME in {each.why for each in far.differences}
