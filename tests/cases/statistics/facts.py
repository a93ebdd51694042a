"""Facts of every kind, at random, for the laws of the statistics."""

from datetime import date

from hypothesis import strategies as st

from cases import vocabulary as v
from cases.statistics.facts import CaseFact, PartFact, PromiseFact, RatingFact

TODAY = date(2026, 7, 1)
_ids, _units = st.integers(1, 10**6), st.sampled_from([(1, "甲局"), (2, "乙局"), (None, "丙室")])
_days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
_common = {
    "track": st.sampled_from(v.Track),
    "year": st.none() | st.integers(2023, 2026),
    "submitter": st.none() | st.sampled_from(v.SubmitterKind),
}
cases = st.builds(
    CaseFact, id=_ids, **_common, state=st.sampled_from(v.CaseState), merged=st.booleans(), round=st.integers(1, 3),
    assigned_on=_days, due_on=_days, first_due_on=_days, replied_on=_days,
    semantic=st.none() | st.sampled_from(v.ClassSemantic), contacted=st.booleans(), met=st.booleans(),
)  # fmt: skip


def _of_unit(kind):
    """Builds a fact with a unit and its name."""

    def built(whose, scores=None, **more):
        if kind is RatingFact:
            more["attitude"], more["result"] = scores or (None, None)
        return kind(unit=whose[0], unit_name=whose[1], **more)

    return built


parts = st.builds(
    _of_unit(PartFact), whose=_units, id=_ids, case=_ids, **_common, role=st.sampled_from(v.AssignmentRole),
    state=st.sampled_from(v.AssignmentState), assigned_on=_days, due_on=_days, sent_on=_days,
    semantic=st.none() | st.sampled_from(v.ClassSemantic), returned=st.booleans(), extended=st.booleans(),
)  # fmt: skip
_scores = st.sampled_from(v.Score)
_ratings = st.builds(
    _of_unit(RatingFact), whose=_units, id=_ids, case=_ids, **_common, round=st.integers(1, 2),
    scores=st.none() | st.tuples(_scores, _scores),
)  # fmt: skip
_promises = st.builds(
    _of_unit(PromiseFact), whose=_units, year=_common["year"], submitter=_common["submitter"],
    label=st.sampled_from(v.CommitmentLabel), state=st.sampled_from(v.CommitmentState), due=st.booleans(),
    n=st.integers(1, 9),
)  # fmt: skip

facts = st.one_of(cases, parts, _ratings, _promises)
