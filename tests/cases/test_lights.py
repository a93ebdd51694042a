"""Lights and urging points: each edge of each colour, and reminders on working days only."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.lights import URGES, lamp_of, last_due, light_of, point_on, reached, words_of
from cases.vocabulary import Lamp, Light, Role, UrgeForm, Watched
from cases.working_days import is_working
from tests.cases.test_working_days import ANNOUNCED, calendars, days

DUE = date(2026, 6, 30)  # a Tuesday


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 6, 25), "还剩3个工作日"),
        (date(2026, 6, 30), "今日到期"),
        (date(2026, 7, 2), "超期2个工作日"),
        (date(2026, 6, 28), "还剩2个工作日"),
    ],
)
def test_words(today, words):
    assert words_of(DUE, today, ANNOUNCED) == words


def test_words_where_no_working_day_lies_between():
    friday, sunday = date(2026, 7, 3), date(2026, 7, 5)
    assert words_of(sunday, friday, ANNOUNCED) == "还剩2日"
    assert words_of(friday, sunday, ANNOUNCED) == "超期2日"
    assert words_of(None, friday, ANNOUNCED) == "未定期限"
    assert words_of(friday, sunday, ANNOUNCED, stopped=True) == "暂停计时"


@pytest.mark.parametrize(
    ("kind", "left", "light"),
    [
        (Watched.REPLY, 31, Light.GREEN),
        (Watched.REPLY, 30, Light.YELLOW),
        (Watched.REPLY, 8, Light.YELLOW),
        (Watched.REPLY, 7, Light.ORANGE),
        (Watched.REPLY, 0, Light.ORANGE),
        (Watched.REPLY, -1, Light.RED),
        (Watched.CO_OPINION, 8, Light.GREEN),
        (Watched.CO_OPINION, 7, Light.YELLOW),
        (Watched.CO_OPINION, -1, Light.RED),
        (Watched.ACCEPTANCE, 1, Light.GREEN),
        (Watched.ACCEPTANCE, 0, Light.YELLOW),
        (Watched.ACCEPTANCE, -1, Light.RED),
        (Watched.RETURN_WINDOW, 0, Light.YELLOW),
        (Watched.RETURN_WINDOW, -1, Light.RED),
        (Watched.FEEDBACK, 7, Light.YELLOW),
        (Watched.FEEDBACK, 8, Light.GREEN),
        (Watched.COMMITMENT, 61, Light.GREEN),
        (Watched.COMMITMENT, 60, Light.YELLOW),
        (Watched.COMMITMENT, -1, Light.RED),
        (Watched.CONTACT, 0, Light.GREEN),
        (Watched.CONTACT, -1, Light.YELLOW),
    ],
)
def test_every_edge(kind, left, light):
    assert light_of(kind, DUE, DUE - timedelta(days=left), ANNOUNCED)[0] is light


def test_what_is_done_or_stopped_is_never_late():
    for kind in Watched:
        assert light_of(kind, DUE, date(2026, 8, 1), ANNOUNCED, done=True)[0] is Light.DONE
        assert light_of(kind, DUE, date(2026, 8, 1), ANNOUNCED, stopped=True)[0] is Light.PAUSED


def test_no_contact_turns_red_when_the_answer_is_near():
    today = date(2026, 4, 1)
    far, near = today + timedelta(days=16), today + timedelta(days=15)
    assert light_of(Watched.CONTACT, DUE, today, ANNOUNCED, reply_due=far)[0] is Light.GREEN
    assert light_of(Watched.CONTACT, DUE, today, ANNOUNCED, reply_due=near)[0] is Light.RED


def test_a_commitment_of_which_nothing_is_heard_is_yellow():
    assert light_of(Watched.COMMITMENT, None, DUE, ANNOUNCED, stalled=True)[0] is Light.YELLOW
    assert light_of(Watched.COMMITMENT, DUE, date(2026, 1, 1), ANNOUNCED, stalled=True)[0] is Light.YELLOW


@given(st.sampled_from(Watched), days, st.integers(-200, 200), calendars)
def test_urgency_never_falls(kind, due, ahead, calendar):
    order = [Light.GREEN, Light.YELLOW, Light.ORANGE, Light.RED]
    today = due + timedelta(days=ahead)
    now, next_day = (light_of(kind, due, day, calendar)[0] for day in (today, today + timedelta(days=1)))
    assert order.index(now) <= order.index(next_day)


@given(st.sampled_from(Watched), days, calendars)
def test_reminders_fall_on_working_days(kind, due, calendar):
    for rule in URGES[kind]:
        assert is_working(calendar, point_on(rule, due, calendar))


@given(st.sampled_from(Watched), days, st.integers(-100, 100), calendars)
def test_the_latest_point_is_the_one_reached(kind, due, ahead, calendar):
    today = due + timedelta(days=ahead)
    point = reached(kind, due, today, calendar)
    plain = [on for rule in URGES[kind] if (on := point_on(rule, due, calendar)) <= today]
    assert (point is None) == (not plain)
    if point is not None:
        assert max(plain) <= point.on <= today


def test_the_ladder_of_the_reply():
    said = {}
    for ahead in range(-40, 50):
        today = DUE + timedelta(days=ahead)
        point = reached(Watched.REPLY, DUE, today, ANNOUNCED)
        if point is not None:
            said.setdefault((point.rule.after, point.turn), (ahead, point.rule))
    assert sorted(said) == [(-30, 0), (-15, 0), (-7, 0), (-3, 0), (0, 0), (7, 0), (15, 0), (22, 0), (22, 1), (22, 2),
                            (22, 3)]  # fmt: skip
    assert Role.APPROVER in said[(7, 0)][1].roles and Role.APPROVER not in said[(0, 0)][1].roles
    assert said[(15, 0)][1].form is UrgeForm.SUPERVISION


def test_a_submitter_is_reminded_7_and_14_days_after_the_reply_and_then_no_more_rate_8():
    sent, points = DUE - timedelta(days=22), {}
    for ahead in range(400):
        point = reached(Watched.FEEDBACK, DUE, sent + timedelta(days=ahead), ANNOUNCED, since=sent)
        if point is not None:
            points.setdefault(point.rule.after, ahead)
    assert list(points) == [7, 14]
    assert all(0 <= after - ahead <= 3 for after, ahead in points.items()), "on the working day before at the latest"


@given(st.none() | days, days, st.integers(0, 400), st.booleans(), st.booleans())
def test_a_commitment_has_exactly_one_colour(due, today, ahead, kept, changing):
    warned = today + timedelta(days=ahead)
    lamp = lamp_of(due, today, warned, kept=kept, changing=changing)
    by_day = {
        Lamp.UNDATED: due is None,
        Lamp.RED: due is not None and due < today,
        Lamp.YELLOW: due is not None and today <= due <= warned,
        Lamp.GREEN: due is not None and due > warned,
    }
    fits = {Lamp.GREY: kept, Lamp.BLUE: changing and not kept}
    fits |= {colour: fit and not kept and not changing for colour, fit in by_day.items()}
    assert [colour for colour, fit in fits.items() if fit] == [lamp]


@given(days, days, st.integers(0, 400))
def test_a_commitment_never_grows_less_urgent_by_waiting(due, today, ahead):
    order = [Lamp.GREEN, Lamp.YELLOW, Lamp.RED]
    lamps = [
        lamp_of(due, day, day + timedelta(days=ahead), kept=False, changing=False)
        for day in (today + timedelta(days=n) for n in (0, 1, 30, 500))
    ]
    assert lamps == sorted(lamps, key=order.index)


@given(kind=st.sampled_from([k for k in Watched if k is not Watched.FEEDBACK]), today=days, calendar=calendars)
def test_the_last_due_day_divides_what_has_reached_a_point_from_what_has_not(kind, today, calendar):
    last = last_due(kind, today, calendar)
    for away in (*range(-90, 90, 5), -1, 0, 1, 2):
        due = last + timedelta(days=away)
        assert (reached(kind, due, today, calendar) is not None) == (due <= last)
