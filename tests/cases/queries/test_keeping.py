"""What the public is told of a promise: one rule for a row and for a list, and each promise under exactly one word."""

from datetime import date, timedelta

import pytest

from cases.actor import OFFICE
from cases.clock import today
from cases.queries.commitments import CommitmentFilter, commitment_list, commitments_cut
from cases.queries.keeping import keeping_of
from cases.queries.listing import Cut
from cases.tables import Commitment
from cases.vocabulary import DISMISSED, CommitmentState
from cases.vocabulary.keeping import Keeping

pytestmark = pytest.mark.anyio


def test_the_last_day_itself_is_not_past():
    for day, told in ((today(), Keeping.AHEAD), (today() - timedelta(1), Keeping.UNSEEN), (None, Keeping.UNDATED)):
        assert keeping_of(CommitmentState.CONFIRMED, day, today()) is told


def test_nobody_is_reproached_with_what_was_kept_given_up_or_waits_to_be_looked_at():
    late = date(2000, 1, 1)
    told = {state: keeping_of(state, late, today()) for state in CommitmentState}
    assert {state for state, one in told.items() if one is Keeping.UNSEEN} == {
        CommitmentState.CONFIRMED, CommitmentState.IN_PROGRESS, CommitmentState.CHANGED,
    }  # fmt: skip
    assert told[CommitmentState.IDENTIFIED] is Keeping.UNCHECKED


async def test_a_list_of_one_word_holds_the_rows_of_that_word_and_no_others(archive):
    everything = (await commitments_cut(CommitmentFilter(), Cut(100), actor=OFFICE)).rows
    states = [state for state in CommitmentState if state not in DISMISSED]
    days = (None, today(), today() - timedelta(1), today() + timedelta(400))
    assert len(everything) >= 5
    seen = set()
    for begin in range(0, len(states) * len(days), len(everything)):
        for number, row in enumerate(everything, begin):
            columns = {"state": states[number // len(days) % len(states)].value, "due_on": days[number % len(days)]}
            await Commitment.update(columns).where(Commitment.id == row.id)
        told = {}
        for keeping in Keeping:
            for row in (await commitment_list(CommitmentFilter(keeping=keeping), actor=OFFICE, per_page=100)).rows:
                assert row.keeping is keeping
                assert told.setdefault(row.id, keeping) is keeping
        assert told.keys() == {row.id for row in everything}
        seen |= set(told.values())
    assert seen == set(Keeping)
