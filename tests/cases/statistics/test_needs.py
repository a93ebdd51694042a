"""What a measure needs is read; what no measure asks for is not."""

from cases.statistics.needs import needs_of
from cases.vocabulary.statistics import Counted, Measure


def test_a_measure_brings_its_kind_and_what_it_looks_at():
    filed = needs_of({Measure.FILED})
    assert filed.kinds == {Counted.CASES}
    assert not (filed.letters or filed.contacts or filed.first_days or filed.returns or filed.extensions)
    for measure, name in (
        (Measure.SOLVED, "letters"), (Measure.CLASS_UNSAID, "letters"), (Measure.FORMS, "letters"),
        (Measure.MET, "contacts"), (Measure.UNEXTENDED, "first_days"), (Measure.RETURNED, "returns"),
        (Measure.EXTENDED, "extensions"),
    ):  # fmt: skip
        assert getattr(needs_of({measure}), name), measure
    assert needs_of({Measure.LEADS}, spans=True).letters
    assert needs_of(Measure).kinds == set(Counted)
