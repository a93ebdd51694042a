"""The closed list: a maker for each kind, offered only where there is one to print and for whom it is."""

from dataclasses import replace

import pytest

from cases.errors import NothingToPrint
from cases.papers.kinds import MAKERS, copies_of, offered, paper_of
from cases.papers.samples import sample
from cases.vocabulary import ReplyState, Track
from cases.vocabulary.papers import PaperKind


@pytest.mark.parametrize("track", [Track.CPPCC, Track.NPC])
def test_every_paper_that_is_offered_can_be_printed(track):
    matter = sample(track)
    made = [paper_of(one.kind, matter, one.of) for one in offered(matter)]
    assert {paper.kind for paper in made} == set(PaperKind) == set(MAKERS)


def test_a_submitter_is_offered_his_own_papers_and_no_others():
    matter = replace(sample(), staff=False)
    own = {PaperKind.REPLY, PaperKind.PROPOSAL, PaperKind.RECEIPT, PaperKind.FEEDBACK_FORM}
    assert {one.kind for one in offered(matter)} == own
    for kind in set(PaperKind) - own:
        with pytest.raises(NothingToPrint, match="只由工作人员打印"):
            paper_of(kind, matter)


def test_what_was_replaced_is_not_offered():
    matter = replace(sample(), replies=(replace(sample().replies[0], state=ReplyState.SUPERSEDED),))
    assert PaperKind.REPLY not in {one.kind for one in offered(matter)}


def test_copies_are_counted_for_replies_alone():
    assert copies_of(sample(), PaperKind.REPLY) == 2
    assert copies_of(sample(), PaperKind.CASE_BUNDLE) == 1
    assert copies_of(replace(sample(), staff=False), PaperKind.REPLY) == 1
