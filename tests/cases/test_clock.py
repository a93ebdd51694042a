"""Instants are UTC, days are Beijing's."""

from datetime import timedelta

from cases.clock import BEIJING, now, today


def test_an_instant_is_aware_and_utc():
    assert now().utcoffset() == timedelta(0)


def test_a_day_is_that_of_beijing():
    before = now().astimezone(BEIJING).date()
    assert before <= today() <= now().astimezone(BEIJING).date()
    assert BEIJING.utcoffset(now().replace(tzinfo=None)) == timedelta(hours=8)
