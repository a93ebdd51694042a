"""Acts of the demonstration: every verb of a story is a move that its role may make, and no story asks for another."""

import tomllib

import pytest

from cases.actions.demo_acts import ACTS
from cases.actor import Actor
from cases.permissions import may
from cases.resources import fixtures
from cases.vocabulary import Role, Verb


@pytest.mark.parametrize("verb", sorted(ACTS))
def test_the_role_that_plays_it_may_do_it(verb):
    role, play = ACTS[verb]
    assert may(Actor("某", role, person=1, unit=1, body=1), verb)
    assert callable(play)
    assert role not in (Role.SYSTEM, Role.OPERATOR, Role.PUBLIC)


def test_every_verb_of_a_story_is_played():
    told = tomllib.loads((fixtures() / "lives.toml").read_text(encoding="utf-8"))["lives"]
    asked = {act["do"] for one in told for act in one["acts"] if "do" in act}
    assert {Verb(name) for name in asked} <= set(ACTS)
