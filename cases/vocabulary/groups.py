"""States, parts and roles that rules name together, each group once."""

from cases.vocabulary.acts import Role
from cases.vocabulary.parties import AssignmentRole
from cases.vocabulary.states import AssignmentState, CommitmentState

# Units that answer the submitter; the others answer the lead unit.
LEADING = (AssignmentRole.SOLE, AssignmentRole.LEAD, AssignmentRole.SPLIT)
# Tasks that a unit has before it, those it works at, those it has answered, those that are its own no longer.
LIVE = (AssignmentState.PENDING_ACCEPT, AssignmentState.ACCEPTED, AssignmentState.WORKING)
AT_WORK = (AssignmentState.ACCEPTED, AssignmentState.WORKING)
ANSWERED = (AssignmentState.OPINION_SENT, AssignmentState.REPLY_SENT, AssignmentState.DONE)
ENDED = (AssignmentState.RETURNED, AssignmentState.CANCELLED)
# Findings that people said are no commitment of their own; they are kept and counted nowhere.
DISMISSED = (CommitmentState.REJECTED, CommitmentState.MERGED)
# Commitments that nobody waits for any more.
SETTLED = (CommitmentState.FULFILLED, CommitmentState.CANCELLED, CommitmentState.UNVERIFIABLE, *DISMISSED)
# Actors that are no person: the rules themselves, the command line, an import.
MACHINES = frozenset({Role.OPERATOR, Role.IMPORTER, Role.SYSTEM})
# Commitments that people confirmed and that somebody still waits for.
AWAITED = (
    CommitmentState.CONFIRMED,
    CommitmentState.IN_PROGRESS,
    CommitmentState.CHANGED,
    CommitmentState.PARTLY,
    CommitmentState.REPORTED_DONE,
)
