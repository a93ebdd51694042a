"""New numbers that go against a series."""

from datetime import date

import pytest

from cases.series.clashing import contradictions
from cases.series.joining import all_series
from cases.vocabulary.series import Clash
from tests.cases.series.stating import stated

TODAY = date(2026, 6, 1)
KNOWN = all_series([*stated("建成社区书屋120家", "2023-03-01"), *stated("建成社区书屋150家", "2025-12-31")])


@pytest.mark.parametrize(
    ("sentence", "on", "clash"),
    [
        ("建成社区书屋180家", "2026-05-01", None),
        ("建成社区书屋148家", "2026-05-01", None),
        ("建成社区书屋90家", "2026-05-01", Clash.FALLS),
        ("建成社区书屋180家", "2025-12-31", Clash.SAME_DAY),
        ("建成示范型社区书屋90家", "2026-05-01", None),
        ("建成社区食堂90家", "2026-05-01", None),
        ("今年新增社区书屋9家", "2026-05-01", None),
    ],
)
def test_smaller_or_other_on_the_same_day(sentence, on, clash):
    found = contradictions(stated(sentence, on), KNOWN, TODAY)
    assert [one.clash for one in found] == ([clash] if clash else [])


def test_another_place_says_nothing():
    assert contradictions(stated("建成社区书屋9家", "2026-05-01", place=2), KNOWN, TODAY) == ()
