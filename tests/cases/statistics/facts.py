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


@st.composite
def parts(draw):
    unit, name = draw(_units)
    return draw(
        st.builds(
            PartFact, id=_ids, case=_ids, **_common, unit=st.just(unit), unit_name=st.just(name),
            role=st.sampled_from(v.AssignmentRole), state=st.sampled_from(v.AssignmentState), assigned_on=_days,
            due_on=_days, sent_on=_days, semantic=st.none() | st.sampled_from(v.ClassSemantic),
            returned=st.booleans(), extended=st.booleans(),
        )
    )  # fmt: skip


@st.composite
def ratings(draw):
    unit, name = draw(_units)
    given = draw(st.booleans())
    scores = st.sampled_from(v.Score) if given else st.none()
    return draw(
        st.builds(
            RatingFact, id=_ids, case=_ids, **_common, unit=st.just(unit), unit_name=st.just(name),
            round=st.integers(1, 2), attitude=scores, result=scores,
        )
    )  # fmt: skip


@st.composite
def promises(draw):
    unit, name = draw(_units)
    return draw(
        st.builds(
            PromiseFact, year=_common["year"], submitter=_common["submitter"], unit=st.just(unit),
            unit_name=st.just(name), label=st.sampled_from(v.CommitmentLabel),
            state=st.sampled_from(v.CommitmentState), due=st.booleans(), n=st.integers(1, 9),
        )
    )  # fmt: skip


facts = st.one_of(cases, parts(), ratings(), promises())
