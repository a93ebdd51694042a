"""Which facts each measure counts: one predicate a measure. The sentences beside them are ``vocabulary.statistics``."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
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
FILED_STATES = frozenset(CaseState) - _UNFILED
_CONCLUDED = frozenset({CaseState.CONCLUDED, CaseState.TRACKING, CaseState.CLOSED, CaseState.ARCHIVED})
_SATISFIED = frozenset({Score.VERY_SATISFIED, Score.SATISFIED})
_BASICALLY = frozenset({Score.BASICALLY, Score.UNDERSTANDING})
_CONTENT = _SATISFIED | _BASICALLY
# A promise in one of these is late no more, whatever its day.
_LEFT_BEHIND = frozenset({CommitmentState.FULFILLED, CommitmentState.UNVERIFIABLE})
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
    return measure.counted is Counted.PROMISES and _promise(measure, fact)


def counter_of(measures: Sequence[Measure], today: date) -> Callable[[Fact], tuple[Measure, ...]]:
    """A function that tells which of the measures count a fact. Facts that are alike in all that measures look at are
    looked at once."""
    known: dict[tuple[Any, ...], tuple[Measure, ...]] = {}

    def counted(fact: Fact) -> tuple[Measure, ...]:
        key = _looked_at(fact, today)
        if key not in known:
            known[key] = tuple(measure for measure in measures if counts(measure, fact, today))
        return known[key]

    return counted


def _looked_at(fact: Fact, today: date) -> tuple[Any, ...]:
    """All of a fact that any measure looks at."""
    if isinstance(fact, CaseFact):
        in_time = (_dated(fact), _by(fact, fact.due_on), _by(fact, fact.first_due_on or fact.due_on))
        said = (fact.state, fact.merged, fact.round > 1, fact.semantic, fact.contacted, fact.met)
        return CaseFact, _replied(fact), *in_time, *said
    if isinstance(fact, PartFact):
        late = fact.due_on is not None and fact.due_on < today
        return PartFact, late, fact.role, fact.state, fact.semantic, fact.returned, fact.extended
    if isinstance(fact, RatingFact):
        return RatingFact, fact.round == 1, fact.attitude, fact.result
    return PromiseFact, fact.label, fact.state, fact.due


def picked(measure: Measure, facts: Iterable[Fact], today: date) -> list[Fact]:
    """The facts that the measure counts: the rows behind its number."""
    counted = counter_of((measure,), today)
    return [fact for fact in facts if counted(fact)]


def promises_counted(measure: Measure, today: date) -> tuple[tuple[CommitmentLabel, CommitmentState, bool], ...]:
    """Label, state and whether the day has passed, of all promises that the measure counts: to ask for them by."""
    alike = itertools.product(CommitmentLabel, CommitmentState, (False, True))
    made = (PromiseFact(None, None, None, "", *one) for one in alike)
    return tuple((fact.label, fact.state, fact.due) for fact in made if counts(measure, fact, today))


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


def _promise(measure: Measure, promise: PromiseFact) -> bool:
    return promise.state is not CommitmentState.CANCELLED and _PROMISES[measure](promise)


_PROMISES: Mapping[Measure, Callable[[PromiseFact], bool]] = {
    Measure.PROMISED: lambda promise: True,
    Measure.HARD: lambda promise: promise.label is CommitmentLabel.HARD,
    Measure.DUE: lambda promise: promise.due,
    Measure.DUE_FULFILLED: lambda promise: promise.due and promise.state is CommitmentState.FULFILLED,
    Measure.PARTLY: lambda promise: promise.state is CommitmentState.PARTLY,
    Measure.LATE: lambda promise: promise.due and promise.state not in _LEFT_BEHIND,
}
