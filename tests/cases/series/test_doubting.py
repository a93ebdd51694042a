"""What is said beside a series."""

from datetime import date
from decimal import Decimal

import pytest

from cases.series.doubting import conflicts_of, doubts_of, drawn, standings_of
from cases.vocabulary.series import Doubt
from tests.cases.series.stating import all_series, stated, target

TODAY = date(2025, 6, 30)


def only(*rows):
    (series,) = all_series([row for group in rows for row in group])
    return series


FIRST = "建成社区书屋120家"


@pytest.mark.parametrize(
    ("rows", "doubts"),
    [
        ([stated(FIRST, "2024-03-01"), stated("建成社区书屋150家", "2025-03-01")], set()),
        ([stated(FIRST, "2022-03-01"), stated("建成社区书屋150家", "2025-03-01")], {Doubt.GAP}),
        ([stated(FIRST, "2024-03-01"), stated("建成社区书屋90家", "2025-03-01")], {Doubt.FALLS}),
        ([stated(FIRST, "2024-03-01"), stated(FIRST, "2025-03-01")], {Doubt.UNCHANGED}),
        ([stated(FIRST, "2024-03-01"), stated("建成社区书屋150余个")], {Doubt.ROUGH, Doubt.UNIT, Doubt.UNDATED}),
        ([stated(FIRST, "2024-03-01"), target("建成社区书屋200家")], {Doubt.LONE}),
    ],
)
def test_doubts(rows, doubts):
    assert set(doubts_of(only(*rows))) == doubts


def test_a_line_joins_only_sure_and_dated_points():
    assert drawn(only(stated(FIRST, "2024-03-01"), stated("建成社区书屋150家", "2025-03-01")))
    assert not drawn(only(stated(FIRST, "2024-03-01"), stated("建成社区书屋150家")))
    assert not drawn(only(stated(FIRST, "2024-03-01"), target("建成社区书屋200家")))


@pytest.mark.parametrize(
    ("value", "said", "reached", "missing"),
    [
        ("150", "200家", False, "50"),
        ("200", "200家", True, "0"),
        ("200", "超过200家", False, "0"),
        ("201", "超过200家", True, "0"),
    ],
)
def test_how_far_a_target_is_off(value, said, reached, missing):
    promised = target(f"社区书屋达到{said}" if "超" not in said else f"社区书屋{said}")
    (standing,) = standings_of(only(stated(f"建成社区书屋{value}家", "2024-03-01"), promised), TODAY)
    assert (standing.reached, standing.missing, standing.days) == (reached, Decimal(missing), 184)


def test_a_number_below_an_earlier_one_or_another_of_the_same_day_contradicts():
    series = only(
        stated("建成社区书屋300家", "2023-03-01"),
        stated("建成社区书屋420家", "2024-03-01"),
        stated("建成社区书屋416家", "2025-03-01"),
        stated("建成社区书屋350家", "2025-03-01"),
    )
    found = [(one.point.stated.value, one.earlier.stated.value, one.same_day) for one in conflicts_of(series)]
    assert found == [("350", "416", True)]
