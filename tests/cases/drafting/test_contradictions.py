"""Numbers held against earlier ones: only within one series, and growing is no contradiction (DRAFT-10)."""

from datetime import date

import pytest

from cases.drafting.contradictions import Reported, contradictions
from cases.drafting.letters import promises_and_figures
from cases.vocabulary import Comparator

TODAY = date(2026, 6, 1)


def reported(value="120", on=date(2025, 12, 31), quote="截至2025年底全市已有社区食堂120家", **more):
    return Reported(
        **{"id": 7, "printed": f"{value}家", "value": value, "unit": "家", "head": "社区食堂", "attributes": ("社区",),
           "comparator": Comparator.EQ, "quote": quote, "on": on, "name": "去年的答复", "case_id": 3, **more}
    )  # fmt: skip


def told(body, *known):
    _, figures = promises_and_figures(body, "", TODAY)
    return [(one.earlier.id, one.same_day) for one in contradictions(figures, known, TODAY)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("截至2025年底，全市已有社区食堂150家。", [(7, True)]),
        ("截至2025年底，全市已有社区食堂120家。", []),
        ("截至2025年底，全市已有社区食堂约121家。", []),
        ("截至2026年5月底，全市已有社区食堂150家。", []),
        ("截至2026年5月底，全市已有社区食堂90家。", [(7, False)]),
        ("截至2024年底，全市已有社区食堂90家。", []),
        ("今年全市新增社区食堂90家。", []),
        ("截至2026年5月底，全市已有社区食堂90处。", []),
        ("截至2026年5月底，临江区已有社区食堂12家。", []),
        ("截至2026年5月底，全市已有托育园90家。", []),
    ],
)
def test_what_contradicts_and_what_does_not(body, found):
    assert told(body, reported()) == found


def test_the_latest_report_counts():
    older = reported("200", date(2023, 12, 31), "截至2023年底全市已有社区食堂200家", id=1)
    assert told("截至2026年5月底，全市已有社区食堂130家。", older, reported()) == []
    assert told("截至2026年5月底，全市已有社区食堂130家。", reported(on=None)) == []
