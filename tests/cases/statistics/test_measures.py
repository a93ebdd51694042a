"""Every fact is counted where it belongs and nowhere twice."""

import pytest
from hypothesis import given, settings

from cases.statistics.facts import KINDS
from cases.statistics.measures import OUTCOMES, counts
from cases.statistics.reports import LAYOUTS, columns_of
from cases.vocabulary.statistics import Measure, Rate
from tests.cases.statistics import facts as made

SUMS = [heading for layout in LAYOUTS.values() for heading in layout.headings if heading.sums]


@given(made.facts)
def test_a_fact_is_counted_by_measures_of_its_own_kind_only(fact):
    for measure in Measure:
        if counts(measure, fact, made.TODAY):
            assert isinstance(fact, KINDS[measure.counted])


@settings(max_examples=60)
@pytest.mark.parametrize("heading", SUMS, ids=lambda heading: heading.name)
@given(made.facts)
def test_what_adds_up_counts_each_fact_exactly_once(heading, fact):
    parts = sum(counts(measure, fact, made.TODAY) for measure in heading.measures)
    assert parts == counts(heading.sums, fact, made.TODAY)


@given(made.facts)
def test_the_part_of_a_rate_lies_within_its_whole(fact):
    for rate in Rate:
        if counts(rate.part, fact, made.TODAY):
            assert counts(rate.whole, fact, made.TODAY), rate


@given(made.cases)
def test_a_merged_case_is_counted_as_merged_and_as_nothing_else(case):
    if case.merged and case.state.value != "draft":
        found = {measure for measure in OUTCOMES if counts(measure, case, made.TODAY)}
        assert found == {Measure.MERGED}
        assert not counts(Measure.FILED, case, made.TODAY)


def test_no_measure_is_defined_that_nothing_shows():
    shown = {measure for report in LAYOUTS for measure in columns_of(report)}
    assert set(Measure) == shown | {measure for rate in Rate for measure in (rate.part, rate.whole)}
