"""Tables add up, in an order that ranks nobody."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.statistics.facts import CaseFact, PartFact
from cases.statistics.measures import counts
from cases.statistics.reports import LAYOUTS, NO_KEY, columns_of, lines_of
from cases.vocabulary import AssignmentRole, AssignmentState, CaseState, ClassSemantic, Track
from cases.vocabulary.statistics import Grouping, Measure, Report
from cases.working_days import calendar_of
from tests.cases.statistics import facts as made

WEEKDAYS = calendar_of([], provisional_years=frozenset())


@pytest.mark.parametrize("report", Report)
@settings(max_examples=25)
@given(st.lists(made.facts, max_size=12))
def test_the_rows_of_a_table_add_up_to_its_total(report, facts):
    lines, total = lines_of(report, facts, made.TODAY, WEEKDAYS)
    for measure in columns_of(report):
        assert sum(line.numbers[measure] for line in lines) == total.numbers[measure]
        assert total.numbers[measure] == sum(fact.n for fact in facts if counts(measure, fact, made.TODAY))


@settings(max_examples=25)
@given(st.lists(made.facts, max_size=12))
def test_years_run_from_the_newest_and_units_by_name_with_what_is_unknown_last(facts):
    for report in Report:
        lines, _ = lines_of(report, facts, made.TODAY, WEEKDAYS)
        assert [line.key == NO_KEY for line in lines] == sorted(line.key == NO_KEY for line in lines)
        known = [line.name for line in lines if line.key != NO_KEY]
        assert known == sorted(known, reverse=LAYOUTS[report].by is Grouping.YEAR)


@settings(max_examples=30)
@given(st.lists(made.parts, max_size=8))
def test_durations_count_parts_with_both_days_and_never_backwards(parts):
    _, total = lines_of(Report.DURATIONS, parts, made.TODAY, WEEKDAYS)
    found = total.duration
    spans = [part for part in parts if part.assigned_on and part.sent_on and part.assigned_on <= part.sent_on]
    assert found.n == len(spans)
    assert (found.mean is None) == (found.median is None) == (not spans)
    if spans:
        assert 0 <= found.working_mean <= found.mean


def test_a_share_of_few_shows_its_numbers_alone():
    _, line = lines_of(Report.YEARS, [], made.TODAY, WEEKDAYS)
    assert {(share.part, share.whole, share.percent) for share in line.shares} == {(0, 0, None)}
    assert line.numbers[Measure.RECEIVED] == 0


def test_letters_without_a_class_have_a_column_of_their_own():
    """Of 591 letters a city named the class of 588: the other three are shown, not lost."""
    named = {ClassSemantic.SOLVED: 148, ClassSemantic.IN_PROGRESS: 364, ClassSemantic.PLANNED: 66,
             ClassSemantic.REFERENCE_ONLY: 10, None: 3}  # fmt: skip
    like = PartFact(1, 1, Track.CPPCC, 2026, None, 1, "甲局", AssignmentRole.LEAD, AssignmentState.DONE, None, None,
                    None, None, False, False)  # fmt: skip
    parts = [replace(like, semantic=semantic) for semantic, number in named.items() for _ in range(number)]
    _, total = lines_of(Report.UNITS, parts, made.TODAY, WEEKDAYS)
    classes = (Measure.CLASS_SOLVED, Measure.CLASS_GOING, Measure.CLASS_PLANNED, Measure.CLASS_KEPT)
    assert [total.numbers[measure] for measure in (Measure.ANSWERED, *classes)] == [591, 148, 364, 66, 10]
    assert total.numbers[Measure.CLASS_UNSAID] == 3


@pytest.mark.parametrize(
    "outcomes",
    [
        {CaseState.FILED: 289, CaseState.MERGED: 27, CaseState.DEFERRED: 15, CaseState.NOT_FILED: 12},
        {CaseState.FILED: 64, CaseState.MERGED: 16, CaseState.NOT_FILED: 21, CaseState.CONVERTED: 17},
    ],
    ids=["343 received", "118 received"],
)
def test_what_was_received_is_the_sum_of_what_became_of_it(outcomes):
    like = CaseFact(1, Track.CPPCC, 2026, None, CaseState.FILED, False, 1, None, None, None, None, None, False, False)
    cases = [replace(like, state=state) for state, number in outcomes.items() for _ in range(number)]
    _, total = lines_of(Report.FILING, cases, made.TODAY, WEEKDAYS)
    assert total.numbers[Measure.RECEIVED] == sum(outcomes.values())
    assert total.numbers[Measure.FILED] == outcomes[CaseState.FILED]
