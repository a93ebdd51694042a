"""Which facts each measure counts: one predicate a measure. The sentences beside them are ``vocabulary.statistics``."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from cases.statistics.facts import CaseFact, Fact, PartFact, PromiseFact, RatingFact
from cases.vocabulary import (
    ANSWERED,
    ENDED,
    LEADING,
    AssignmentRole,
    CaseState,
    ClassSemantic,
    CommitmentLabel,
    CommitmentState,
    Score,
)
from cases.vocabulary.statistics import Counted, Measure

# What became of a submission, every state in exactly one of them, so that their sum is what was received.
OUTCOMES: Mapping[Measure, frozenset[CaseState]] = {
    Measure.MERGED: frozenset({CaseState.MERGED}),
    Measure.DEFERRED: frozenset({CaseState.DEFERRED}),
    Measure.NOT_FILED: frozenset({CaseState.NOT_FILED}),
    Measure.CONVERTED: frozenset({CaseState.CONVERTED}),
    Measure.WITHDRAWN: frozenset({CaseState.WITHDRAWN}),
    Measure.UNREVIEWED: frozenset({CaseState.SUBMITTED, CaseState.IN_REVIEW, CaseState.RETURNED_FOR_REVISION}),
}
_UNFILED = frozenset({CaseState.DRAFT}).union(*OUTCOMES.values())
_CONCLUDED = frozenset({CaseState.CONCLUDED, CaseState.TRACKING, CaseState.CLOSED, CaseState.ARCHIVED})
_SATISFIED = frozenset({Score.VERY_SATISFIED, Score.SATISFIED})
_BASICALLY = frozenset({Score.BASICALLY, Score.UNDERSTANDING})
_CONTENT = _SATISFIED | _BASICALLY
_CANCELLED = CommitmentState.CANCELLED
_KEPT_FOR_REFERENCE = frozenset({ClassSemantic.DEFERRED, ClassSemantic.REFERENCE_ONLY})
_AIMED = frozenset({ClassSemantic.SOLVED, ClassSemantic.IN_PROGRESS, ClassSemantic.PLANNED})


def counts(measure: Measure, fact: Fact, today: date) -> bool:
    """Whether a fact is one of those that the measure counts."""
    if isinstance(fact, CaseFact):
        return measure.counted is Counted.CASES and _case(measure, fact)
    if isinstance(fact, PartFact):
        return measure.counted is Counted.PARTS and _part(measure, fact, today)
    if isinstance(fact, RatingFact):
        return measure.counted is Counted.RATINGS and _RATINGS[measure](fact)
    return measure.counted is Counted.PROMISES and _promise(measure, fact, today)


def picked(measure: Measure, facts: Iterable[Fact], today: date) -> list[Fact]:
    """The facts that the measure counts: the rows behind its number."""
    return [fact for fact in facts if counts(measure, fact, today)]


def _case(measure: Measure, case: CaseFact) -> bool:
    if measure is Measure.RECEIVED:
        return case.state is not CaseState.DRAFT
    if measure in OUTCOMES:
        return (case.state in OUTCOMES[measure]) if not case.merged else measure is Measure.MERGED
    if case.merged or case.state in _UNFILED:
        return False
    return _FILED_CASES[measure](case)


def _replied(case: CaseFact) -> bool:
    return case.replied_on is not None


def _dated(case: CaseFact) -> bool:
    return case.replied_on is not None and case.due_on is not None


def _by(case: CaseFact, due: date | None) -> bool:
    return _dated(case) and case.replied_on is not None and due is not None and case.replied_on <= due


_FILED_CASES: Mapping[Measure, Callable[[CaseFact], bool]] = {
    Measure.FILED: lambda case: True,
    Measure.REPLIED: _replied,
    Measure.CONCLUDED: lambda case: case.state in _CONCLUDED,
    Measure.DATED: _dated,
    Measure.ON_TIME: lambda case: _by(case, case.due_on),
    Measure.UNEXTENDED: lambda case: _by(case, case.first_due_on or case.due_on),
    Measure.CONTACTED: lambda case: _replied(case) and case.contacted,
    Measure.MET: lambda case: _replied(case) and case.met,
    Measure.AGAIN: lambda case: _replied(case) and case.round > 1,
    Measure.SOLVED: lambda case: _replied(case) and case.semantic is ClassSemantic.SOLVED,
    Measure.PLANNED: lambda case: _replied(case) and case.semantic in _AIMED,
}


def _part(measure: Measure, part: PartFact, today: date) -> bool:
    if measure is Measure.ALL_PARTS:
        return True
    if measure in _ANY_PART:
        return _ANY_PART[measure](part)
    if part.state in ENDED:
        return False
    if measure is Measure.HELPS:
        return part.role is AssignmentRole.CO
    if part.role not in LEADING:
        return False
    answered = part.state in ANSWERED
    if measure in _CLASSES:
        return answered and _CLASSES[measure](part)
    late = part.due_on is not None and part.due_on < today
    return {
        Measure.LEADS: True,
        Measure.ANSWERED: answered,
        Measure.RUNNING: not answered and not late,
        Measure.OVERDUE: not answered and late,
    }[measure]


_ANY_PART: Mapping[Measure, Callable[[PartFact], bool]] = {
    Measure.RETURNED: lambda part: part.returned,
    Measure.EXTENDED: lambda part: part.extended,
}
_CLASSES: Mapping[Measure, Callable[[PartFact], bool]] = {
    Measure.CLASS_SOLVED: lambda part: part.semantic is ClassSemantic.SOLVED,
    Measure.CLASS_GOING: lambda part: part.semantic is ClassSemantic.IN_PROGRESS,
    Measure.CLASS_PLANNED: lambda part: part.semantic is ClassSemantic.PLANNED,
    Measure.CLASS_KEPT: lambda part: part.semantic in _KEPT_FOR_REFERENCE,
    Measure.CLASS_UNSAID: lambda part: part.semantic is None,
}
_RATINGS: Mapping[Measure, Callable[[RatingFact], bool]] = {
    Measure.FORMS_DUE: lambda rating: True,
    Measure.FORMS: lambda rating: rating.result is not None,
    Measure.SATISFIED: lambda rating: rating.result in _SATISFIED,
    Measure.BASICALLY: lambda rating: rating.result in _BASICALLY,
    Measure.DISSATISFIED: lambda rating: rating.result is Score.DISSATISFIED,
    Measure.CONTENT: lambda rating: rating.result in _CONTENT,
    Measure.CONTENT_ATTITUDE: lambda rating: rating.attitude in _CONTENT,
    Measure.FIRST_FORMS: lambda rating: rating.round == 1 and rating.result is not None,
    Measure.FIRST_CONTENT: lambda rating: rating.round == 1 and rating.result in _CONTENT,
}


def _promise(measure: Measure, promise: PromiseFact, today: date) -> bool:
    if promise.state is _CANCELLED:
        return False
    due = promise.due_on is not None and promise.due_on < today
    kept = promise.state is CommitmentState.FULFILLED
    found: dict[Measure, Any] = {
        Measure.PROMISED: True,
        Measure.HARD: promise.label is CommitmentLabel.HARD,
        Measure.DUE: due,
        Measure.DUE_FULFILLED: due and kept,
        Measure.PARTLY: promise.state is CommitmentState.PARTLY,
        Measure.LATE: due and not kept and promise.state is not CommitmentState.UNVERIFIABLE,
    }
    return bool(found[measure])
