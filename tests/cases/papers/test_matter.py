"""Plain values: which replies are final, who leads."""

from dataclasses import replace

import pytest

from cases.papers.samples import sample
from cases.vocabulary import ReplyState


@pytest.mark.parametrize("state", list(ReplyState))
def test_only_signed_words_are_final(state):
    drafting = (ReplyState.DRAFTING, ReplyState.COSIGNING, ReplyState.PENDING_SIGN)
    assert replace(sample().replies[0], state=state).final is (state not in drafting)


def test_the_first_name_leads_where_it_may_be_known():
    assert sample().lead.name == "梁𬭎"
    assert replace(sample(), signers=()).lead is None
