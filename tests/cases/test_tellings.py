"""The table of who is told: whole, and in step with the moves and the words."""

import re

import pytest

from cases.moves import MOVES
from cases.tellings import TELLINGS, WAKES, events_of
from cases.vocabulary import Event, Machine, Role, Verb
from cases.vocabulary.telling import TOLD

# Entered by an action or a rule without a move of its own.
BEGUN = {(Machine.ASSIGNMENT, Verb.ASSIGN)}
TOLD_BY_ACTIONS = {
    Event.LOOK_BACK_ASKED,
    Event.LOOK_BACK_URGED,
    Event.LOOK_BACK_IN,
    Event.LOOK_BACK_BACK,
    Event.LOOK_BACK_DONE,
    Event.ENTRY_OBJECTED,
    Event.DISSATISFIED,
    Event.REMINDED,
    Event.RECOMPUTED,
    Event.TAKEN_AS_ACCEPTED,
    Event.COORDINATION,
    Event.COSIGN_AGAIN,
    Event.EXPORT_READY,
    Event.SEARCH_NEWS,
}


@pytest.mark.parametrize("event", list(Event), ids=str)
def test_every_event_has_a_circle_and_words(event):
    assert TELLINGS[event].whom
    assert set(re.findall(r"\{(\w+)\}", TOLD[event])) <= {"due", "about", "words"}
    assert TOLD[event].replace("{due}", "").strip()


def test_every_wake_belongs_to_a_move():
    assert set(WAKES) <= {(move.machine, move.verb) for move in MOVES} | BEGUN


def test_every_event_is_caused_by_something():
    assert {event for wake in WAKES.values() for event in wake.tells} | TOLD_BY_ACTIONS == set(Event)


@pytest.mark.parametrize("event", [e for e, how in TELLINGS.items() if how.to_do], ids=str)
def test_every_task_can_be_settled_by_doing_it_notify_6(event):
    by_name = any(event in wake.settles for wake in WAKES.values())
    by_thing = any(wake.settles_all for wake in WAKES.values())
    assert by_name or by_thing


def test_what_is_given_back_or_missed_is_told_at_once():
    at_once = {event for event, how in TELLINGS.items() if how.at_once}
    assert {Event.RETURN_ASKED, Event.RETURNED_FOR_REVISION, Event.SENT_BACK, Event.DISSATISFIED} <= at_once


def test_every_event_is_offered_to_somebody_who_hears_of_it_and_to_nobody_else():
    offered = {role: set(events_of(role)) for role in Role}
    assert set().union(*offered.values()) == set(Event)
    assert offered[Role.PUBLIC] == offered[Role.ADMIN] == set()
    assert Event.REPLIED in offered[Role.SUBMITTER]
    assert Event.NEW_ASSIGNMENT not in offered[Role.SUBMITTER]


def test_the_answer_leads_to_the_form_on_which_it_is_rated_rate_1():
    assert TELLINGS[Event.REPLIED].link.startswith("/ratings/")
