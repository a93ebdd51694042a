"""The invented case has everything that a paper may show, for both tracks."""

import dataclasses

import pytest

from cases.papers.samples import sample
from cases.vocabulary import Track


@pytest.mark.parametrize("track", [Track.CPPCC, Track.NPC])
def test_nothing_is_left_empty(track):
    matter = sample(track)
    empty = [one.name for one in dataclasses.fields(matter) if getattr(matter, one.name) in ((), "", None)]
    assert empty == []
    assert matter.track is track
    assert hash(matter) == hash(sample(track))
