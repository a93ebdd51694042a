"""What an installation asks of people beyond a right password: a second factor for staff, a young password."""

from datetime import date, timedelta

from cases import passwords
from cases.clock import BEIJING, now
from cases.queries.sessions import LivingSession
from cases.vocabulary import Role
from server.settings import Settings

PROVED_FOR = timedelta(minutes=10)  # how long a password or a code that was given counts for what is far-reaching


def wants_factor(settings: Settings, day: date) -> bool:
    """Whether staff must have a second factor on a day. One-click entry has nobody who could hold a telephone."""
    return settings.factor_from is not None and settings.factor_from <= day and not settings.demo


def lacks_factor(session: LivingSession, settings: Settings) -> bool:
    """Whether somebody must set up a second factor first: who acts as staff, since his entry on, never in the midst of
    his work."""
    staff = session.actor is not None and session.actor.role is not Role.SUBMITTER
    return staff and not session.has_factor and wants_factor(settings, session.opened_at.astimezone(BEIJING).date())


def has_old_password(session: LivingSession, settings: Settings) -> bool:
    """Whether a password had been in use for too long when its owner entered; a session that is open is not broken."""
    outlived = passwords.is_outlived(session.password_at, session.opened_at, profile=settings.password_profile)
    return outlived and not settings.demo


def is_proved(session: LivingSession) -> bool:
    """Whether a session's owner gave a password or a code a short while ago."""
    return abs(now() - session.proved_at) < PROVED_FOR  # nor for years where a clock ran ahead meanwhile
