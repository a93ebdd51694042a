"""Tables add up, in an order that ranks nobody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.statistics.measures import counts
from cases.statistics.reports import LAYOUTS, NO_KEY, columns_of, lines_of
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
@given(st.lists(made.parts(), max_size=8))
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
