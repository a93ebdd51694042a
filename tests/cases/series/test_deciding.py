"""Decisions on series: nothing is lost or stands twice, undoing restores, what is independent commutes."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cases.series.deciding import Decision, decided
from tests.cases.series.stating import all_series, stated, told

FIGURES = range(1, 9)
BOOKS = [stated("全市已建成社区书屋300家", "2023-03-01"), stated("建成社区书屋420家", "2024-03-01")]
MACHINE = ((1, 2, 3), (4, 5), (6,), (7, 8))


class Numbered:
    """A point that only has to be told from others."""

    def __init__(self, number, parts=()):
        self.stated = type("Stated", (), {"id": number})
        self.parts = tuple(type("Stated", (), {"id": part}) for part in parts)


GROUPS = [[Numbered(number) for number in group] for group in MACHINE]
pairs = st.tuples(st.sampled_from(FIGURES), st.sampled_from(FIGURES), st.booleans())
acts = st.lists(pairs, max_size=8).map(lambda rows: [Decision(at, *row) for at, row in enumerate(rows, 1)])


def shown(decisions):
    return {frozenset(p.stated.id for p in group.points) for group in decided(GROUPS, decisions)}


@given(acts)
def test_no_point_is_lost_or_stands_twice(decisions):
    found = Counter(number for group in shown(decisions) for number in group)
    left_out = {one.one for one in decisions if one.leaves_out}
    assert found == Counter(set(FIGURES) - left_out)


@given(acts, pairs)
def test_undoing_the_last_restores_and_the_last_does_what_it_says(decisions, pair):
    last = Decision(99, *pair)
    groups, before = shown([*decisions, last]), shown(decisions)
    assert shown([one for one in [*decisions, last] if one is not last]) == before
    present = {number for group in before for number in group}
    if {last.one, last.other} <= present and last.one != last.other:
        assert any({last.one, last.other} <= group for group in groups) is last.same


@given(acts, acts)
def test_what_touches_other_groups_commutes(some, others):
    left = [one for one in some if {one.one, one.other} <= {1, 2, 3, 4, 5}]
    right = [one for one in others if {one.one, one.other} <= {6, 7, 8}]

    def numbered(*rows):
        return [Decision(at, one.one, one.other, one.same) for at, one in enumerate(rows, 1)]

    assert shown(numbered(*left, *right)) == shown(numbered(*right, *left))


def test_a_sum_goes_with_its_part():
    groups = [[Numbered(1)], [Numbered(1, parts=(1, 2)), Numbered(3)]]
    (left,) = decided(groups, [Decision(1, 1, 1, False)])
    assert [point.stated.id for point in left.points] == [3]


def test_what_people_join_and_part_is_told_even_where_it_stands_alone():
    rows = [*BOOKS[0], *BOOKS[1], *stated("开放社区阅览室35间", "2025-03-01")]
    first, second, third = (row.id for row in rows)
    (joined,) = all_series(rows, [Decision(1, first, third, True)])
    assert told(joined) == [("2023-03-01", "300"), ("2024-03-01", "420"), ("2025-03-01", "35")]
    one, other = all_series(rows, [Decision(1, second, first, False)])
    assert (told(one), told(other)) == ([("2023-03-01", "300")], [("2024-03-01", "420")])
    assert one.kin == other.kin == {first, second}
    assert one.touched
    assert other.touched
