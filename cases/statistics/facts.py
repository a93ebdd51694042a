"""What the statistics count over: one plain record for each case, part of a unit and rating; promises by the heap."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.vocabulary import (
    AssignmentRole,
    AssignmentState,
    CaseState,
    ClassSemantic,
    CommitmentLabel,
    CommitmentState,
    Score,
    SubmitterKind,
    Track,
)
from cases.vocabulary.statistics import Counted


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One case. first_due_on: the day before any extension. contacted, met: before the reply."""

    id: int
    track: Track
    year: int | None
    submitter: SubmitterKind | None
    state: CaseState
    merged: bool
    round: int
    assigned_on: date | None
    due_on: date | None
    first_due_on: date | None
    replied_on: date | None
    semantic: ClassSemantic | None
    contacted: bool
    met: bool
    n: int = 1


@dataclass(frozen=True, slots=True)
class PartFact:
    """One unit's part in a case. semantic: of the newest letter it has sent."""

    id: int
    case: int
    track: Track
    year: int | None
    submitter: SubmitterKind | None
    unit: int | None
    unit_name: str
    role: AssignmentRole
    state: AssignmentState
    assigned_on: date | None
    due_on: date | None
    sent_on: date | None
    semantic: ClassSemantic | None
    returned: bool
    extended: bool
    n: int = 1


@dataclass(frozen=True, slots=True)
class RatingFact:
    """One delivery of a reply to one addressee, with the scores that count today; None while it is awaited."""

    id: int
    case: int
    track: Track
    year: int | None
    submitter: SubmitterKind | None
    unit: int | None
    unit_name: str
    round: int
    attitude: Score | None
    result: Score | None
    n: int = 1


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """Promises that are alike in all that is counted by. n: how many; due: their day has passed.

    Of year, submitter and unit only what the rows of the table stand for is known.
    """

    year: int | None
    submitter: SubmitterKind | None
    unit: int | None
    unit_name: str
    label: CommitmentLabel
    state: CommitmentState
    due: bool
    n: int = 1


Fact = CaseFact | PartFact | RatingFact | PromiseFact
KINDS: Mapping[Counted, type] = {
    Counted.CASES: CaseFact,
    Counted.PARTS: PartFact,
    Counted.RATINGS: RatingFact,
    Counted.PROMISES: PromiseFact,
}
