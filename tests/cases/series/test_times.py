"""For which day a number holds."""

from datetime import date

import pytest

from cases.series.times import forecast, held_on
from tests.cases.series.stating import stated

SAID = date(2024, 6, 3)


@pytest.mark.parametrize(
    ("as_of", "said", "on"),
    [
        (None, SAID, SAID),
        (date(2023, 12, 31), SAID, date(2023, 12, 31)),
        (date(2024, 12, 31), SAID, SAID),
        (date(2023, 12, 31), None, date(2023, 12, 31)),
        (None, None, None),
    ],
)
def test_the_day_a_number_holds_for(as_of, said, on):
    assert held_on(as_of, said) == on


@pytest.mark.parametrize(
    ("clause", "raw", "expected"),
    [
        ("社区书屋120家", "截至2023年底", False),
        ("社区书屋120家", "到2030年", True),
        ("社区书屋120家", None, False),
        ("预计有社区书屋120家", None, True),
        ("按每千人4个座位计算", None, True),
    ],
)
def test_days_to_come(clause, raw, expected):
    (row,) = stated("社区书屋120家", "2024-06-03", as_of_raw=raw)
    assert forecast(clause, row) is expected
