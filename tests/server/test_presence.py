"""Who has a draft open: others for a while, never oneself, and not for ever."""

from datetime import UTC, datetime, timedelta

from cases.actor import PUBLIC, Actor
from cases.vocabulary import Role
from server.presence import MOST_DRAFTS, STALE, Presence

ONE, TWO = (Actor(name, Role.HANDLER, person=number) for number, name in enumerate("甲乙", 1))


def test_others_are_named_until_they_are_stale():
    at = [datetime(2026, 1, 1, tzinfo=UTC)]
    known = Presence(lambda: at[0])
    known.seen(7, ONE)
    assert known.others(7, ONE) == ()
    assert known.others(7, TWO) == ("甲",)
    assert known.others(8, TWO) == ()
    at[0] += STALE + timedelta(seconds=1)
    assert known.others(7, ONE) == ()


def test_nobody_is_kept_for_nothing():
    known = Presence()
    known.seen(1, PUBLIC)
    assert known.others(1, ONE) == ()
    for draft in range(MOST_DRAFTS + 5):
        known.seen(draft, TWO)
    assert known.others(0, ONE) == ()
    assert known.others(MOST_DRAFTS + 1, ONE) == ("乙",)
