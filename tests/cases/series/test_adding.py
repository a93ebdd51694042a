"""Numbers of two levels added up."""

from cases.series.adding import added
from cases.series.joining import measured
from cases.vocabulary import Comparator
from tests.cases.series.stating import stated

BY_LEVEL = stated("建成镇街级书屋20家，村社级书屋100余家", "2023-03-01")
TOGETHER = stated("建成街社两级书屋180个", "2024-03-01")


def test_a_sum_names_its_parts_and_is_at_least_so_much():
    (total,) = added([*measured(BY_LEVEL), *measured(TOGETHER)])
    assert (total.stated.value, total.stated.comparator) == ("120", Comparator.GE)
    assert [part.id for part in total.parts] == [row.id for row in BY_LEVEL]


def test_without_both_levels_nothing_is_added():
    assert added([*measured(BY_LEVEL[:1]), *measured(TOGETHER)]) == ()
    assert added(measured(BY_LEVEL)) == ()
