"""Due days: laws over any rules, calendar and history, and cases counted by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines import (
    Extended,
    Resumed,
    Stopped,
    counted_days,
    due_after_reassignment,
    due_of,
    due_on,
    longest_extension,
)
from cases.schemes import Span
from cases.vocabulary import Clock, DayReason, SpanUnit
from cases.working_days import add_working_days, is_working, working_day_from, working_days_between
from tests.cases.test_schemes import DEFAULTS
from tests.cases.test_working_days import ANNOUNCED, calendars, days

RULES = DEFAULTS["cppcc-default"]
spans = st.one_of(
    st.builds(Span, st.integers(1, 60), st.just(SpanUnit.WORKING_DAYS)),
    st.builds(Span, st.integers(1, 120), st.just(SpanUnit.DAYS)),
    st.builds(Span, st.integers(1, 7), st.just(SpanUnit.MONTHS)),
    st.sampled_from([Span(531, SpanUnit.DATE), Span(630, SpanUnit.DATE)]),
)


def with_span(span, **more):
    return replace(RULES, spans={**RULES.spans, Clock.REPLY: span}, **more)


rules = st.builds(with_span, spans, roll_forward=st.booleans(), start_next_day=st.booleans())


@st.composite
def histories(draw, start):
    """Stops, resumptions and extensions in the order of their days."""
    at = sorted(draw(st.lists(st.integers(0, 90), max_size=5)))
    kinds = draw(st.lists(st.sampled_from("srx"), min_size=len(at), max_size=len(at)))
    made = {
        "s": Stopped,
        "r": Resumed,
        "x": lambda on: Extended(on, on + timedelta(days=200)),
    }
    return tuple(made[kind](start + timedelta(days=n)) for kind, n in zip(kinds, at, strict=True))


@pytest.mark.parametrize(
    ("clock", "start", "due"),
    [
        (Clock.REPLY, date(2026, 1, 31), date(2026, 4, 30)),
        (Clock.REPLY, date(2023, 11, 30), date(2024, 2, 29)),
        (Clock.REPLY, date(2026, 2, 20), date(2026, 5, 20)),
        (Clock.REPLY, date(2026, 7, 3), date(2026, 10, 8)),  # the third of October is a holiday
        (Clock.CO_OPINION, date(2026, 1, 31), date(2026, 2, 28)),  # a Saturday, but a make-up day
        (Clock.RETURN, date(2026, 9, 30), date(2026, 10, 13)),
        (Clock.ACCEPT, date(2026, 2, 13), date(2026, 2, 25)),  # the fourteenth is a make-up day, then Spring Festival
    ],
)
def test_counted_by_hand(clock, start, due):
    assert due_on(clock, start, RULES, ANNOUNCED) == due


@given(rules, calendars, days, st.integers(0, 40))
def test_who_begins_later_is_due_later(rules, calendar, start, ahead):
    late = start + timedelta(days=ahead)
    assert due_on(Clock.REPLY, start, rules, calendar) <= due_on(Clock.REPLY, late, rules, calendar)


@given(rules, calendars, days)
def test_rolling_forward_is_never_earlier_and_ends_on_a_working_day(rules, calendar, start):
    rolled = due_on(Clock.REPLY, start, replace(rules, roll_forward=True), calendar)
    plain = due_on(Clock.REPLY, start, replace(rules, roll_forward=False), calendar)
    assert rolled == working_day_from(calendar, plain)


@given(calendars, days, st.integers(1, 60))
def test_working_days_are_those_between(calendar, start, count):
    span = with_span(Span(count, SpanUnit.WORKING_DAYS))
    assert working_days_between(calendar, start, due_on(Clock.REPLY, start, span, calendar)) == count


@given(rules, calendars, days)
def test_starting_on_the_day_itself_is_never_later(rules, calendar, start):
    same = due_on(Clock.REPLY, start, replace(rules, start_next_day=False), calendar)
    assert same <= due_on(Clock.REPLY, start, replace(rules, start_next_day=True), calendar)


@given(st.data(), rules, calendars, days)
def test_the_counting_page_agrees_with_the_due_day(data, rules, calendar, start):
    events = data.draw(histories(start))
    due = due_of(Clock.REPLY, start, rules, calendar, events)
    listed = counted_days(Clock.REPLY, start, rules, calendar, events)
    assert [row.day for row in listed] == [start + timedelta(days=n) for n in range((due.day - start).days + 1)]
    assert [row.number for row in listed if row.number] == list(range(1, sum(bool(row.number) for row in listed) + 1))


@given(rules, calendars, days, st.integers(0, 80), st.integers(0, 80))
def test_as_many_days_are_counted_as_the_rules_say_whatever_stops(rules, calendar, start, stop, length):
    span = rules.spans[Clock.REPLY]
    events = (Stopped(start + timedelta(days=stop)), Resumed(start + timedelta(days=stop + length)))
    due = due_of(Clock.REPLY, start, rules, calendar, events)
    counted = sum(row.number is not None for row in counted_days(Clock.REPLY, start, rules, calendar, events))
    assert due.day >= due_on(Clock.REPLY, start, rules, calendar)
    if span.unit is SpanUnit.WORKING_DAYS and stop > 0:
        assert counted == span.amount


@given(calendars, days, st.integers(1, 30), st.integers(0, 20), st.integers(1, 30))
def test_standing_still_puts_off_by_the_working_days_missed(calendar, start, count, stop, length):
    rules = with_span(Span(count, SpanUnit.WORKING_DAYS))
    before = due_on(Clock.REPLY, start, rules, calendar)
    stopped = start + timedelta(days=1 + stop)
    resumed = stopped + timedelta(days=length)
    missed = sum(is_working(calendar, stopped + timedelta(days=n)) for n in range(length))
    after = due_on(Clock.REPLY, start, rules, calendar, (Stopped(stopped), Resumed(resumed)))
    assert after == (add_working_days(calendar, before, missed) if stopped <= before else before)


def test_a_clock_that_still_stands():
    due = due_of(Clock.REPLY, date(2026, 3, 2), RULES, ANNOUNCED, (Stopped(date(2026, 3, 20)),))
    assert due.stopped and due.day == date(2026, 6, 2)
    listed = counted_days(Clock.REPLY, date(2026, 3, 2), RULES, ANNOUNCED, (Stopped(date(2026, 3, 20)),))
    assert listed[-1].why is DayReason.STOPPED and listed[17].why is DayReason.ELAPSED


def test_an_extension_replaces_the_day():
    events = (Extended(date(2026, 5, 20), date(2026, 7, 10)),)
    assert due_on(Clock.REPLY, date(2026, 3, 2), RULES, ANNOUNCED, events) == date(2026, 7, 10)
    listed = {row.day: row for row in counted_days(Clock.REPLY, date(2026, 3, 2), RULES, ANNOUNCED, events)}
    assert listed[date(2026, 6, 2)].why is DayReason.ELAPSED
    assert listed[date(2026, 6, 3)].why is DayReason.EXTENDED
    assert listed[date(2026, 3, 2)].why is DayReason.START


def test_every_reason_is_said():
    listed = counted_days(Clock.FIRST_CONTACT, date(2026, 9, 16), RULES, ANNOUNCED)
    why = {row.day.isoformat()[5:]: row.why for row in listed}
    assert why["09-16"] is DayReason.START
    assert why["09-19"] is DayReason.WEEKEND
    assert why["09-20"] is DayReason.MAKE_UP
    assert why["09-25"] is DayReason.HOLIDAY
    assert why["09-28"] is DayReason.WORKDAY
    rolled = counted_days(Clock.REPLY, date(2026, 7, 3), RULES, ANNOUNCED)
    assert [row.why for row in rolled[-2:]] == [DayReason.ROLLED] * 2
    assert rolled[-2].name == "国庆节"


def test_a_year_that_is_not_announced_is_said():
    assert due_of(Clock.REPLY, date(2026, 11, 2), RULES, ANNOUNCED).provisional
    assert not due_of(Clock.REPLY, date(2026, 3, 2), RULES, ANNOUNCED).provisional


def test_a_new_unit_keeps_the_day_but_never_less_than_its_least_time():
    early, late = date(2026, 3, 10), date(2026, 5, 25)
    original = date(2026, 6, 2)
    assert due_after_reassignment(original, early, RULES, ANNOUNCED) == original
    pressed = due_after_reassignment(original, late, RULES, ANNOUNCED)
    assert working_days_between(ANNOUNCED, late, pressed) == 20
    anew = replace(RULES, restart_on_reassignment=True)
    assert due_after_reassignment(original, late, anew, ANNOUNCED) == due_on(Clock.REPLY, late, RULES, ANNOUNCED)
    assert due_after_reassignment(None, late, RULES, ANNOUNCED) == due_on(Clock.REPLY, late, RULES, ANNOUNCED)


def test_the_longest_extension_is_counted_from_the_assignment():
    assert longest_extension(date(2026, 3, 2), RULES, ANNOUNCED) == date(2026, 9, 2)
