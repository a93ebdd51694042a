"""What becomes of a commitment: reports with evidence, what oversight found, asked changes of its day, objections."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.columns import (
    choice,
    day,
    instant,
    instant_or_none,
    one_of,
    to,
    to_or_none,
    whole,
    words,
    words_or_none,
)
from cases.tables.commitments import Commitment, CommitmentMetric
from cases.tables.departments import Department
from cases.tables.people import Person
from cases.vocabulary import ContestState, ExtensionState, Stage, Verdict


class ProgressReport(Table, tablename="progress_reports"):
    """What a unit says of a commitment. amount: how much of the metric there is, an exact plain decimal."""

    id: Serial
    commitment: ForeignKey = to(Commitment)
    department: ForeignKey = to_or_none(Department)
    stage = choice(Stage.UNDER_WAY)
    told = words()
    metric: ForeignKey = to_or_none(CommitmentMetric)
    amount = words_or_none()
    reported_by: ForeignKey = to_or_none(Person)
    created_at = instant()

    stage_in_1 = one_of("stage", Stage)


class Evidence(Table, tablename="evidence"):
    """A file that a report is held to. sha256: its name in the file store."""

    id: Serial
    report: ForeignKey = to(ProgressReport)
    position = whole()
    name = words()
    media = words()
    size = whole()
    sha256 = words(index=True)
    added_by: ForeignKey = to_or_none(Person)
    created_at = instant()

    one_file_a_position = Unique([report, position])


class Verification(Table, tablename="verifications"):
    """What oversight found of a report; never by the person who wrote it."""

    id: Serial
    commitment: ForeignKey = to(Commitment)
    report: ForeignKey = to_or_none(ProgressReport)
    verdict = choice(Verdict.TRUE)
    told = words()
    verified_by: ForeignKey = to_or_none(Person)
    created_at = instant()

    verdict_in_1 = one_of("verdict", Verdict)


class DueChange(Table, tablename="due_changes"):
    """Another day asked for a commitment. old_due_on: the day in force when it was asked."""

    id: Serial
    commitment: ForeignKey = to(Commitment)
    department: ForeignKey = to_or_none(Department)
    old_due_on = day()
    new_due_on = day()
    reason = words()
    state = choice(ExtensionState.REQUESTED, index=True)
    asked_by: ForeignKey = to_or_none(Person)
    decision_words = words_or_none()
    decided_by: ForeignKey = to_or_none(Person)
    decided_at = instant_or_none()
    created_at = instant()

    state_in_1 = one_of("state", ExtensionState)


class Contest(Table, tablename="contests"):
    """A submitter says that it is not as was reported; oversight answers."""

    id: Serial
    commitment: ForeignKey = to(Commitment)
    person: ForeignKey = to_or_none(Person)
    told = words()
    state = choice(ContestState.OPEN, index=True)
    answer = words_or_none()
    answered_by: ForeignKey = to_or_none(Person)
    answered_at = instant_or_none()
    created_at = instant()

    state_in_1 = one_of("state", ContestState)


class CarryOver(Table, tablename="carry_overs"):
    """A commitment that was open when a year ended, taken into the next: year is the one it was taken into.

    from_year: whose ledger it stood in until then. undone_at: it was taken back out, and counts no more.
    """

    id: Serial
    commitment: ForeignKey = to(Commitment)
    from_year = whole()
    year = whole()
    reason = words()
    taken_by: ForeignKey = to_or_none(Person)
    undone_at = instant_or_none()
    undone_by: ForeignKey = to_or_none(Person)
    created_at = instant()

    once_a_year = Unique([commitment, year])
