"""The table of moves: whole, reachable, leavable, and each of its words known."""

import pytest

from cases.errors import FIRST
from cases.guards import GUARDS
from cases.moves import FIRST_STATES, LAST_STATES, MOVES, TIES, Relation, moves_of
from cases.vocabulary import (
    AssignmentState,
    CaseState,
    CommitmentState,
    Machine,
    ReplyState,
    Role,
    Track,
    Verb,
)

STATES = {
    Machine.CASE: CaseState,
    Machine.ASSIGNMENT: AssignmentState,
    Machine.REPLY: ReplyState,
    Machine.COMMITMENT: CommitmentState,
}


def reached(machine: Machine, track: Track | None = None) -> set[str]:
    """The states that can be come to from the first one."""
    rows = [m for m in MOVES if m.machine is machine and m.target and m.track in (None, track)]
    found, grown = {str(FIRST_STATES[machine])}, True
    while grown:
        more = {m.target for m in rows if m.sources & found} - found
        found |= more
        grown = bool(more)
    return found


@pytest.mark.parametrize("machine", list(Machine))
def test_every_state_can_be_reached(machine):
    assert reached(machine, Track.CPPCC) == {state.value for state in STATES[machine]}


def test_a_deputys_suggestion_is_never_put_off_for_its_quality():
    assert CaseState.DEFERRED not in reached(Machine.CASE, Track.NPC)


@pytest.mark.parametrize("machine", list(Machine))
def test_from_every_state_the_end_can_be_reached(machine):
    ends = set(LAST_STATES[machine])
    rows = [m for m in MOVES if m.machine is machine and m.target]
    grown = True
    while grown:
        more = {s for m in rows if m.target in ends for s in m.sources} - ends
        ends |= more
        grown = bool(more)
    assert ends == {state.value for state in STATES[machine]}


@pytest.mark.parametrize("machine", list(Machine))
def test_nothing_leads_out_of_the_end(machine):
    rows = [m for m in MOVES if m.machine is machine and m.target and m.sources & LAST_STATES[machine]]
    # A handling anew, an objection upheld and a finding taken back open what was done.
    assert {m.verb for m in rows} <= {Verb.REOPEN, Verb.UPHOLD_CONTEST, Verb.RESTORE_FINDING}


@pytest.mark.parametrize("row", MOVES, ids=lambda m: f"{m.machine}-{m.verb}-{m.target}")
def test_a_row_is_made_of_known_words(row):
    codes = {state.value for state in STATES[row.machine]}
    assert row.sources
    assert row.sources <= codes
    assert row.target is None or row.target in codes
    assert row.roles
    assert all(role in TIES for role in row.roles)
    assert set(row.guards) <= set(GUARDS)


def test_no_two_rows_compete_for_one_actor():
    for row in MOVES:
        for state in row.sources:
            rivals = [
                m for m in moves_of(row.machine, row.verb, state) if m is not row and m.track in (None, row.track)
            ]
            assert not [m for m in rivals if m.roles & row.roles], (row.verb, state)


def test_each_guard_is_asked_for_and_has_its_sentence():
    asked = {name for m in MOVES for name in m.guards}
    assert asked == set(GUARDS) == set(FIRST)


def test_what_the_field_binds_everyone_to():
    """No unit rates, no drafter's role alone signs, and only offices decide on a return or more time."""
    rating = [m for m in MOVES if m.verb is Verb.GIVE_FEEDBACK]
    assert {role for m in rating for role in m.roles} == {Role.SUBMITTER, Role.REVIEWER}
    signing = [m for m in MOVES if m.verb is Verb.SIGN_REPLY]
    assert all(m.roles == {Role.APPROVER} and "not_own_draft" in m.guards for m in signing)
    deciding = (Verb.GRANT_RETURN, Verb.REFUSE_RETURN, Verb.APPROVE_EXTENSION, Verb.REFUSE_EXTENSION)
    assert all(TIES[role] in (Relation.BODY, Relation.OFFICE) for m in MOVES if m.verb in deciding for role in m.roles)
    reporting = {role for m in MOVES if m.verb is Verb.REPORT_DONE for role in m.roles}
    verifying = {role for m in MOVES if m.verb is Verb.VERIFY for role in m.roles}
    assert not reporting & verifying


def test_what_others_must_read_needs_a_reason():
    for verb in (Verb.REJECT_FILING, Verb.RETURN_FOR_REVISION, Verb.REQUEST_RETURN, Verb.REFUSE_RETURN, Verb.WITHDRAW,
                 Verb.SEND_BACK, Verb.ORDER_REHANDLE, Verb.REFUSE_EXTENSION, Verb.REQUEST_EXTENSION):  # fmt: skip
        assert all(m.reason for m in MOVES if m.verb is verb), verb
