"""The promises of the demonstration stand in every state that there is; every act in a story can be played."""

import tomllib

from cases.actions.demo_promises import _ACTS
from cases.moves import moves_of
from cases.resources import fixtures
from cases.vocabulary import CommitmentState, Machine, Verb


def test_the_stories_reach_every_state_by_moves_that_there_are():
    stories = tomllib.loads((fixtures() / "promises.toml").read_text(encoding="utf-8"))["stories"]
    reached = {CommitmentState.IDENTIFIED}
    for story in stories:
        state = CommitmentState.IDENTIFIED
        for act in story["acts"]:
            verb = Verb(act["do"])
            role = _ACTS[verb][0]
            move = next(m for m in moves_of(Machine.COMMITMENT, verb, state) if role in m.roles)
            state = CommitmentState(move.target or state)
        reached.add(state)
    assert reached == set(CommitmentState)
