"""Whether a published promise was kept: the same rule for one row and as a where-clause."""

from datetime import date

from piccolo.custom_types import Combinable

from cases.tables import Commitment
from cases.vocabulary import CommitmentState
from cases.vocabulary.keeping import KEEPING_OF, Keeping

_OPEN = [state.value for state in CommitmentState if state not in KEEPING_OF]
_UNREAD = (CommitmentState.IDENTIFIED,)  # found by the program: nobody is reproached with what no person has read


def keeping_of(state: CommitmentState, due_on: date | None, day: date) -> Keeping:
    """What is told of a promise in this state, due on a day or none, on another day; its last day has not passed."""
    if state in KEEPING_OF:
        return KEEPING_OF[state]
    if due_on is None:
        return Keeping.UNDATED
    if due_on >= day:
        return Keeping.AHEAD
    return Keeping.UNCHECKED if state in _UNREAD else Keeping.UNSEEN


def where_kept(keeping: Keeping, day: date) -> Combinable:
    """The commitments of which this is told on a day."""
    states = [state.value for state, told in KEEPING_OF.items() if told is keeping]
    if states:
        return Commitment.state.is_in(states)
    still = Commitment.state.is_in(_OPEN)
    if keeping is Keeping.UNDATED:
        return still & Commitment.due_on.is_null()
    if keeping is Keeping.AHEAD:
        return still & (Commitment.due_on >= day)
    unread = Commitment.state.is_in([state.value for state in _UNREAD])
    late = still & (Commitment.due_on < day)
    return late & unread if keeping is Keeping.UNCHECKED else late & Commitment.state.not_in([s.value for s in _UNREAD])
