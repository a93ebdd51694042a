"""Numbers joined into series: the right ones together, the wrong ones apart."""

import random
from dataclasses import replace

from cases.series.likeness import Likeness
from tests.cases.series.stating import all_series, stated, target, told


def only(*rows):
    (series,) = all_series([row for group in rows for row in group])
    return series


def test_three_documents_are_one_series_in_order_of_their_days():
    series = only(
        stated("全市已建成社区书屋300家", "2025-03-01"),
        stated("建立社区书屋120个", "2023-03-01"),
        stated("現已建成社區書屋220處", "2024-03-01"),
    )
    assert told(series) == [("2023-03-01", "120"), ("2024-03-01", "220"), ("2025-03-01", "300")]
    assert all(point.likeness is Likeness.SAME for point in series.points)


def test_a_document_without_a_day_comes_last():
    series = only(stated("建成社区书屋300家"), stated("建成社区书屋120家", "2023-03-01"))
    assert told(series)[-1] == (None, "300")


def test_equal_numbers_of_other_things_stay_apart():
    rows = [
        *stated("示范型社区书屋227个", "2023-03-01"), *stated("建成示范型健身中心227家", "2024-03-01"),
        *stated("建成社区书屋350个", "2023-03-01"), *stated("举办家电维修站350家", "2024-03-01"),
    ]  # fmt: skip
    assert all_series(rows) == ()


def test_another_place_is_another_series():
    rows = [*stated("建成社区书屋120家", "2023-03-01", place=1), *stated("建成社区书屋180家", "2024-03-01", place=2)]
    assert all_series(rows) == ()
    assert all_series([replace(row, place=None) for row in rows]) == ()


def test_a_target_stands_beside_its_number():
    series = only(stated("每万老年人拥有社工数达7.5", "2023-03-01"), target("每万名老年人拥有社工达到9人"))
    assert [(point.stated.value, point.on.year) for point in series.targets] == [("9", 2025)]


def test_what_is_expected_is_no_point():
    rows = [*stated("建成社区书屋120家", "2023-03-01"), *stated("预计建成社区书屋500家", "2024-03-01")]
    assert all_series(rows) == ()


def test_said_twice_in_one_document_is_said_once():
    rows = [
        *stated("建成社区书屋120家，现有社区书屋120家", "2023-03-01", document=7001),
        *stated("建成社区书屋150家", "2024-03-01"),
    ]
    assert [value for _, value in told(only(rows))] == ["120", "150"]


def test_two_levels_are_added_up_against_one_number():
    series = only(
        stated("建成镇街级书屋20家，村社级书屋100余家", "2023-03-01"), stated("建成街社两级书屋180个", "2024-03-01")
    )
    assert [value for _, value in told(series)] == ["120", "180"]
    assert [part.value for part in series.points[0].parts] == ["20", "100"]


def test_the_order_of_the_rows_does_not_matter():
    rows = [
        *stated("建成社区书屋120家，示范型书屋30家", "2023-03-01"), *stated("建成社区书屋150家", "2024-03-01"),
        *stated("建成社区书屋180家，其中示范型70家"), *target("建成社区书屋200家"), *stated("座位4000个", "2024-03-01"),
    ]  # fmt: skip
    first = all_series(rows)
    assert len(first) == 2
    for seed in range(5):
        assert all_series(random.Random(seed).sample(rows, len(rows))) == first
