"""Readers of each audience: what is free is not tied, floors only take away, terms name nobody by chance."""

import itertools

import pytest

from cases.actor import PUBLIC, Actor
from cases.audiences import Standing, entered, free, narrowed, reader_terms, sees, terms_of, tied
from cases.vocabulary import Audience, Role

FLOORS = (Audience.PUBLIC, Audience.OFFICE, Audience.PARTIES, Audience.UNITS)
ACTORS = [Actor("甲", role, person=1, unit=2, body=3) for role in Role]


@pytest.mark.parametrize("actor", ACTORS, ids=lambda a: a.role)
def test_a_floor_only_takes_away(actor):
    for floor in FLOORS:
        assert not free(actor, floor) & tied(actor, floor)
        assert free(actor, floor) <= free(actor)
        assert free(actor, floor) | tied(actor, floor) <= free(actor) | tied(actor)


def test_the_narrower_floor_wins_whatever_the_order():
    for one, other in itertools.product(FLOORS, repeat=2):
        assert narrowed(one, other) is narrowed(other, one)
        assert FLOORS.index(narrowed(one, other)) == max(FLOORS.index(one), FLOORS.index(other))


def test_the_public_reads_what_is_public_and_nothing_else():
    assert free(PUBLIC) == {Audience.PUBLIC}
    assert tied(PUBLIC) == frozenset()
    assert terms_of(PUBLIC) == ("public",)


def test_a_draft_is_read_by_its_submitters_and_by_who_typed_it_in():
    draft = Standing(Audience.OWN, body=3, units=frozenset({2}), persons=(1, 5), recorded_by=7)
    readers = {actor.role for actor in ACTORS if sees(actor, draft)}
    assert readers == {Role.SUBMITTER, Role.OPERATOR, Role.IMPORTER, Role.SYSTEM}
    assert entered(Actor("乙", Role.REVIEWER, person=7, body=3), draft)
    assert not entered(Actor("乙", Role.REVIEWER, person=8, body=3), draft)


def test_a_deputy_reads_what_the_owner_of_the_post_reads():
    draft = Standing(Audience.OWN, persons=(1,))
    assert sees(Actor("乙", Role.SUBMITTER, person=9, acts_as=1, on_behalf_of="甲"), draft)
    assert not sees(Actor("甲", Role.SUBMITTER, person=1, acts_as=9, on_behalf_of="乙"), draft)


def test_terms_keep_kinds_of_ids_apart():
    of_person = Standing(Audience.PARTIES, persons=(4,))
    assert not set(reader_terms(of_person)) & set(terms_of(Actor("甲", Role.CLERK, unit=4)))
    assert set(reader_terms(of_person)) & set(terms_of(Actor("甲", Role.SUBMITTER, person=4)))
