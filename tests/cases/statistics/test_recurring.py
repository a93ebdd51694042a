"""What was raised again: the same words in titles of several years, no turn of phrase, each case in one matter."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.statistics.recurring import SHORTEST, Raised, matters

TITLES = [
    (2023, "关于加强社区阅览室开放的建议"),
    (2024, "关于延长社区阅览室夜间开放时间的提案"),
    (2026, "关于社区阅览室图书更新的建议"),
    (2024, "关于渡口码头安全的建议"),
    (2025, "关于修缮渡口码头候船亭的提案"),
    (2025, "关于夜间照明的建议"),
    (2025, "关于进一步加强基础设施建设的建议"),
    (2026, "关于完善基础设施的建议"),
]
RAISED = [Raised(at, *one) for at, one in enumerate(TITLES)]


def test_matters_of_most_years_come_first_and_phrases_are_none():
    found = matters(RAISED)
    assert [(one.words, one.years, one.cases) for one in found] == [
        ("社区阅览室", (2023, 2024, 2026), (0, 1, 2)),
        ("渡口码头", (2024, 2025), (3, 4)),
    ]
    assert matters(RAISED, least=3) == found[:1]


def test_words_of_one_year_are_not_raised_again():
    assert matters([Raised(1, 2024, "关于渡口码头的建议"), Raised(2, 2024, "关于渡口码头安全的建议")]) == ()


_words = st.lists(st.sampled_from("渡口码头候船亭阅览室夜间照明"), max_size=14).map("".join)
_raised = st.lists(st.tuples(st.integers(2020, 2026), _words), max_size=14).map(
    lambda rows: [Raised(at, *one) for at, one in enumerate(rows)]
)


@settings(max_examples=40)
@given(_raised)
def test_each_case_is_in_one_matter_whose_words_it_has_whatever_the_order(raised):
    found = matters(raised)
    title, year = {one.id: one.title for one in raised}, {one.id: one.year for one in raised}
    cases = [case for one in found for case in one.cases]
    assert len(cases) == len(set(cases))
    for one in found:
        assert len(one.words) >= SHORTEST
        assert all(one.words in title[case] for case in one.cases)
        assert one.years == tuple(sorted({year[case] for case in one.cases}))
        assert len(one.years) > 1
    assert matters(random.Random(1).sample(raised, len(raised))) == found
