"""What an installation asks of whom, and from when: in days of Beijing, and never in the midst of somebody's work."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cases import clock
from cases.actor import Actor
from cases.queries.sessions import LivingSession
from cases.vocabulary import PasswordProfile, Role
from server.demands import PROVED_FOR, has_old_password, is_proved, lacks_factor, wants_factor
from server.settings import Settings

PLAIN = Settings(Path("/x"), "sqlite:////x")
DAY = date(2027, 3, 1)
MIDNIGHT = datetime(2027, 2, 28, 16, tzinfo=UTC)  # of that day in Beijing


def session(role: Role | None = Role.CLERK, *, opened: datetime = MIDNIGHT, **more) -> LivingSession:
    actor = Actor("甲", role, person=1) if role else None
    living = LivingSession(1, 1, "甲", False, "1", opened, actor, "", opened, opened, opened, False)
    return replace(living, **more)


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({}, False),
        ({"factor_from": date.min}, True),
        ({"factor_from": DAY}, True),
        ({"factor_from": DAY + timedelta(days=1)}, False),
        ({"factor_from": date.min, "demo": True}, False),
    ],
)
def test_staff_need_a_second_factor_from_the_day_on(settings, wanted):
    made = replace(PLAIN, **settings)
    assert wants_factor(made, DAY) == wanted
    for role in Role:
        assert lacks_factor(session(role), made) == (wanted and role is not Role.SUBMITTER)
    assert not lacks_factor(session(None), made)
    assert not lacks_factor(session(has_factor=True), made)


def test_who_entered_the_day_before_goes_on():
    made = replace(PLAIN, factor_from=DAY)
    assert not lacks_factor(session(opened=MIDNIGHT - timedelta(seconds=1)), made)
    assert lacks_factor(session(opened=MIDNIGHT), made)


def test_a_password_is_old_at_the_entry_or_not_at_all():
    old = {"password_at": MIDNIGHT - timedelta(days=90)}
    young = {"password_at": MIDNIGHT - timedelta(days=90) + timedelta(seconds=1)}
    assert has_old_password(session(**old), PLAIN)
    assert not has_old_password(session(**young), PLAIN)
    assert not has_old_password(session(**old), replace(PLAIN, password_profile=PasswordProfile.ASVS))
    assert not has_old_password(session(**old), replace(PLAIN, demo=True))


def test_a_proof_lasts_ten_minutes():
    assert timedelta(minutes=10) == PROVED_FOR
    with clock.at(MIDNIGHT):
        assert is_proved(session(proved_at=MIDNIGHT - PROVED_FOR + timedelta(seconds=5)))
        assert not is_proved(session(proved_at=MIDNIGHT - PROVED_FOR))
