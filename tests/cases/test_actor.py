"""Actors are plain, unchangeable facts."""

import dataclasses

import pytest

from cases.actor import IMPORTER, OFFICE, PUBLIC, Actor
from cases.vocabulary import Role


def test_the_three_standing_actors_have_the_roles_of_their_names():
    assert (PUBLIC.role, OFFICE.role, IMPORTER.role) == (Role.PUBLIC, Role.OPERATOR, Role.IMPORTER)


def test_an_actor_cannot_become_another():
    with pytest.raises(dataclasses.FrozenInstanceError):
        PUBLIC.role = Role.OPERATOR


def test_a_shared_name_makes_no_shared_identity():
    assert Actor("王芳", Role.OPERATOR, person=1) != Actor("王芳", Role.OPERATOR, person=2)
